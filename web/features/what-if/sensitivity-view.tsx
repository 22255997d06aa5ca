/** How the total moves with each number: a curve over a rate or a cap, and every number with its elasticity. */
import { Alert, Card, Flex, Select, type TableColumnType } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WhatIfResult } from '#domain/subsidy/what-if/result.ts'
import type { TurnedNumber } from '#domain/subsidy/what-if/turned.ts'
import { Figure, PicturedTable } from './picture.tsx'
import { useResultWords, wan } from './result-words.ts'

type Row = WhatIfResult['sensitivity'][number] & { path: string }
type Point = Row['points'][number]

interface SensitivityProps {
  result: WhatIfResult
  turned: readonly TurnedNumber[]
}

/** `3 % → 2 %` for a number that was turned: the curves are those of the policy as it was replayed. */
function useOwnValue(turned: readonly TurnedNumber[]) {
  const { valueText } = useResultWords()
  return ({ path, unit, value }: Row['variable']): string => {
    const found = turned.find(({ variable }) => variable.path === path)
    return `${found ? `${valueText(unit, found.variable.value)} → ` : ''}${valueText(unit, value)}`
  }
}

export function SensitivityView({ result, turned }: SensitivityProps) {
  const { t } = useTranslation()
  const { variableText } = useResultWords()
  const ownValue = useOwnValue(turned)
  const rules = useMemo(() => new Map(result.subject.policy.rules.map(({ id, title }) => [id, title])), [result])
  const rows = useMemo<Row[]>(() => result.sensitivity.map(one => ({ ...one, path: one.variable.path })), [result])
  const nameOf = ({ variable }: Row) => `${rules.get(variable.rule ?? '') ?? ''} ${variableText(variable)}`.trim()
  const columns: TableColumnType<Row>[] = [
    {
      title: t('whatIf.rule'),
      key: 'rule',
      render: (_, { variable }) => rules.get(variable.rule ?? '') ?? t('whatIf.severalRules'),
    },
    { title: t('whatIf.variable'), key: 'variable', render: (_, { variable }) => variableText(variable) },
    {
      title: t('whatIf.ownValue'),
      key: 'value',
      align: 'right',
      render: (_, { variable }) => ownValue(variable),
    },
    {
      title: t('whatIf.minusTenth'),
      key: 'low',
      align: 'right',
      render: (_, row) => <TotalAt row={row} permille={900} />,
    },
    {
      title: t('whatIf.plusTenth'),
      key: 'high',
      align: 'right',
      render: (_, row) => <TotalAt row={row} permille={1100} />,
    },
    {
      title: t('whatIf.elasticity'),
      key: 'elasticity',
      align: 'right',
      defaultSortOrder: 'descend',
      sorter: (a, b) => Math.abs(a.elasticityPermille ?? 0) - Math.abs(b.elasticityPermille ?? 0),
      render: (_, { elasticityPermille: found }) => (found === null ? '—' : (found / 1000).toFixed(3)),
    },
  ]
  // A result that was stored before there was a bound has none left out.
  const notTurned = (result.notTurned ?? []).length
  return (
    <Flex vertical gap="middle">
      {notTurned > 0 && <Alert type="info" showIcon title={t('whatIf.notTurned', { count: notTurned })} />}
      <Curves rows={rows.filter(({ points }) => points.length > 3)} nameOf={nameOf} />
      <PicturedTable
        title={t('whatIf.sensitivity')}
        unit={t('common.wanYuan')}
        lead={t('whatIf.sensitivityLead')}
        columns={columns}
        rows={rows}
        rowKey="path"
      />
    </Flex>
  )
}

function TotalAt({ row, permille }: { row: Row; permille: number }) {
  const point = row.points.find(one => one.permille === permille)
  return point ? <Figure fen={point.totalFen} /> : '—'
}

/** The curve of the number that moves the total most comes first. */
function Curves({ rows, nameOf }: { rows: readonly Row[]; nameOf(row: Row): string }) {
  const { t } = useTranslation()
  const { valueText } = useResultWords()
  const strongest = rows.toSorted(
    (a, b) => Math.abs(b.elasticityPermille ?? 0) - Math.abs(a.elasticityPermille ?? 0),
  )[0]
  const [path, setPath] = useState(strongest?.path)
  const row = rows.find(one => one.path === path)
  const name = row ? nameOf(row) : ''
  const chart = useMemo(
    () =>
      row
        ? {
            kind: 'line' as const,
            names: row.points.map(({ value }) => valueText(row.variable.unit, value)),
            places: row.points.map(({ permille }) => permille),
            series: [{ name: t('whatIf.total'), values: row.points.map(({ totalFen }) => wan(totalFen)) }],
            unit: t('common.wanYuan'),
            description: t('whatIf.curveOf', { name }),
            markAt: row.points.findIndex(({ permille }) => permille === 1000),
          }
        : null,
    [row, name, t, valueText],
  )
  if (!row) return null
  const columns: TableColumnType<Point>[] = [
    {
      title: name,
      key: 'value',
      render: (_, { value, permille }) => (
        <>
          {valueText(row.variable.unit, value)}
          {permille === 1000 && ` ${t('whatIf.asIs')}`}
        </>
      ),
    },
    { title: t('whatIf.total'), key: 'total', align: 'right', render: (_, { totalFen }) => <Figure fen={totalFen} /> },
  ]
  return (
    <Flex vertical gap="small">
      <Card size="small" title={t('whatIf.curve')}>
        <Select
          aria-label={t('whatIf.curve')}
          style={{ width: '100%', maxWidth: 560 }}
          value={row.path}
          onChange={setPath}
          options={rows.map(one => ({ value: one.path, label: nameOf(one) }))}
        />
      </Card>
      <PicturedTable
        title={t('whatIf.curveOf', { name })}
        unit={t('common.wanYuan')}
        chart={chart}
        columns={columns}
        rows={row.points}
        rowKey="permille"
      />
    </Flex>
  )
}
