/** How many are chosen, and the way to see them side by side. Stays in sight while one scrolls through the list. */
import { Affix, Button, Card, Drawer, Flex, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from 'urql'
import { minCompared } from './comparison.ts'
import { ComparisonTable } from './comparison-table.tsx'
import { comparedMutation } from './feedback-documents.ts'
import type { Match } from './match-parts.ts'

interface ComparisonBarProps {
  from: string
  chosen: readonly Match[]
  onClear(): void
}

export function ComparisonBar({ from, chosen, onClear }: ComparisonBarProps) {
  const { t } = useTranslation()
  const client = useClient()
  const [isOpen, setOpen] = useState(false)
  if (chosen.length === 0) return null
  const open = () => {
    setOpen(true)
    // An observation: when it is lost, nobody has to know.
    client.mutation(comparedMutation, { from, listings: chosen.map(({ listing }) => listing.id) }).toPromise()
  }
  return (
    <>
      <Affix offsetBottom={0}>
        <Card size="small" role="status">
          <Flex wrap gap="small" align="center" justify="space-between">
            <span>
              <strong>{t('matching.compare.chosen', { count: chosen.length })}</strong>{' '}
              <Typography.Text type="secondary">{t('matching.compare.hint')}</Typography.Text>
            </span>
            <Flex gap="small">
              <Button onClick={onClear}>{t('matching.compare.clear')}</Button>
              <Button type="primary" disabled={chosen.length < minCompared} onClick={open}>
                {t('matching.compare.open')}
              </Button>
            </Flex>
          </Flex>
        </Card>
      </Affix>
      <Drawer
        open={isOpen}
        onClose={() => setOpen(false)}
        title={t('matching.compare.title')}
        placement="bottom"
        size="85vh"
      >
        <ComparisonTable matches={chosen} />
      </Drawer>
    </>
  )
}
