/** What a determination gave, the most first: how many get something, and how much together; to search, to save, to tell. */
import { Alert, Button, Card, Flex, Input, Table, type TableColumnsType } from 'antd'
import { type Key, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { csvText } from '#domain/import/csv-text.ts'
import { formatYuan } from '#domain/money.ts'
import type { Failure } from '#web/api/outcome.ts'
import { wanYuan } from '#web/ui/amount.ts'
import { Amount } from '#web/ui/amount-text.tsx'
import { FailureAlert } from '#web/ui/failure.tsx'
import { OwnerName } from '#web/ui/result-row.tsx'
import { saveCsv } from '#web/ui/save-csv.ts'
import { useUndeterminedText } from '#web/ui/undetermined-text.ts'
import { useTell } from './determination-actions.tsx'
import { determinationPath } from './determination-list.tsx'

export interface DeterminedFigure {
  id: string
  ceilingFen: number
  trace: { undetermined: string | null }
  beneficiary: { name: string; isDemo: boolean }
  viewerCan: { tell: { allowed: boolean } }
}

export function sumUp(found: readonly DeterminedFigure[]) {
  const undetermined = found.filter(({ trace }) => trace.undetermined !== null).length
  return {
    count: found.length - undetermined,
    given: found.filter(({ ceilingFen }) => ceilingFen > 0).length,
    undetermined,
    totalFen: found.reduce((fen, { ceilingFen }) => fen + ceilingFen, 0),
  }
}

const byName = (a: DeterminedFigure, b: DeterminedFigure) =>
  a.beneficiary.name.localeCompare(b.beneficiary.name, 'zh-CN')
const byAmount = (a: DeterminedFigure, b: DeterminedFigure) => a.ceilingFen - b.ceilingFen

/** The rows in 元 and their total, as a spreadsheet adds them up. */
export function rowsToSave(
  found: readonly DeterminedFigure[],
  [unit, amount, total, undetermined]: readonly [string, string, string, string],
) {
  const yuan = (fen: number) => formatYuan(BigInt(fen)).replaceAll(',', '')
  const rows = found
    .toSorted((a, b) => byAmount(b, a))
    .map(({ beneficiary, trace, ceilingFen }) => [
      beneficiary.name,
      trace.undetermined === null ? yuan(ceilingFen) : undetermined,
    ])
  return [[unit, amount], ...rows, [total, yuan(sumUp(found).totalFen)]]
}

export function matching(found: readonly DeterminedFigure[], words: string): DeterminedFigure[] {
  return found.filter(({ beneficiary }) => beneficiary.name.includes(words.trim()))
}

function useColumns(): TableColumnsType<DeterminedFigure> {
  const { t } = useTranslation()
  const undeterminedText = useUndeterminedText()
  return [
    {
      title: t('subsidy.beneficiary'),
      key: 'who',
      sorter: byName,
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
      sorter: byAmount,
      defaultSortOrder: 'descend',
      render: (_, { ceilingFen, trace }) =>
        trace.undetermined === null ? <Amount fen={ceilingFen} /> : undeterminedText(trace.undetermined),
    },
  ]
}

interface BarProps {
  found: readonly DeterminedFigure[]
  chosen: readonly string[]
  onSearch(words: string): void
  onTold(id: string): void
  onFailure(failure: Failure | null): void
}

function Bar({ found, chosen, onSearch, onTold, onFailure }: BarProps) {
  const { t } = useTranslation()
  const tell = useTell(chosen, onFailure, onTold)
  const amount = t('common.bracketed', { text: t('subsidy.amount'), note: t('common.yuan') })
  const head = [t('subsidy.beneficiary'), amount, t('subsidyMoney.total'), t('subsidy.undetermined')] as const
  return (
    <Flex wrap gap="small" style={{ padding: 12 }}>
      <Input.Search
        allowClear
        aria-label={t('subsidy.searchUnit')}
        placeholder={t('subsidy.searchUnit')}
        onChange={event => onSearch(event.target.value)}
        style={{ width: 240, maxWidth: '100%' }}
      />
      <Button onClick={() => saveCsv(`${t('subsidy.result')}.csv`, csvText(rowsToSave(found, head)))}>
        {t('subsidyMoney.downloadCsv')}
      </Button>
      {chosen.length > 0 && (
        <Button type="primary" onClick={tell}>
          {t('subsidyMoney.tellChosen', { count: chosen.length })}
        </Button>
      )}
    </Flex>
  )
}

export function DeterminedTable({ found }: { found: readonly DeterminedFigure[] }) {
  const { t } = useTranslation()
  const [words, setWords] = useState('')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [told, setTold] = useState<readonly string[]>([])
  const [failure, setFailure] = useState<Failure | null>(null)
  const { count, given, undetermined, totalFen } = sumUp(found)
  const columns = useColumns()
  const mayTell = ({ id, viewerCan }: DeterminedFigure) => viewerCan.tell.allowed && !told.includes(id)
  const onTold = (id: string) => {
    setTold(before => [...before, id])
    setChosen(before => before.filter(one => one !== id))
  }
  return (
    <Card
      size="small"
      title={t('subsidy.results', { count, given, amount: wanYuan(totalFen) })}
      styles={{ body: { padding: 0 } }}
    >
      {undetermined > 0 && (
        <Alert banner type="warning" showIcon title={t('subsidy.resultsUndetermined', { count: undetermined })} />
      )}
      <Bar found={found} chosen={chosen} onSearch={setWords} onTold={onTold} onFailure={setFailure} />
      {failure && <FailureAlert failure={failure} />}
      <Table
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={matching(found, words)}
        pagination={found.length > 50 && { pageSize: 50, showSizeChanger: false }}
        {...(found.some(mayTell) && {
          rowSelection: {
            selectedRowKeys: [...chosen],
            preserveSelectedRowKeys: true,
            onChange: (keys: Key[]) => setChosen(keys.map(String)),
            getCheckboxProps: (row: DeterminedFigure) => ({
              disabled: !mayTell(row),
              'aria-label': row.beneficiary.name,
            }),
            getTitleCheckboxProps: () => ({ 'aria-label': t('common.all') }),
          },
        })}
      />
    </Card>
  )
}
