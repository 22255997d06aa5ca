/** What the bidder keeps: the number of the bid and the fingerprint of its seal, and what they are good for. */
import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons'
import { Alert, Button, Card, Descriptions, Flex } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useQuery } from 'urql'
import { failureOfError } from '#web/api/outcome.ts'
import { FailurePanel } from '#web/ui/failure.tsx'
import { Instant } from '#web/ui/moment.tsx'
import { Page } from '#web/ui/page.tsx'
import { plainId } from '#web/ui/plain-id.ts'
import { Waiting } from '#web/ui/waiting.tsx'
import { Fingerprint } from './bid-details.tsx'
import { type Bid, bidQuery } from './challenge-documents.ts'
import { challengePath } from './challenge-row.tsx'

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}

function Explanation() {
  const { t } = useTranslation()
  const points = [t('bid.how1'), t('bid.how2'), t('bid.how3'), t('bid.how4')]
  return (
    <Card size="small" title={t('bid.howSealed')}>
      <ol style={{ margin: 0, paddingInlineStart: 20 }}>
        {points.map(point => (
          <li key={point}>{point}</li>
        ))}
      </ol>
    </Card>
  )
}

function Receipt({ bid, challengeId }: { bid: Bid; challengeId: string }) {
  const { t } = useTranslation()
  const lines = [
    `${t('bid.receiptNumber')}: ${plainId(bid.id)}`,
    `${t('bid.bidder')}: ${bid.organisation.name}`,
    `${t('bid.sealedAt')}: ${bid.sealedAt ?? ''}`,
    `${t('bid.commitment')}: ${bid.commitment}`,
  ]
  return (
    <Flex vertical gap="middle">
      <Card>
        <Alert type="success" showIcon title={t('bid.receiptLead')} style={{ marginBottom: 16 }} />
        <Descriptions
          column={1}
          bordered
          size="small"
          items={[
            {
              key: 'number',
              label: t('bid.receiptNumber'),
              children: <span style={{ overflowWrap: 'anywhere' }}>{plainId(bid.id)}</span>,
            },
            { key: 'bidder', label: t('bid.bidder'), children: <bdi>{bid.organisation.name}</bdi> },
            { key: 'at', label: t('bid.sealedAt'), children: bid.sealedAt && <Instant at={bid.sealedAt} /> },
            { key: 'commitment', label: t('bid.commitment'), children: <Fingerprint hex={bid.commitment} /> },
          ]}
        />
        <Flex wrap gap="small" align="center" style={{ marginTop: 16 }} className="no-print">
          <Button icon={<DownloadOutlined />} onClick={() => download('receipt.txt', `${lines.join('\n')}\n`)}>
            {t('bid.download')}
          </Button>
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            {t('bid.print')}
          </Button>
          <Link to={challengePath(challengeId)}>{t('bid.toChallenge')}</Link>
        </Flex>
      </Card>
      <Explanation />
    </Flex>
  )
}

export function BidReceipt({ bidId, absent }: { bidId: string; absent: ReactNode }) {
  const { t } = useTranslation()
  const [{ data, error }, ask] = useQuery({ query: bidQuery, variables: { id: bidId } })
  if (error && !data) return <FailurePanel failure={failureOfError(error)} onRetry={ask} />
  if (!data) return <Waiting />
  if (data.node?.__typename !== 'Bid' || !data.node.isOwn) return absent
  return (
    <Page title={t('bid.receiptTitle')}>
      <Receipt bid={data.node} challengeId={data.node.challengeId} />
    </Page>
  )
}
