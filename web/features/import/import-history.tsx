/** What this organisation has imported; a batch that stopped on the way can go on. */
import { Button, Card, Flex, Progress, Table, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useQuery } from 'urql'
import { libraries } from '#domain/listing.ts'
import { readOutcome } from '#web/api/outcome.ts'
import { FailureAlert } from '#web/ui/failure.tsx'
import { Instant } from '#web/ui/moment.tsx'
import { Waiting } from '#web/ui/waiting.tsx'
import { type Batch, batchesQuery } from './import-documents.ts'

/** An empty history, too, is asked for again after an import. */
const context = { additionalTypenames: ['ImportBatch'] }

interface HistoryProps {
  isExecuting: boolean
  onContinue(batch: Batch): void
}

function BatchState({ batch, isExecuting, onContinue }: HistoryProps & { batch: Batch }) {
  const { t } = useTranslation()
  if (batch.state === 'DONE') return t('importing.states.DONE')
  if (batch.counts.ready === 0) return t(`importing.states.${batch.state}`)
  return (
    <Flex gap="small" align="center">
      <Progress percent={batch.progressPercent} size="small" style={{ width: 96 }} />
      <Button size="small" disabled={isExecuting} onClick={() => onContinue(batch)}>
        {t(batch.state === 'RUNNING' ? 'importing.continue' : 'importing.execute')}
      </Button>
    </Flex>
  )
}

export function ImportHistory(props: HistoryProps) {
  const { t } = useTranslation()
  const [{ data, error }, ask] = useQuery({
    query: batchesQuery,
    variables: { first: 20, after: null },
    requestPolicy: 'cache-and-network',
    context,
  })
  const outcome = readOutcome(data?.importBatches, error)
  if (!outcome) return <Waiting />
  if (!outcome.ok)
    return <FailureAlert failure={outcome.failure} onRetry={() => ask({ requestPolicy: 'network-only' })} />
  const batches = outcome.value.edges.map(({ node }) => node)
  return (
    <Card size="small" title={t('importing.history')} styles={{ body: { padding: 0 } }}>
      <Table<Batch>
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={batches}
        scroll={{ x: 720 }}
        locale={{ emptyText: t('common.empty') }}
        columns={[
          { title: t('importing.at'), dataIndex: 'createdAt', render: (at: string) => <Instant at={at} /> },
          {
            title: t('importing.library'),
            dataIndex: 'library',
            render: (library: Batch['library']) => {
              const noun = libraries.find(candidate => candidate.toUpperCase() === library) ?? 'demand'
              return <Link to={`/workbench/${noun}s?state=DRAFT`}>{t(`listing.${noun}.one`)}</Link>
            },
          },
          {
            title: t('importing.fileName'),
            dataIndex: 'fileName',
            render: (name: string) => (
              <Typography.Text ellipsis style={{ maxWidth: 240 }}>
                <bdi>{name}</bdi>
              </Typography.Text>
            ),
          },
          { title: t('importing.total'), dataIndex: 'rowCount', align: 'end' },
          { title: t('importing.stored'), dataIndex: ['counts', 'stored'], align: 'end' },
          {
            title: t('importing.invalid'),
            key: 'rejected',
            align: 'end',
            render: (_, { counts, failedRowsPath }) =>
              failedRowsPath ? (
                <a href={failedRowsPath} download aria-label={`${counts.rejected} ${t('importing.failedRows')}`}>
                  {counts.rejected}
                </a>
              ) : (
                counts.rejected
              ),
          },
          {
            title: t('listing.state'),
            key: 'state',
            render: (_, batch) => <BatchState batch={batch} {...props} />,
          },
        ]}
      />
    </Card>
  )
}
