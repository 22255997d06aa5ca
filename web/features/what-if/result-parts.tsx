/** The total of both versions side by side, and the same total by month, payer, rule, kind, size and type. */
import { Card, Col, Flex, Row, Statistic, type TableColumnType, Typography } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { regionName } from '#domain/region-name.ts'
import type { WhatIfResult, WhatIfSide } from '#domain/subsidy/what-if/result.ts'
import { type SideOrigin, sideText } from '#domain/subsidy/what-if/side-words.ts'
import { useRegions } from '#web/api/reference.ts'
import { wordLanguage } from '#web/i18n/start.ts'
import { Figure, PicturedTable, RowName } from './picture.tsx'
import { useResultWords, wan } from './result-words.ts'

function useSideTitle() {
  const { t } = useTranslation()
  return (role: 'subject' | 'compared', side: WhatIfSide, origin: SideOrigin) =>
    `${t(`whatIf.${role}`)}${t('common.colon')}${sideText(side, origin, wordLanguage())}`
}

export function Totals({ result, origin }: { result: WhatIfResult; origin: SideOrigin }) {
  const { t } = useTranslation()
  const titleOf = useSideTitle()
  const { subject, compared } = result
  const difference = compared ? subject.totalFen - compared.totalFen : null
  return (
    <Row gutter={[16, 16]}>
      <Col xs={24} md={8}>
        <SideCard title={titleOf('subject', subject, origin)} side={subject} />
      </Col>
      {compared && (
        <Col xs={24} md={8}>
          <SideCard title={titleOf('compared', compared, { isVersion: true, turned: [] })} side={compared} />
        </Col>
      )}
      {difference !== null && result.changes && (
        <Col xs={24} md={8}>
          <Card size="small" title={t('whatIf.difference')} style={{ height: '100%' }}>
            <Statistic formatter={() => <Figure fen={difference} isSigned />} suffix={t('common.wanYuan')} />
            <Typography.Text type="secondary">{t('whatIf.changeCounts', { ...result.changes })}</Typography.Text>
          </Card>
        </Col>
      )}
    </Row>
  )
}

function SideCard({ title, side }: { title: string; side: WhatIfSide }) {
  const { t } = useTranslation()
  return (
    <Card size="small" title={<span style={{ whiteSpace: 'normal' }}>{title}</span>} style={{ height: '100%' }}>
      <Statistic formatter={() => <Figure fen={side.totalFen} />} suffix={t('common.wanYuan')} />
      <Typography.Text type="secondary">
        {`${side.policy.title} · ${t('whatIf.sideCounts', { beneficiaries: side.beneficiaries, figures: side.figures })}`}
      </Typography.Text>
      {(side.undetermined ?? 0) > 0 && (
        <Typography.Paragraph type="warning" style={{ margin: 0 }}>
          {t('whatIf.sideUndetermined', { count: side.undetermined ?? 0 })}
        </Typography.Paragraph>
      )}
    </Card>
  )
}

type PartName = 'byMonth' | 'byPayer' | 'byRule' | 'byKind' | 'bySize' | 'byType' | 'byYear'

interface PartRow {
  key: string
  name: string
  subjectFen: number
  comparedFen: number
}

interface PartTableProps {
  result: WhatIfResult
  part: PartName
  title: string
  lead?: string
  nameOf(key: string): string
}

/** One division of the total, of both versions, with its picture. */
function PartTable({ result, part, title, lead, nameOf }: PartTableProps) {
  const { t } = useTranslation()
  const { subject, compared } = result
  const rows = useMemo(() => rowsOf(result, part, nameOf), [result, part, nameOf])
  const chart = useMemo(
    () => ({
      kind: 'bar' as const,
      names: rows.map(({ name }) => name),
      series: [
        { name: t('whatIf.subject'), values: rows.map(({ subjectFen }) => wan(subjectFen)) },
        ...(compared ? [{ name: t('whatIf.compared'), values: rows.map(({ comparedFen }) => wan(comparedFen)) }] : []),
      ],
      unit: t('common.wanYuan'),
      description: title,
    }),
    [rows, compared, t, title],
  )
  const columns: TableColumnType<PartRow>[] = [
    { title, key: 'name', render: (_, { name }) => <RowName>{name}</RowName> },
    amountColumn(t('whatIf.subject'), 'subjectFen'),
    ...(compared ? [amountColumn(t('whatIf.compared'), 'comparedFen')] : []),
    {
      title: t('whatIf.share'),
      key: 'share',
      align: 'right',
      render: (_, { subjectFen }) =>
        subject.totalFen === 0 ? '—' : `${((subjectFen * 100) / subject.totalFen).toFixed(1)} %`,
    },
  ]
  return (
    <PicturedTable
      title={title}
      unit={t('common.wanYuan')}
      {...(lead ? { lead } : {})}
      chart={chart}
      columns={columns}
      rows={rows}
      rowKey="key"
    />
  )
}

