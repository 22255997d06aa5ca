/** Winners and losers: sorted and filtered by the server, a page at a time. */
import { Card, Flex, Input, Segmented, Table, type TableColumnType, type TableProps, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import type { NamedChange } from '#domain/subsidy/what-if/result.ts'
import { readOutcome } from '#web/api/outcome.ts'
import { FailurePanel } from '#web/ui/failure.tsx'
import { stackedColumns } from '#web/ui/stacked-columns.tsx'
import { useIsWide } from '#web/ui/wide.ts'
import { ExportLinks } from './export-links.tsx'
import { Figure, RowName } from './picture.tsx'
import { useResultWords } from './result-words.ts'
import { changesQuery } from './what-if-documents.ts'

const pageSize = 20
type Order = 'GAIN' | 'LOSS' | 'BEFORE' | 'AFTER' | 'NAME'
type Side = 'WINNERS' | 'LOSERS' | 'UNCHANGED'

/** A column that is sorted by the server: which order each of its directions asks for. */
const orders: Readonly<Record<string, Partial<Record<'ascend' | 'descend', Order>>>> = {
  name: { ascend: 'NAME' },
  before: { descend: 'BEFORE' },
  after: { descend: 'AFTER' },
  difference: { descend: 'GAIN', ascend: 'LOSS' },
}

export function ChangesTable({ id }: { id: string }) {
  const { t } = useTranslation()
  const [order, setOrder] = useState<Order>('GAIN')
  const [side, setSide] = useState<Side | null>(null)
  const [search, setSearch] = useState('')
  const [page, setPage] = useState(1)
  const variables = { id, order, side, search, first: pageSize, offset: (page - 1) * pageSize }
  const [{ data, error, fetching }] = useQuery({ query: changesQuery, variables })
  const outcome = readOutcome(data?.whatIf?.changes, error)
  const columns = useColumns()
  const isWide = useIsWide()
  if (outcome && !outcome.ok) return <FailurePanel failure={outcome.failure} />
  const change: TableProps<NamedChange>['onChange'] = ({ current = 1 }, _, sorter) => {
    const one = Array.isArray(sorter) ? sorter[0] : sorter
    const wanted = orders[String(one?.columnKey)]?.[one?.order ?? 'descend'] ?? 'GAIN'
    setPage(wanted === order ? current : 1)
    setOrder(wanted)
  }
  const found = outcome?.value
  return (
    <Card
      size="small"
      title={t('common.bracketed', { text: t('whatIf.changes'), note: t('common.wanYuan') })}
      extra={<ExportLinks id={id} table="changes" />}
    >
      <Flex vertical gap="small">
        <ChangeFilters
          side={side}
          onSide={next => {
            setSide(next)
            setPage(1)
          }}
          onSearch={text => {
            setSearch(text)
            setPage(1)
          }}
        />
        <Table<NamedChange>
          size="small"
          rowKey="beneficiary"
          loading={fetching}
          columns={isWide ? columns : stackedColumns(columns, t('common.numbers'))}
          dataSource={(found?.items ?? []) as NamedChange[]}
          onChange={change}
          {...(isWide && { scroll: { x: 'max-content' } })}
          pagination={{ current: page, pageSize, total: found?.total ?? 0, showSizeChanger: false, size: 'small' }}
        />
      </Flex>
    </Card>
  )
}

interface FiltersProps {
  side: Side | null
  onSide(side: Side | null): void
  onSearch(text: string): void
}

function ChangeFilters({ side, onSide, onSearch }: FiltersProps) {
  const { t } = useTranslation()
  return (
    <Flex wrap gap="small">
      <Segmented<Side | 'ALL'>
        value={side ?? 'ALL'}
        onChange={value => onSide(value === 'ALL' ? null : value)}
        options={[
          { value: 'ALL', label: t('common.all') },
          { value: 'WINNERS', label: t('whatIf.winners') },
          { value: 'LOSERS', label: t('whatIf.losers') },
          { value: 'UNCHANGED', label: t('whatIf.unchanged') },
        ]}
      />
      <Input.Search
        allowClear
        aria-label={t('whatIf.searchUnit')}
        placeholder={t('whatIf.searchUnit')}
        style={{ maxWidth: 260 }}
        onSearch={onSearch}
      />
    </Flex>
  )
}

function useColumns(): TableColumnType<NamedChange>[] {
  const { t } = useTranslation()
  const { kindText } = useResultWords()
  return [
    {
      title: t('whatIf.unit_'),
      key: 'name',
      sorter: true,
      sortDirections: ['ascend'],
      render: (_, { name }) => <RowName>{name}</RowName>,
    },
    {
      title: t('whatIf.difference'),
      key: 'difference',
      align: 'right',
      sorter: true,
      sortDirections: ['descend', 'ascend'],
      render: (_, { beforeFen, afterFen }) => (
        <strong>
          <Figure fen={afterFen - beforeFen} isSigned />
        </strong>
      ),
    },
    {
      title: t('whatIf.compared'),
      key: 'before',
      align: 'right',
      sorter: true,
      sortDirections: ['descend'],
      render: (_, { beforeFen }) => <Figure fen={beforeFen} />,
    },
    {
      title: t('whatIf.subject'),
      key: 'after',
      align: 'right',
      sorter: true,
      sortDirections: ['descend'],
      render: (_, { afterFen }) => <Figure fen={afterFen} />,
    },
    { title: t('whatIf.kind'), key: 'kind', render: (_, { kind }) => kindText(kind) },
    {
      title: t('whatIf.decisive'),
      key: 'decisive',
      render: (_, { decisive }) =>
        decisive ? (
          <>
            {decisive.clause} <Typography.Text type="secondary">{t(`whatIf.in.${decisive.in}`)}</Typography.Text>
          </>
        ) : (
          '—'
        ),
    },
  ]
}
