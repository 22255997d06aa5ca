/** The quantified indicators (考核指标) of a demand or a challenge. */
import { Card, Table, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLabels } from './labels.ts'

export interface IndicatorRow {
  name: string
  comparator: string
  value: string
  valueMax: string | null
  unit: string
  testMethod: string
}

export function IndicatorTable({ indicators }: { indicators: readonly IndicatorRow[] }) {
  const { t } = useTranslation()
  const { label } = useLabels()
  const columns: TableColumnsType<IndicatorRow> = [
    { title: t('listing.indicator.name'), dataIndex: 'name', render: (name: string) => <bdi>{name}</bdi> },
    {
      title: t('listing.indicator.comparator'),
      key: 'condition',
      render: (_, { comparator, value, valueMax, unit }) => (
        <span style={{ whiteSpace: 'nowrap' }}>
          {comparator === 'BETWEEN' ? `${value} – ${valueMax}` : `${label('Comparator', comparator)} ${value}`}{' '}
          <bdi>{unit === '1' ? '' : unit}</bdi>
        </span>
      ),
    },
    {
      title: t('listing.indicator.testMethod'),
      dataIndex: 'testMethod',
      render: (method: string) => <bdi>{method || t('common.none')}</bdi>,
    },
  ]
  return (
    <Card size="small" title={t('listing.indicators')} styles={{ body: { padding: 0 } }}>
      <Table
        size="small"
        rowKey={row => `${row.name} ${row.value} ${row.unit}`}
        columns={columns}
        dataSource={[...indicators]}
        pagination={false}
        locale={{ emptyText: t('listing.indicator.none') }}
      />
    </Card>
  )
}
