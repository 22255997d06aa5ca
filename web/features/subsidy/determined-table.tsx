/** What a determination gave, the most first: how many get something, and how much together. */
import { Card, Table, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { wanYuan } from '#web/ui/amount.ts'
import { Amount } from '#web/ui/amount-text.tsx'
import { OwnerName } from '#web/ui/result-row.tsx'
import { determinationPath } from './determination-list.tsx'

export interface DeterminedFigure {
  id: string
  ceilingFen: number
  beneficiary: { name: string; isDemo: boolean }
}

export function sumUp(found: readonly DeterminedFigure[]) {
  return {
    count: found.length,
    given: found.filter(({ ceilingFen }) => ceilingFen > 0).length,
    totalFen: found.reduce((fen, { ceilingFen }) => fen + ceilingFen, 0),
  }
}

export function DeterminedTable({ found }: { found: readonly DeterminedFigure[] }) {
  const { t } = useTranslation()
  const { count, given, totalFen } = sumUp(found)
  const columns: TableColumnsType<DeterminedFigure> = [
    {
      title: t('subsidy.beneficiary'),
      key: 'who',
      render: (_, { id, beneficiary }) => (
        <Link to={determinationPath(id)}>
          <OwnerName owner={beneficiary} />
        </Link>
      ),
    },
    {
      title: t('subsidy.amount'),
      key: 'amount',
      align: 'end',
      render: (_, { ceilingFen }) => <Amount fen={ceilingFen} />,
    },
  ]
  return (
    <Card
      size="small"
      title={t('subsidy.results', { count, given, amount: wanYuan(totalFen) })}
      styles={{ body: { padding: 0 } }}
    >
      <Table
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={found.toSorted((a, b) => b.ceilingFen - a.ceilingFen)}
        pagination={found.length > 50 && { pageSize: 50, showSizeChanger: false }}
      />
    </Card>
  )
}
