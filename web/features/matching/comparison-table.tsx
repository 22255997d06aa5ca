/** Two to four matches side by side: strength, facts, indicators met and missed. */
import { Table, type TableColumnsType, Tag, Typography } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { FactorCode } from '#domain/matching/ranking/factors.ts'
import { nameOf, pathOf } from '#web/ui/library.ts'
import { OwnerName } from '#web/ui/result-row.tsx'
import { compareIndicators } from './comparison.ts'
import { type IndicatorLine, percent, type Reasons, readReasons } from './explanation.ts'
import { FactText } from './fact-value.tsx'
import { StrengthTag, useHitFacts } from './match-hit.tsx'
import type { Match } from './match-parts.ts'
import { VerdictTag } from './reason-tables.tsx'

const comparedFactors: readonly FactorCode[] = ['field', 'industry', 'ip', 'freshness', 'completeness', 'integrity']
const shownWords = 6

interface Line {
  key: string
  name: ReactNode
  cells: ReactNode[]
}

function Indicator({ cell }: { cell: IndicatorLine | null }) {
  const { t } = useTranslation()
  if (cell === null) return '—'
  if (cell.isUnsaid) return <Tag color="gold">{t('matching.unsaid')}</Tag>
  return (
    <>
      <VerdictTag satisfied={cell.satisfied} /> <bdi>{cell.offered}</bdi>
    </>
  )
}

function FactLines({ match }: { match: Match }) {
  const facts = useHitFacts(match.listing)
  const { t } = useTranslation()
  return facts
    .filter(({ label }) => label !== t('listing.owner'))
    .map(({ label, value }) => (
      <div key={label}>
        <Typography.Text type="secondary">{label}：</Typography.Text>
        {value}
      </div>
    ))
}

function factorCell(reasons: Reasons | null, code: FactorCode): ReactNode {
  const factor = reasons?.factors.find(entry => entry.code === code)
  return factor ? <FactText code={code} value={factor.documentValue} /> : '—'
}

function useLines(matches: readonly Match[]): Line[] {
  const { t } = useTranslation()
  const all = matches.map(({ explanation }) => readReasons(explanation))
  const joined = (texts: readonly string[]) => <bdi>{texts.join(t('listing.listSeparator')) || '—'}</bdi>
  const line = (key: string, name: string, cell: (match: Match, reasons: Reasons | null) => ReactNode): Line => ({
    key,
    name,
    cells: matches.map((match, i) => cell(match, all[i] ?? null)),
  })
  return [
    line('strength', t('matching.compare.strength'), ({ strength }) => <StrengthTag strength={strength} />),
    ...compareIndicators(all).map(({ name, wanted, cells }) => ({
      key: `indicator ${name} ${wanted}`,
      name: <bdi>{t('matching.compare.indicator', { wanted })}</bdi>,
      cells: cells.map((cell, place) => <Indicator key={matches[place]?.listing.id} cell={cell} />),
    })),
    line('facts', t('listing.basic'), match => <FactLines match={match} />),
    line('owner', t('matching.compare.owner'), ({ listing }) => <OwnerName owner={listing.organisation} />),
    line('coverage', t('matching.compare.coverage'), (_, reasons) => percent(reasons?.coverage ?? 0)),
    line('words', t('matching.compare.words'), (_, reasons) =>
      joined((reasons?.words ?? []).slice(0, shownWords).map(({ label }) => label)),
    ),
    line('missing', t('matching.compare.missing'), (_, reasons) => joined(reasons?.missing.words ?? [])),
    ...comparedFactors
      .filter(code => all.some(reasons => reasons?.factors.some(factor => factor.code === code)))
      .map(code => line(code, t(`matching.factor.${code}`), (_, reasons) => factorCell(reasons, code))),
  ]
}

export function ComparisonTable({ matches }: { matches: readonly Match[] }) {
  const { t } = useTranslation()
  const lines = useLines(matches)
  const columns: TableColumnsType<Line> = [
    {
      title: t('matching.compare.item'),
      key: 'name',
      fixed: 'start',
      width: 120,
      render: (_, { name }) => name,
    },
    ...matches.map(({ listing }, i) => ({
      title: (
        <Link to={pathOf(listing)}>
          <bdi>{nameOf(listing)}</bdi>
        </Link>
      ),
      key: listing.id,
      width: 220,
      render: (_: unknown, { cells }: Line) => cells[i],
    })),
  ]
  return (
    <Table<Line>
      size="small"
      rowKey="key"
      columns={columns}
      dataSource={lines}
      pagination={false}
      scroll={{ x: 120 + 220 * matches.length }}
    />
  )
}
