import { Button, Card, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'

export function Shortcuts({ links }: { links: readonly { to: string; label: string }[] }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  if (links.length === 0) return null
  return (
    <Card size="small" title={t('office.quick')}>
      <Flex wrap gap="small">
        {links.map(({ to, label }) => (
          <Button key={to} onClick={() => navigate(to)}>
            {label}
          </Button>
        ))}
      </Flex>
    </Card>
  )
}
