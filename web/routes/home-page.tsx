import { Card, Col, Flex, Row } from 'antd'
import { useTranslation } from 'react-i18next'
import { LatestCard } from '#web/features/listing/latest-card.tsx'
import { PortalSearch } from '#web/features/listing/portal-search.tsx'
import { Page } from '#web/ui/page.tsx'

const columns = ['demand', 'achievement', 'expert'] as const

export function HomePage() {
  const { t } = useTranslation()
  return (
    <Flex vertical gap="middle">
      <Card>
        <Page title={t('home.title')} lead={t('home.lead')}>
          <PortalSearch />
        </Page>
      </Card>
      <Row gutter={[16, 16]}>
        {columns.map(library => (
          <Col key={library} xs={24} lg={8}>
            <LatestCard library={library} />
          </Col>
        ))}
      </Row>
    </Flex>
  )
}
