/** A picture with its table: whoever cannot see the one reads the other. */
import { Card, Flex, Table, type TableColumnType, Typography } from 'antd'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { formatYuan } from '#domain/money.ts'
import { roundedWanYuan, signedWanYuan } from '#web/ui/amount.ts'
import { stackedColumns } from '#web/ui/stacked-columns.tsx'
import { Waiting } from '#web/ui/waiting.tsx'
import { useIsWide } from '#web/ui/wide.ts'
import type { ResultChartProps } from './result-chart.tsx'

const ResultChart = lazy(async () => ({ default: (await import('./result-chart.tsx')).ResultChart }))

export function Picture(props: ResultChartProps) {
  return (
    <Suspense fallback={<Waiting />}>
      <ResultChart {...props} />
    </Suspense>
  )
}

interface PicturedTableProps<T extends object> {
  title: string
  /** Of all amounts in the table, said once. */
  unit?: string
  lead?: string
  chart?: ResultChartProps | null
  columns: TableColumnType<T>[]
  rows: readonly T[]
  rowKey: keyof T & string
  pageSize?: number
}

export function PicturedTable<T extends object>(props: PicturedTableProps<T>) {
  const { t } = useTranslation()
  const isWide = useIsWide()
  const { title, unit, lead, chart, columns, rows, rowKey, pageSize = 12 } = props
  return (
    <Card
      size="small"
      title={title}
      extra={unit && <Typography.Text type="secondary">{unit}</Typography.Text>}
      style={{ height: '100%' }}
    >
      <Flex vertical gap="middle">
        {lead && <Typography.Text type="secondary">{lead}</Typography.Text>}
        {chart && rows.length > 0 && <Picture {...chart} />}
        <Table<T>
          size="small"
          rowKey={rowKey}
          columns={isWide ? columns : stackedColumns(columns, t('common.numbers'))}
          dataSource={[...rows]}
          {...(isWide && { scroll: { x: 'max-content' } })}
          pagination={rows.length > pageSize ? { pageSize, showSizeChanger: false, size: 'small' } : false}
        />
      </Flex>
    </Card>
  )
}

/** A name in a table that may be wider than its page: it goes on in a second line. */
export function RowName({ children }: { children: string }) {
  return <bdi style={{ display: 'inline-block', maxWidth: 'max(28vw, 120px)', whiteSpace: 'normal' }}>{children}</bdi>
}

/** An amount in the unit of its table, with two decimals as all of them; the title says it exactly. */
export function Figure({ fen, isSigned = false }: { fen: number; isSigned?: boolean }) {
  const { t } = useTranslation()
  return (
    <span title={`${formatYuan(BigInt(fen))} ${t('common.yuan')}`}>
      {isSigned ? signedWanYuan(fen) : roundedWanYuan(fen)}
    </span>
  )
}