function amountColumn(title: string, field: 'subjectFen' | 'comparedFen') {
  return {
    title,
    key: field,
    align: 'right' as const,
    sorter: (a: PartRow, b: PartRow) => a[field] - b[field],
    render: (_: unknown, row: PartRow) => <Figure fen={row[field]} />,
  }
}

function rowsOf({ subject, compared }: WhatIfResult, part: PartName, nameOf: (key: string) => string): PartRow[] {
  const ownKeys = subject[part].map(({ key }) => key)
  const otherKeys = (compared?.[part] ?? []).map(({ key }) => key).filter(key => !ownKeys.includes(key))
  const keys = [...ownKeys, ...otherKeys]
  const isInOrder = part === 'byMonth' || part === 'byYear'
  const amountIn = (side: WhatIfSide | null, key: string) => side?.[part].find(one => one.key === key)?.amountFen ?? 0
  return (isInOrder ? keys.toSorted() : keys).map(key => ({
    key,
    name: nameOf(key),
    subjectFen: amountIn(subject, key),
    comparedFen: amountIn(compared, key),
  }))
}

/** Who needs how much, when, and who pays. */
export function NeedTables({ result }: { result: WhatIfResult }) {
  const { t } = useTranslation()
  const regions = useRegions()
  const month = useMemo(() => (key: string) => (key === '' ? t('whatIf.undated') : key), [t])
  const payer = useMemo(() => (key: string) => regionName(key, regions), [regions])
  return (
    <Row gutter={[16, 16]}>
      <Col xs={24} xl={12}>
        <PartTable
          result={result}
          part="byMonth"
          title={t('whatIf.byMonth')}
          lead={t('whatIf.byMonthLead')}
          nameOf={month}
        />
      </Col>
      <Col xs={24} xl={12}>
        <Flex vertical gap="middle">
          <RuleTable result={result} />
          <PartTable result={result} part="byPayer" title={t('whatIf.byPayer')} nameOf={payer} />
          {result.subject.byYear.length > 1 && (
            <PartTable result={result} part="byYear" title={t('whatIf.byYear')} nameOf={month} />
          )}
        </Flex>
      </Col>
    </Row>
  )
}

function RuleTable({ result }: { result: WhatIfResult }) {
  const { t } = useTranslation()
  const nameOf = useMemo(() => {
    const rules = [...(result.compared?.policy.rules ?? []), ...result.subject.policy.rules]
    const titles = new Map(rules.map(({ id, title }) => [id, title]))
    return (key: string) => titles.get(key) ?? key
  }, [result])
  return <PartTable result={result} part="byRule" title={t('whatIf.byRule')} nameOf={nameOf} />
}

/** By kind and size of unit and by type of contract: columns of a row. */
export function KindTables({ result }: { result: WhatIfResult }) {
  const { t } = useTranslation()
  const { kindText, sizeText, typeText } = useResultWords()
  return (
    <>
      <Col xs={24} xl={12}>
        <PartTable result={result} part="byKind" title={t('whatIf.byKind')} nameOf={kindText} />
      </Col>
      <Col xs={24} xl={12}>
        <PartTable result={result} part="byType" title={t('whatIf.byType')} nameOf={typeText} />
      </Col>
      <Col xs={24} xl={12}>
        <PartTable result={result} part="bySize" title={t('whatIf.bySize')} nameOf={sizeText} />
      </Col>
    </>
  )
}
