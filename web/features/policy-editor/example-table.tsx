/** What the chosen rule gives on typical amounts and on both sides of each edge, evaluated here by the evaluation itself. */
import { Alert, Table, type TableColumnsType, Tag, Typography } from 'antd'
import { useDeferredValue, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { amountInWords, formatYuan } from '#domain/money.ts'
import { examplePack } from '#domain/subsidy/editor/example-pack.ts'
import { type ExampleLabel, type ExampleRow, runExamples } from '#domain/subsidy/editor/run-examples.ts'
import { useFactWord } from '#web/ui/fact-word.ts'
import { TraceTree } from './trace-tree.tsx'

interface ExampleTableProps {
  text: string
  ruleId: string
  year: number
}

export function ExampleTable({ text, ruleId, year }: ExampleTableProps) {
  const { t } = useTranslation()
  const settled = useDeferredValue(text)
  const tried = useMemo(() => {
    const found = examplePack(settled, ruleId)
    return (
      found && {
        isAlone: found.isAlone,
        title: found.pack.rules.find(({ id }) => id === ruleId)?.title ?? '',
        rows: runExamples(found.pack, ruleId, year),
      }
    )
  }, [settled, ruleId, year])
  if (!tried) return <Alert type="warning" showIcon title={t('policyEditor.notTriable')} />
  return (
    <>
      <strong>
        <bdi>{t('policyEditor.ofRule', { title: tried.title })}</bdi>
      </strong>
      <Typography.Paragraph type="secondary" style={{ fontSize: 12 }}>
        {t('policyEditor.examplesLead')}
        {tried.isAlone && ` ${t('policyEditor.examplesAlone')}`}
      </Typography.Paragraph>
      <Rows rows={tried.rows} />
    </>
  )
}

const keyOf = (label: ExampleLabel) => Object.values(label).join(' ')

function Rows({ rows }: { rows: readonly ExampleRow[] }) {
  const { t } = useTranslation()
  const wordOf = useFactWord()
  const columns: TableColumnsType<ExampleRow> = [
    {
      title: t('policyEditor.exampleBase'),
      key: 'base',
      render: (_, { label }) => <Label label={label} wordOf={wordOf} />,
    },
    {
      title: t('policyEditor.exampleResult'),
      key: 'result',
      align: 'end',
      render: (_, row) => <Result row={row} />,
    },
  ]
  return (
    <Table
      size="small"
      rowKey={row => keyOf(row.label)}
      columns={columns}
      dataSource={[...rows]}
      pagination={false}
      expandable={{
        expandRowByClick: true,
        rowExpandable: ({ determination }) => determination !== null,
        expandedRowRender: ({ determination }) => determination && <TraceTree trace={determination.trace} />,
      }}
    />
  )
}

function Label({ label, wordOf }: { label: ExampleLabel; wordOf(word: string): string }) {
  const { t } = useTranslation()
  if (label.kind === 'count') return <>{t('policyEditor.exampleCount', { count: label.count })}</>
  if (label.kind === 'word') return <>{wordOf(label.word)}</>
  return (
    <>
      <span title={amountInWords(label.amountFen)}>{formatYuan(label.amountFen)}</span>{' '}
      {label.place !== 'typical' && (
        <Tag color={label.place === 'at' ? 'processing' : 'default'}>{t(`policyEditor.places.${label.place}`)}</Tag>
      )}
    </>
  )
}

function Result({ row }: { row: ExampleRow }) {
  const { t } = useTranslation()
  if (row.refusal) return <Typography.Text type="danger">{row.refusal.message}</Typography.Text>
  if (row.resultFen === null || !row.determination) return <>{t('policyEditor.nothing')}</>
  const binds = row.determination.trace.cap?.binds || row.determination.trace.limits.some(({ binds: held }) => held)
  return (
    <>
      {binds && <Tag color="orange">{t('policyEditor.atLimit')}</Tag>} <strong>{formatYuan(row.resultFen)}</strong>
    </>
  )
}
