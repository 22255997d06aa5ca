/** How the total is spread: classes of amounts, quantiles, Lorenz curve and Gini coefficient, both versions. */
import { Card, Col, Row, type TableColumnsType } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { WhatIfResult } from '#domain/subsidy/what-if/result.ts'
import { wanYuan } from '#web/ui/amount.ts'
import { Picture, PicturedTable } from './picture.tsx'

interface ClassRow {
  key: string
  name: string
  subject: number
  compared: number
}

export function DistributionView({ result }: { result: WhatIfResult }) {
  const { t } = useTranslation()
  const { subject, compared } = result
  const sides = useMemo(
    () => [
      { name: t('whatIf.subject'), found: subject.distribution },
      ...(compared ? [{ name: t('whatIf.compared'), found: compared.distribution }] : []),
    ],
    [subject, compared, t],
  )
  const rows = useMemo<ClassRow[]>(
    () =>
      subject.distribution.classes.map(({ fromFen, belowFen, count }, index) => ({
        key: String(fromFen),
        name: belowFen === null ? `≥ ${wanYuan(fromFen)}` : `${wanYuan(fromFen)}–${wanYuan(belowFen)}`,
        subject: count,
        compared: compared?.distribution.classes[index]?.count ?? 0,
      })),
    [subject, compared],
  )
  const bars = useMemo(
    () => ({
      kind: 'bar' as const,
      names: rows.map(({ name }) => name),
      series: sides.map(({ name }, index) => ({
        name,
        values: rows.map(row => (index === 0 ? row.subject : row.compared)),
      })),
      unit: t('whatIf.units'),
      description: t('whatIf.classes'),
    }),
    [rows, sides, t],
  )
  const lorenz = useMemo(
    () => ({
      kind: 'line' as const,
      names: Array.from({ length: 11 }, (_, tenth) => `${tenth * 10} %`),
      series: sides.map(({ name, found }) => ({ name, values: found.lorenz.map(({ shareBp }) => shareBp / 100) })),
      unit: '%',
      description: t('whatIf.lorenz'),
    }),
    [sides, t],
  )
  const columns: TableColumnsType<ClassRow> = [
    {
      title: t('common.bracketed', { text: t('whatIf.class'), note: t('common.wanYuan') }),
      dataIndex: 'name',
      key: 'name',
    },
    { title: t('whatIf.subject'), dataIndex: 'subject', key: 'subject', align: 'right' },
    ...(compared
      ? [{ title: t('whatIf.compared'), dataIndex: 'compared', key: 'compared', align: 'right' as const }]
      : []),
  ]
  return (
    <Row gutter={[16, 16]}>
      <Col xs={24} xl={12}>
        <PicturedTable title={t('whatIf.classes')} chart={bars} columns={columns} rows={rows} rowKey="key" />
      </Col>
      <Col xs={24} xl={12}>
        <Card size="small" title={t('whatIf.lorenz')}>
          {subject.distribution.count > 0 && <Picture {...lorenz} />}
          <FigureTable result={result} />
        </Card>
      </Col>
    </Row>
  )
}

/** Quantiles and coefficients as a table. */
function FigureTable({ result: { subject, compared } }: { result: WhatIfResult }) {
  const { t } = useTranslation()
  const amount = (fen: number | undefined) => (fen === undefined ? '—' : wanYuan(fen))
  const percent = (bp: number | null | undefined) => (bp == null ? '—' : `${(bp / 100).toFixed(2)} %`)
  const [own, other] = [subject.distribution, compared?.distribution]
  const rows = [
    ...own.quantiles.map(({ percent: at, amountFen }, index) => [
      `P${at}`,
      amount(amountFen),
      amount(other?.quantiles[index]?.amountFen),
    ]),
    [t('whatIf.mean'), amount(own.meanFen), amount(other?.meanFen)],
    [t('whatIf.gini'), percent(own.giniBp), percent(other?.giniBp)],
    [t('whatIf.topTenth'), percent(own.topTenthBp), percent(other?.topTenthBp)],
    ...own.lorenz.map(({ percent: at, shareBp }, index) => [
      t('whatIf.lowest', { percent: at }),
      percent(shareBp),
      percent(other?.lorenz[index]?.shareBp),
    ]),
  ].map(([name = '', mine = '', theirs = '']) => ({ name, mine, theirs }))
  return (
    <PicturedTable
      title={t('whatIf.figures')}
      unit={t('common.wanYuan')}
      rows={rows}
      rowKey="name"
      pageSize={30}
      columns={[
        { title: t('whatIf.measure'), dataIndex: 'name', key: 'name' },
        { title: t('whatIf.subject'), dataIndex: 'mine', key: 'mine', align: 'right' },
        ...(compared
          ? [{ title: t('whatIf.compared'), dataIndex: 'theirs', key: 'theirs', align: 'right' as const }]
          : []),
      ]}
    />
  )
}
