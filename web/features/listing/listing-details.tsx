/** What the page of each library's listing tells. */
import { Card, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { AmountRange } from '#web/ui/amount-text.tsx'
import { IndustryName, RegionName } from '#web/ui/code-name.tsx'
import { IndicatorTable } from '#web/ui/indicator-table.tsx'
import { type EnumName, useLabels } from '#web/ui/labels.ts'
import { TextSection } from '#web/ui/text-section.tsx'
import type { AchievementWhole } from './achievement-documents.ts'
import type { DemandWhole } from './demand-documents.ts'
import { Facts, type Items, Names } from './detail-parts.tsx'
import type { ExpertWhole } from './expert-documents.ts'

function useFacts() {
  const { t } = useTranslation()
  const { label } = useLabels()
  const none = t('common.none')
  return {
    t,
    one: (name: EnumName, value: string | null) => (value ? label(name, value) : none),
    many: (name: EnumName, values: readonly string[]) =>
      values.map(value => label(name, value)).join(t('listing.listSeparator')) || none,
    region: (code: string | null) => (code ? <RegionName code={code} /> : none),
    industry: (code: string | null) => (code ? <IndustryName code={code} /> : none),
    none,
  }
}

export function DemandDetail({ demand }: { demand: DemandWhole }) {
  const { t, one, many, region, industry, none } = useFacts()
  const items: Items = [
    { key: 'field', label: t('listing.field'), children: one('TechnologyField', demand.field) },
    { key: 'industry', label: t('listing.industry'), children: industry(demand.industryCode) },
    { key: 'region', label: t('listing.region'), children: region(demand.regionCode) },
    {
      key: 'budget',
      label: t('listing.budget'),
      children: <AmountRange minFen={demand.budgetMinFen} maxFen={demand.budgetMaxFen} />,
    },
    { key: 'neededBy', label: t('listing.neededBy'), children: demand.neededBy ?? none },
    { key: 'trl', label: t('listing.trlWanted'), children: demand.trlWanted ?? none },
    {
      key: 'modes',
      label: t('listing.cooperationModes'),
      children: many('CooperationMode', demand.cooperationModes),
    },
    { key: 'ways', label: t('listing.waysOfTransfer'), children: many('WayOfTransfer', demand.waysOfTransfer) },
    { key: 'ip', label: t('listing.ipWish'), children: one('IpWish', demand.ipWish) },
  ]
  return (
    <>
      <Facts items={items} />
      <TextSection title={t('listing.problem')} text={demand.problem} />
      <IndicatorTable indicators={demand.indicators} />
      <TextSection title={t('listing.background')} text={demand.background} />
      <TextSection title={t('listing.solverConditions')} text={demand.solverConditions} />
    </>
  )
}

function IpTable({ rights }: { rights: AchievementWhole['ipRights'] }) {
  const { t, one, none } = useFacts()
  return (
    <Card size="small" title={t('listing.ipRights')} styles={{ body: { padding: 0 } }}>
      <Table
        size="small"
        rowKey={right => `${right.kind} ${right.number} ${right.title}`}
        dataSource={[...rights]}
        pagination={false}
        locale={{ emptyText: t('listing.ipRight.none') }}
        columns={[
          { title: t('listing.ipRight.kind'), dataIndex: 'kind', render: (kind: string) => one('IpKind', kind) },
          {
            title: t('listing.ipRight.number'),
            dataIndex: 'number',
            render: (number: string) => <bdi>{number || none}</bdi>,
          },
          {
            title: t('listing.ipRight.title'),
            dataIndex: 'title',
            render: (title: string) => <bdi>{title || none}</bdi>,
          },
        ]}
      />
    </Card>
  )
}

export function AchievementDetail({ achievement }: { achievement: AchievementWhole }) {
  const { t, one, many, region, industry, none } = useFacts()
  const items: Items = [
    { key: 'field', label: t('listing.field'), children: one('TechnologyField', achievement.field) },
    { key: 'industry', label: t('listing.industry'), children: industry(achievement.industryCode) },
    { key: 'region', label: t('listing.region'), children: region(achievement.regionCode) },
    { key: 'stage', label: t('listing.stage'), children: one('Stage', achievement.stage) },
    { key: 'trl', label: t('listing.trl'), children: achievement.trl ?? none },
    {
      key: 'price',
      label: t('listing.price'),
      children: <AmountRange minFen={achievement.priceMinFen} maxFen={achievement.priceMaxFen} />,
    },
    { key: 'ways', label: t('listing.waysOfTransfer'), children: many('WayOfTransfer', achievement.waysOfTransfer) },
    { key: 'empowerment', label: t('listing.empowerment'), children: one('Empowerment', achievement.empowerment) },
    { key: 'units', label: t('listing.completingUnits'), children: <Names names={achievement.completingUnits} /> },
    { key: 'people', label: t('listing.completers'), children: <Names names={achievement.completers} /> },
    { key: 'number', label: t('listing.registrationNumber'), children: achievement.registrationNumber ?? none },
    { key: 'keywords', label: t('listing.keywords'), children: <Names names={achievement.keywords} /> },
  ]
  return (
    <>
      <Facts items={items} />
      <TextSection title={t('listing.achievementSummary')} text={achievement.summary} />
      <TextSection title={t('listing.advantages')} text={achievement.advantages} />
      <IpTable rights={achievement.ipRights} />
    </>
  )
}

export function ExpertDetail({ expert }: { expert: ExpertWhole }) {
  const { t, many, region, none } = useFacts()
  const { details } = expert
  const items: Items = [
    { key: 'title', label: t('listing.expertTitle'), children: <bdi>{expert.title || none}</bdi> },
    { key: 'unit', label: t('listing.unit'), children: <bdi>{expert.unit || none}</bdi> },
    { key: 'kinds', label: t('listing.kinds'), children: many('ExpertKind', expert.kinds) },
    { key: 'fields', label: t('listing.fields'), children: many('TechnologyField', expert.fields) },
    { key: 'disciplines', label: t('listing.disciplines'), children: <Names names={expert.disciplines} /> },
    { key: 'region', label: t('listing.region'), children: region(expert.regionCode) },
    ...(details
      ? [
          { key: 'year', label: t('listing.birthYear'), children: details.birthYear ?? none },
          { key: 'reviews', label: t('listing.reviewsPerYear'), children: expert.reviewsPerYear },
          { key: 'recusal', label: t('listing.recusalUnits'), children: <Names names={details.recusalUnits} /> },
          { key: 'consent', label: t('listing.consentedOn'), children: details.consentedOn ?? none },
          { key: 'until', label: t('listing.consentExpiresOn'), children: details.consentExpiresOn ?? none },
        ]
      : []),
  ]
  return (
    <>
      <Facts items={items} />
      <TextSection title={t('listing.researchDirections')} text={expert.researchDirections} />
      <TextSection title={t('listing.summary')} text={expert.summary} />
    </>
  )
}
