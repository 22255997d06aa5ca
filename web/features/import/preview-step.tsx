/** What importing the file would do: how many rows, which have problems, what the first ones become. */
import { Alert, Button, Card, Col, Flex, Row, Statistic, Table, Tag, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ColumnMapping } from '#domain/import/mapping.ts'
import type { Library } from '#domain/listing.ts'
import { problemText } from '#web/i18n/problems.ts'
import type { Batch, Preview } from './import-documents.ts'
import { MappingTable } from './mapping-table.tsx'

interface PreviewStepProps {
  preview: Preview
  isPreviewing: boolean
  isExecuting: boolean
  onPreview(mapping: ColumnMapping): void
  onExecute(): void
  onBack(): void
}

export function Counts({ batch }: { batch: Batch }) {
  const { t } = useTranslation()
  const { counts, rowCount, state } = batch
  const figures = [
    { title: t('importing.total'), value: rowCount },
    state === 'PREVIEWED'
      ? { title: t('importing.valid'), value: counts.ready }
      : { title: t('importing.stored'), value: counts.stored },
    { title: t('importing.invalid'), value: counts.rejected },
    { title: t('importing.duplicate'), value: counts.duplicate },
  ]
  return (
    <Card size="small">
      <Row gutter={[16, 8]}>
        {figures.map(figure => (
          <Col key={figure.title} xs={12} md={6}>
            <Statistic {...figure} />
          </Col>
        ))}
      </Row>
    </Card>
  )
}

type ProblemRow = { key: string; rowNo: number; column: string | null; text: string; severity: 'ERROR' | 'WARNING' }

function rowsOf(problems: Preview['problems']): ProblemRow[] {
  return problems.flatMap(({ rowNo, problems: found }) =>
    found.map((problem, i) => ({
      key: `${rowNo}.${i}`,
      rowNo,
      column: problem.column,
      text: problemText(problem),
      severity: problem.severity,
    })),
  )
}

function ProblemTable({ problems }: { problems: Preview['problems'] }) {
  const { t } = useTranslation()
  /** A file without header has columns by number. */
  const nameColumn = (column: string | null) => {
    if (column === null) return t('importing.wholeRow')
    const position = /^column (\d+)$/.exec(column)?.[1]
    return position ? t('importing.nthColumn', { column: position }) : column
  }
  return (
    <Card size="small" title={t('importing.problems')} styles={{ body: { padding: 0 } }}>
      <Table<ProblemRow>
        size="small"
        dataSource={rowsOf(problems)}
        pagination={{ pageSize: 20, size: 'small', showSizeChanger: false, hideOnSinglePage: true }}
        locale={{ emptyText: t('importing.noProblems') }}
        columns={[
          { title: t('importing.row'), dataIndex: 'rowNo', width: 72 },
          {
            title: t('importing.severity'),
            dataIndex: 'severity',
            width: 96,
            render: (severity: ProblemRow['severity']) => (
              <Tag color={severity === 'ERROR' ? 'red' : 'gold'}>{t(`importing.severities.${severity}`)}</Tag>
            ),
          },
          {
            title: t('importing.column'),
            dataIndex: 'column',
            width: 140,
            render: (column: string | null) => <bdi>{nameColumn(column)}</bdi>,
          },
          { title: t('importing.reason'), dataIndex: 'text', render: (text: string) => <bdi>{text}</bdi> },
        ]}
      />
    </Card>
  )
}

function SampleTable({ sample }: { sample: Preview['sample'] }) {
  const { t } = useTranslation()
  const rows = sample.map(({ rowNo, content }) => {
    const { title, name, problem, summary, researchDirections } = content as Readonly<Record<string, unknown>>
    const text = problem ?? summary ?? researchDirections
    return { rowNo, title: String(name ?? title ?? ''), text: typeof text === 'string' ? text : '' }
  })
  return (
    <Card size="small" title={t('importing.sample')} styles={{ body: { padding: 0 } }}>
      <Table
        size="small"
        rowKey="rowNo"
        pagination={false}
        dataSource={rows}
        columns={[
          { title: t('importing.row'), dataIndex: 'rowNo', width: 72 },
          {
            title: t('listing.title'),
            dataIndex: 'title',
            render: (title: string) => <bdi>{title}</bdi>,
            width: '35%',
          },
          {
            title: t('listing.description'),
            dataIndex: 'text',
            render: (text: string) => (
              <Typography.Text ellipsis style={{ maxWidth: 480 }}>
                <bdi>{text}</bdi>
              </Typography.Text>
            ),
          },
        ]}
      />
    </Card>
  )
}

export function PreviewStep(props: PreviewStepProps) {
  const { preview, isPreviewing, isExecuting } = props
  const { t } = useTranslation()
  const { batch } = preview
  const { counts } = batch
  return (
    <Flex vertical gap="middle">
      <Counts batch={batch} />
      {counts.ready === 0 && <Alert type="warning" showIcon title={t('importing.nothingReady')} />}
      <Flex wrap gap="small">
        <Button type="primary" disabled={counts.ready === 0} loading={isExecuting} onClick={props.onExecute}>
          {t('importing.executeCount', { count: counts.ready })}
        </Button>
        <Button onClick={props.onBack}>{t('importing.again')}</Button>
        {batch.failedRowsPath && (
          <Button href={batch.failedRowsPath} download>
            {t('importing.failedRows')}
          </Button>
        )}
      </Flex>
      <Row gutter={[16, 16]}>
        <Col xs={24} xl={10}>
          <MappingTable
            key={batch.id}
            library={batch.library.toLowerCase() as Library}
            header={batch.header}
            mapping={batch.mapping as ColumnMapping}
            isRunning={isPreviewing}
            onPreview={props.onPreview}
          />
        </Col>
        <Col xs={24} xl={14}>
          <Flex vertical gap="middle">
            <ProblemTable problems={preview.problems} />
            <SampleTable sample={preview.sample} />
          </Flex>
        </Col>
      </Row>
    </Flex>
  )
}
