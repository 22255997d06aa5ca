/** Where filters stand: at the side of what they narrow, or on a phone behind a button that counts them. */
import { FilterOutlined } from '@ant-design/icons'
import { Badge, Button, Card, Col, Drawer, Row } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'

export function BesideFilters({ panel, children }: { panel: ReactNode; children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <Row gutter={16} wrap={false}>
      <Col flex="256px">
        <Card size="small" title={t('common.filters')}>
          {panel}
        </Card>
      </Col>
      <Col flex="auto" style={{ minWidth: 0 }}>
        {children}
      </Col>
    </Row>
  )
}

/** `count`: conditions that are set. */
export function FilterButton({ count, panel }: { count: number; panel: ReactNode }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Badge count={count}>
        <Button icon={<FilterOutlined />} onClick={() => setOpen(true)}>
          {t('common.filters')}
        </Button>
      </Badge>
      <Drawer open={isOpen} onClose={() => setOpen(false)} title={t('common.filters')} placement="right" size={320}>
        {panel}
      </Drawer>
    </>
  )
}
