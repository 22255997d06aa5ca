/** The opened bids as a table with their scores, for the bureau and the panel; each can be read in full. */
import { Button, Card, Drawer, Empty, Table, type TableColumnsType, Tooltip } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Amount } from '#web/ui/amount-text.tsx'
import { OwnerName } from '#web/ui/result-row.tsx'
import { StateTag } from '#web/ui/state-tag.tsx'
import { BidDetails } from './bid-details.tsx'
import type { Bid, Challenge } from './challenge-documents.ts'
import { points, rankedBids } from './decision-dialogs.tsx'

type Row = ReturnType<typeof rankedBids>[number]

function useColumns(challenge: Challenge, read: (bid: Bid) => void): TableColumnsType<Row> {
  const { t } = useTranslation()
  const isScored = challenge.review?.standings != null
  const scoreColumns: TableColumnsType<Row> = [
    { title: t('bid.total'), key: 'total', align: 'end', render: (_, row) => shown(row.standing?.totalHundredths) },
    ...challenge.dimensions.map(({ name, weight }, i) => ({
      title: (
        <div style={{ width: 92, whiteSpace: 'normal', marginInlineStart: 'auto' }}>
          <bdi>{name}</bdi> {weight}%
        </div>
      ),
      key: `dimension ${i}`,
      align: 'end' as const,
      render: (_: unknown, row: Row) => shown(row.standing?.dimensionHundredths[i]),
    })),
    {
      title: (
        <Tooltip title={t('bid.spreadHint')}>
          <span>{t('bid.spread')}</span>
        </Tooltip>
      ),
      key: 'spread',
      align: 'end',
      render: (_, row) => shown(row.standing?.spreadHundredths),
    },
  ]
  return [
    ...(isScored
      ? [{ title: t('bid.rankColumn'), key: 'rank', render: (_: unknown, row: Row) => row.standing?.rank }]
      : []),
    { title: t('bid.bidder'), key: 'bidder', render: (_, row) => <OwnerName owner={row.bid.organisation} /> },
    {
      title: t('challenge.state'),
      key: 'state',
      render: (_, row) => <StateTag name="BidState" value={row.bid.state} />,
    },
    {
      title: t('bid.price'),
      key: 'price',
      align: 'end',
      render: (_, row) => row.bid.content && <Amount fen={row.bid.content.priceFen} />,
    },
    {
      title: t('bid.duration'),
      key: 'duration',
      align: 'end',
      render: (_, row) => row.bid.content && `${row.bid.content.durationDays} ${t('bid.days')}`,
    },
    ...(isScored ? scoreColumns : []),
    {
      title: t('common.actions'),
      key: 'read',
      fixed: 'end',
      render: (_, row) => (
        <Button size="small" onClick={() => read(row.bid)}>
          {t('bid.details')}
        </Button>
      ),
    },
  ]
}

function shown(hundredths: number | undefined): string {
  return hundredths === undefined ? '' : points(hundredths)
}

export function OpenedBids({ challenge }: { challenge: Challenge }) {
  const { t } = useTranslation()
  const [reading, setReading] = useState<Bid | null>(null)
  const columns = useColumns(challenge, setReading)
  const rows = rankedBids(challenge).filter(({ bid }) => bid.content !== null)
  const isBidder = challenge.review === null && challenge.bids.every(bid => bid.isOwn)
  if (challenge.openedAt === null || isBidder) return null
  return (
    <Card size="small" title={t('bid.listTitle')} styles={{ body: { padding: 0 } }}>
      {rows.length === 0 ? (
        <Empty style={{ padding: 24 }} />
      ) : (
        <Table
          size="small"
          rowKey={({ bid }) => bid.id}
          columns={columns}
          dataSource={rows}
          pagination={false}
          scroll={{ x: 'max-content' }}
        />
      )}
      <Drawer
        open={reading !== null}
        onClose={() => setReading(null)}
        size={720}
        title={<bdi>{reading?.organisation.name}</bdi>}
        styles={{ wrapper: { maxWidth: '100vw' } }}
      >
        {reading && <BidDetails bid={reading} />}
      </Drawer>
    </Card>
  )
}
