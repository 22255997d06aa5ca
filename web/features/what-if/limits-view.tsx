/** Who sits at which limit, and whether amounts gather at the thresholds of the rules. */
import { Empty, Flex, Select, type TableColumnType } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WhatIfResult, WhatIfSide } from '#domain/subsidy/what-if/result.ts'
import { wanYuan } from '#web/ui/amount.ts'
import { Figure, PicturedTable, RowName } from './picture.tsx'
import { useResultWords } from './result-words.ts'

type Held = WhatIfResult['subject']['atLimits'][number] & { id: string }
type Bunching = WhatIfResult['bunching'][number]

export function LimitsView({ result }: { result: WhatIfResult }) {
  const { t } = useTranslation()
  const { limitText } = useResultWords()
  const { subject } = result
  const rows = useMemo(() => subject.atLimits.map((held, index) => ({ ...held, id: String(index) })), [subject])
  const titles = useMemo(() => new Map(subject.policy.rules.map(({ id, title }) => [id, title])), [subject])
  const columns: TableColumnType<Held>[] = [
    { title: t('whatIf.unit_'), key: 'name', render: (_, { name }) => <RowName>{name}</RowName> },
    { title: t('whatIf.rule'), key: 'rule', render: (_, { rule }) => titles.get(rule) ?? rule },
    { title: t('whatIf.limit'), key: 'account', render: (_, { account }) => limitText(account) },
    {
      title: t('whatIf.limitAmount'),
      key: 'limit',
      align: 'right',
      render: (_, { limitFen }) => <Figure fen={limitFen} />,
    },
    {
      title: t('whatIf.beforeLimit'),
      key: 'before',
      align: 'right',
      render: (_, { beforeFen }) => <Figure fen={beforeFen} />,
    },
    {
      title: t('whatIf.withheld'),
      key: 'withheld',
      align: 'right',
      sorter: (a, b) => a.beforeFen - a.afterFen - (b.beforeFen - b.afterFen),
      render: (_, { beforeFen, afterFen }) => <Figure fen={beforeFen - afterFen} />,
    },
  ]
  return (
    <PicturedTable
      title={t('whatIf.atLimits', { count: subject.atLimitCount })}
      unit={t('common.wanYuan')}
      columns={columns}
      rows={rows}
      rowKey="id"
    />
  )
}

/** At the thresholds of both versions: a policy without any is often compared with one that has some. */
export function BunchingView({ result }: { result: WhatIfResult }) {
  const { t } = useTranslation()
  const rows = useBunching(result)
  const [key, setKey] = useState(rows[0]?.key)
  const found = rows.find(one => one.key === key)
  const ratio = (permille: number | null) => (permille === null ? '—' : (permille / 1000).toFixed(2))
  const columns: TableColumnType<BunchingRow>[] = [
    { title: t('whatIf.threshold'), key: 'threshold', render: (_, { name }) => <RowName>{name}</RowName> },
    { title: t('whatIf.justBelow'), dataIndex: 'below', key: 'below', align: 'right' },
    { title: t('whatIf.justAbove'), dataIndex: 'above', key: 'above', align: 'right' },
    { title: t('whatIf.expected'), key: 'expected', align: 'right', render: (_, one) => ratio(one.expectedPermille) },
    {
      title: t('whatIf.excessBelow'),
      key: 'excessBelow',
      align: 'right',
      render: (_, one) => ratio(one.excessBelowPermille),
    },
    {
      title: t('whatIf.excessAbove'),
      key: 'excessAbove',
      align: 'right',
      render: (_, one) => ratio(one.excessAbovePermille),
    },
  ]
  if (!found) return <Empty style={{ padding: 48 }} description={t('whatIf.noThreshold')} />
  return (
    <Flex vertical gap="middle">
      <Select
        aria-label={t('whatIf.threshold')}
        style={{ width: '100%', maxWidth: 640 }}
        value={found.key}
        onChange={setKey}
        options={rows.map(one => ({ value: one.key, label: one.name }))}
      />
      <BinsTable found={found} />
      <PicturedTable
        title={t('whatIf.bunching')}
        lead={t('whatIf.bunchingLead')}
        columns={columns}
        rows={rows}
        rowKey="key"
      />
    </Flex>
  )
}

interface BunchingRow extends Bunching {
  key: string
  name: string
}

function useBunching({ bunching, comparedBunching, subject, compared }: WhatIfResult): BunchingRow[] {
  const { t } = useTranslation()
  const { variableText } = useResultWords()
  return useMemo(() => {
    const rowsOf = (side: 'subject' | 'compared', found: readonly Bunching[], { policy }: WhatIfSide) =>
      found.map(one => {
        const { rule } = one.variable
        const title = policy.rules.find(({ id }) => id === rule)?.title ?? t('whatIf.severalRules')
        const amount = `${wanYuan(one.thresholdFen)} ${t('common.wanYuan')}`
        return {
          ...one,
          key: `${side} ${one.path}`,
          name: `${t(`whatIf.${side}`)} · ${title} ${variableText(one.variable)} ${amount}`,
        }
      })
    return [
      ...rowsOf('subject', bunching, subject),
      ...(compared ? rowsOf('compared', comparedBunching, compared) : []),
    ]
  }, [bunching, comparedBunching, subject, compared, variableText, t])
}

function BinsTable({ found }: { found: BunchingRow }) {
  const { t } = useTranslation()
  const { counts, thresholdFen, name } = found
  const middle = counts.length / 2
  const bins = useMemo(
    () =>
      counts.map((count, key) => ({
        key,
        count,
        from: wanYuan(binStart(thresholdFen, key)),
        name: binName(thresholdFen, key),
      })),
    [counts, thresholdFen],
  )
  const chart = useMemo(
    () => ({
      kind: 'bar' as const,
      names: bins.map(bin => bin.from),
      series: [
        { name: t('whatIf.below'), values: bins.map(({ key, count }) => (key < middle ? count : null)) },
        { name: t('whatIf.above'), values: bins.map(({ key, count }) => (key < middle ? null : count)) },
      ],
      isStacked: true,
      unit: t('whatIf.groups'),
      description: t('whatIf.bunchingOf', { name }),
    }),
    [bins, middle, name, t],
  )
  return (
    <PicturedTable
      title={t('whatIf.bunchingOf', { name })}
      chart={chart}
      rows={bins}
      rowKey="key"
      pageSize={bins.length}
      columns={[
        {
          title: t('common.bracketed', { text: t('whatIf.bin'), note: t('common.wanYuan') }),
          dataIndex: 'name',
          key: 'name',
        },
        { title: t('whatIf.groups'), dataIndex: 'count', key: 'count', align: 'right' },
      ]}
    />
  )
}

/** Twenty bins of a twentieth of the threshold, from half of it on. */
function binName(thresholdFen: number, index: number): string {
  return `${wanYuan(binStart(thresholdFen, index))}–${wanYuan(binStart(thresholdFen, index + 1))}`
}

function binStart(thresholdFen: number, index: number): number {
  return Math.floor((thresholdFen * (10 + index)) / 20)
}
