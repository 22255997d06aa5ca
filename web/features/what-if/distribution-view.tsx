/** How the total is spread: classes of amounts, Lorenz curve, quantiles and Gini coefficient, both versions; and among which kinds. */
import { Col, Row, type TableColumnType } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { WhatIfResult } from '#domain/subsidy/what-if/result.ts'
import { roundedWanYuan, wanYuan } from '#web/ui/amount.ts'
import { PicturedTable } from './picture.tsx'
import { KindTables } from './result-parts.tsx'

const half = { xs: 24, xl: 12 }

export function DistributionView({ result }: { result: WhatIfResult }) {
  return (
    <Row gutter={[16, 16]}>
      <Col {...half}>
        <ClassTable result={result} />
      </Col>
      <Col {...half}>
        <LorenzTable result={result} />
      </Col>
      <Col {...half}>
        <FigureTable result={result} />
      </Col>
      <KindTables result={result} />
    </Row>
  )
}

interface SideRow {
  name: string
  subject: number | string
  compared: number | string
}

/** The rows of both versions under their names; the other one only where there is one. */
function useSideColumns(title: string, { compared }: WhatIfResult): TableColumnType<SideRow>[] {
  const { t } = useTranslation()
  return [
    { title, dataIndex: 'name', key: 'name' },
    { title: t('whatIf.subject'), dataIndex: 'subject', key: 'subject', align: 'right' },
    ...(compared
      ? [{ title: t('whatIf.compared'), dataIndex: 'compared', key: 'compared', align: 'right' as const }]
      : []),
  ]
}

function useSides({ subject, compared }: WhatIfResult) {
  const { t } = useTranslation()
  return useMemo(
    () => [
      { name: t('whatIf.subject'), found: subject.distribution },
      ...(compared ? [{ name: t('whatIf.compared'), found: compared.distribution }] : []),
    ],
    [subject, compared, t],
  )
}

function ClassTable({ result }: { result: WhatIfResult }) {
  const { t } = useTranslation()
  const sides = useSides(result)
  const { subject, compared } = result
  const columns = useSideColumns(t('common.bracketed', { text: t('whatIf.class'), note: t('common.wanYuan') }), result)
  const rows = useMemo(
    () =>
      subject.distribution.classes.map(({ fromFen, belowFen, count }, index) => ({
        name: belowFen === null ? `≥ ${wanYuan(fromFen)}` : `${wanYuan(fromFen)}–${wanYuan(belowFen)}`,
        subject: count,
        compared: compared?.distribution.classes[index]?.count ?? 0,
      })),
    [subject, compared],
  )
  const chart = useMemo(
    () => ({
      kind: 'bar' as const,
      names: rows.map(({ name }) => name),
      series: sides.map(({ name, found }) => ({ name, values: found.classes.map(({ count }) => count) })),
      unit: t('whatIf.units'),
      description: t('whatIf.classes'),
    }),
    [rows, sides, t],
  )
  return <PicturedTable title={t('whatIf.classes')} chart={chart} columns={columns} rows={rows} rowKey="name" />
}

const percentOf = (bp: number | null | undefined) => (bp == null ? '—' : `${(bp / 100).toFixed(2)} %`)

function LorenzTable({ result }: { result: WhatIfResult }) {
  const { t } = useTranslation()
  const sides = useSides(result)
  const columns = useSideColumns(t('whatIf.measure'), result)
  const { subject, compared } = result
  const rows = subject.distribution.lorenz.map(({ percent, shareBp }, index) => ({
    name: t('whatIf.lowest', { percent }),
    subject: percentOf(shareBp),
    compared: percentOf(compared?.distribution.lorenz[index]?.shareBp),
  }))
  const chart = useMemo(
    () => ({
      kind: 'line' as const,
      names: Array.from({ length: 11 }, (_, tenth) => `${tenth * 10} %`),
      series: sides.map(({ name, found }) => ({ name, values: found.lorenz.map(({ shareBp }) => shareBp / 100) })),
      unit: '%',
      description: t('whatIf.lorenz'),
    }),
    [sides, t],
  )
  return (
    <PicturedTable
      title={t('whatIf.lorenz')}
      chart={subject.distribution.count > 0 ? chart : null}
      columns={columns}
      rows={rows}
      rowKey="name"
    />
  )
}

/** Quantiles and coefficients as a table. */
function FigureTable({ result }: { result: WhatIfResult }) {
  const { t } = useTranslation()
  const columns = useSideColumns(t('whatIf.measure'), result)
  const amount = (fen: number | undefined) => (fen === undefined ? '—' : roundedWanYuan(fen))
  const [own, other] = [result.subject.distribution, result.compared?.distribution]
  const rows = [
    ...own.quantiles.map(({ percent: at, amountFen }, index) => ({
      name: t('whatIf.quantile', { percent: at }),
      subject: amount(amountFen),
      compared: amount(other?.quantiles[index]?.amountFen),
    })),
    { name: t('whatIf.mean'), subject: amount(own.meanFen), compared: amount(other?.meanFen) },
    { name: t('whatIf.gini'), subject: percentOf(own.giniBp), compared: percentOf(other?.giniBp) },
    { name: t('whatIf.topTenth'), subject: percentOf(own.topTenthBp), compared: percentOf(other?.topTenthBp) },
  ]
  return (
    <PicturedTable title={t('whatIf.figures')} unit={t('common.wanYuan')} rows={rows} rowKey="name" columns={columns} />
  )
}
