/** Who sits at which limit, and whether amounts gather at the thresholds of the rules. */
import { Col, Flex, Row, Select, type TableColumnsType } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WhatIfResult } from '#domain/subsidy/what-if/result.ts'
import { wanYuan } from '#web/ui/amount.ts'
import { Amount } from '#web/ui/amount-text.tsx'
import { PicturedTable } from './picture.tsx'
import { useResultWords } from './result-words.ts'

type Held = WhatIfResult['subject']['atLimits'][number] & { id: string }
type Bunching = WhatIfResult['bunching'][number]

export function LimitsView({ result }: { result: WhatIfResult }) {
  const { t } = useTranslation()
  const { subject } = result
  const rows = useMemo(() => subject.atLimits.map((held, index) => ({ ...held, id: String(index) })), [subject])
  const titles = useMemo(() => new Map(subject.policy.rules.map(({ id, title }) => [id, title])), [subject])
  const columns: TableColumnsType<Held> = [
    { title: t('whatIf.unit_'), key: 'name', render: (_, { name }) => <bdi>{name}</bdi> },
    { title: t('whatIf.rule'), key: 'rule', render: (_, { rule }) => titles.get(rule) ?? rule },
    { title: t('whatIf.limit'), key: 'account', render: (_, { account }) => <LimitWord account={account} /> },
    {
      title: t('whatIf.limitAmount'),
      key: 'limit',
      align: 'right',
      render: (_, { limitFen }) => <Amount fen={limitFen} />,
    },
    {
      title: t('whatIf.beforeLimit'),
      key: 'before',
      align: 'right',
      render: (_, { beforeFen }) => <Amount fen={beforeFen} />,
    },
    {
      title: t('whatIf.withheld'),
      key: 'withheld',
      align: 'right',
      sorter: (a, b) => a.beforeFen - a.afterFen - (b.beforeFen - b.afterFen),
      render: (_, { beforeFen, afterFen }) => <Amount fen={beforeFen - afterFen} />,
    },
  ]
  return (
    <PicturedTable
      title={t('whatIf.atLimits', { count: subject.atLimitCount })}
      columns={columns}
      rows={rows}
      rowKey="id"
    />
  )
}

/** `transfer.cap` → 上限; a limit with a name of its own keeps it. */
function LimitWord({ account }: { account: string }) {
  const { t } = useTranslation()
  const name = account.split('.').at(-1) ?? account
  if (name === 'cap') return t('whatIf.place.cap')
  return name === 'bracket' ? t('whatIf.bracketLimit') : name
}

export function BunchingView({ result }: { result: WhatIfResult }) {
  const { t } = useTranslation()
  const { variableText } = useResultWords()
  const { bunching, sensitivity, subject } = result
  const nameOf = useMemo(() => {
    const titles = new Map(subject.policy.rules.map(({ id, title }) => [id, title]))
    const variables = new Map(sensitivity.map(({ variable }) => [variable.path, variable]))
    return ({ path, thresholdFen }: Bunching) => {
      const variable = variables.get(path)
      const what = variable ? `${titles.get(variable.rule ?? '') ?? ''} ${variableText(variable)}` : path
      return `${what} ${wanYuan(thresholdFen)} ${t('common.wanYuan')}`.trim()
    }
  }, [subject, sensitivity, variableText, t])
  const [path, setPath] = useState(bunching[0]?.path)
  const found = bunching.find(one => one.path === path)
  const bins = useMemo(
    () =>
      (found?.counts ?? []).map((count, index) => ({
        key: index,
        name: binName(found?.thresholdFen ?? 0, index),
        count,
      })),
    [found],
  )
  const chart = useMemo(
    () =>
      found
        ? {
            kind: 'bar' as const,
            names: bins.map(({ name }) => name),
            series: [{ name: t('whatIf.groups'), values: bins.map(({ count }) => count) }],
            unit: t('whatIf.groups'),
            description: t('whatIf.bunchingOf', { name: nameOf(found) }),
            markAt: 10,
          }
        : null,
    [found, bins, nameOf, t],
  )
  const ratio = (permille: number | null) => (permille === null ? '—' : (permille / 1000).toFixed(2))
  const columns: TableColumnsType<Bunching> = [
    { title: t('whatIf.threshold'), key: 'threshold', render: (_, one) => nameOf(one) },
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
  return (
    <Flex vertical gap="middle">
      {found && (
        <Row gutter={[16, 16]}>
          <Col span={24}>
            <Select
              aria-label={t('whatIf.threshold')}
              style={{ width: '100%', maxWidth: 640 }}
              value={found.path}
              onChange={setPath}
              options={bunching.map(one => ({ value: one.path, label: nameOf(one) }))}
            />
          </Col>
          <Col span={24}>
            <PicturedTable
              title={t('whatIf.bunchingOf', { name: nameOf(found) })}
              chart={chart}
              rows={bins}
              rowKey="key"
              pageSize={10}
              columns={[
                { title: `${t('whatIf.bin')}（${t('common.wanYuan')}）`, dataIndex: 'name', key: 'name' },
                { title: t('whatIf.groups'), dataIndex: 'count', key: 'count', align: 'right' },
              ]}
            />
          </Col>
        </Row>
      )}
      <PicturedTable
        title={t('whatIf.bunching')}
        lead={t('whatIf.bunchingLead')}
        columns={columns}
        rows={bunching}
        rowKey="path"
      />
    </Flex>
  )
}

/** Twenty bins of a twentieth of the threshold, from half of it on. */
function binName(thresholdFen: number, index: number): string {
  const from = (thresholdFen * (10 + index)) / 20
  return `${wanYuan(Math.floor(from))}–${wanYuan(Math.floor(from + thresholdFen / 20))}`
}
