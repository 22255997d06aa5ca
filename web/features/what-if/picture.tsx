/** A picture with its table: whoever cannot see the one reads the other. */
import { Card, Flex, Table, type TableColumnsType, Typography } from 'antd'
import { lazy, Suspense } from 'react'
import { Waiting } from '#web/ui/waiting.tsx'
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
  lead?: string
  chart?: ResultChartProps | null
  columns: TableColumnsType<T>
  rows: readonly T[]
  rowKey: keyof T & string
  pageSize?: number
}

export function PicturedTable<T extends object>(props: PicturedTableProps<T>) {
  const { title, lead, chart, columns, rows, rowKey, pageSize = 12 } = props
  return (
    <Card size="small" title={title}>
      <Flex vertical gap="middle">
        {lead && <Typography.Text type="secondary">{lead}</Typography.Text>}
        {chart && rows.length > 0 && <Picture {...chart} />}
        <Table<T>
          size="small"
          rowKey={rowKey}
          columns={columns}
          dataSource={[...rows]}
          scroll={{ x: 'max-content' }}
          pagination={rows.length > pageSize ? { pageSize, showSizeChanger: false, size: 'small' } : false}
        />
      </Flex>
    </Card>
  )
}
