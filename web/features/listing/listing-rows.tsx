/** How a hit of each library looks in a list. */
import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { AmountRange } from '#web/ui/amount-text.tsx'
import { RegionName } from '#web/ui/code-name.tsx'
import { useLabels } from '#web/ui/labels.ts'
import { listingPath } from '#web/ui/library.ts'
import { ListingStateTag } from '#web/ui/listing-tag.tsx'
import { DayOf } from '#web/ui/moment.tsx'
import { type Fact, OwnerName, ResultRow } from '#web/ui/result-row.tsx'
import type { AchievementCard } from './achievement-documents.ts'
import type { DemandCard } from './demand-documents.ts'
import type { ExpertCard } from './expert-documents.ts'
import type { Owner, Scope } from './listing-parts.ts'

export interface RowProps<N> {
  item: N
  scope: Scope
  extra?: ReactNode
  marks?: Marks
}

/** What a search marked: it stands in the place of the plain text. */
export interface Marks {
  title?: ReactNode
  lead?: ReactNode
  /** Other places where the words stand. */
  more?: ReactNode
}

interface Framed {
  organisation: Owner
  regionCode: string | null
  publishedAt: string | null
  updatedAt: string
}

/** Owner, place and day: the end of every row. On one's own pages the owner is known and the state counts. */
function useFrameFacts(item: Framed, scope: Scope): Fact[] {
  const { t } = useTranslation()
  const owner = { label: t('listing.owner'), value: <OwnerName owner={item.organisation} /> }
  const region = {
    label: t('listing.region'),
    value: item.regionCode ? <RegionName code={item.regionCode} /> : t('common.none'),
  }
  const day =
    scope === 'PUBLIC' && item.publishedAt
      ? { label: t('listing.publishedAt'), value: <DayOf at={item.publishedAt} /> }
      : { label: t('listing.updatedAt'), value: <DayOf at={item.updatedAt} /> }
  return scope === 'MINE' ? [day] : [owner, region, day]
}

function FieldTags({ fields }: { fields: readonly (string | null)[] }) {
  const { label } = useLabels()
  return fields.map(field => field && <Tag key={field}>{label('TechnologyField', field)}</Tag>)
}

export function DemandRow({ item, scope, extra, marks }: RowProps<DemandCard>) {
  const { t } = useTranslation()
  const frame = useFrameFacts(item, scope)
  const facts: Fact[] = [
    {
      label: t('listing.budget'),
      value: (
        <strong>
          <AmountRange minFen={item.budgetMinFen} maxFen={item.budgetMaxFen} />
        </strong>
      ),
    },
    ...(item.neededBy ? [{ label: t('listing.neededBy'), value: item.neededBy }] : []),
    ...(item.trlWanted ? [{ label: t('listing.trlWanted'), value: item.trlWanted }] : []),
    { label: t('listing.indicators'), value: item.indicators.length },
    ...frame,
  ]
  return (
    <ResultRow
      to={listingPath('demand', item.id)}
      title={marks?.title ?? item.title}
      lead={marks?.lead ?? item.problem}
      more={marks?.more}
      tags={
        <>
          {scope !== 'PUBLIC' && <ListingStateTag state={item.state} />}
          <FieldTags fields={[item.field]} />
        </>
      }
      facts={facts}
      extra={extra}
    />
  )
}

export function AchievementRow({ item, scope, extra, marks }: RowProps<AchievementCard>) {
  const { t } = useTranslation()
  const { label } = useLabels()
  const frame = useFrameFacts(item, scope)
  const ways = item.waysOfTransfer.map(way => label('WayOfTransfer', way)).join(t('listing.listSeparator'))
  const stage = item.stage && label('Stage', item.stage)
  const maturity = [stage, item.trl && t('listing.trlShort', { level: item.trl })].filter(Boolean).join(' · ')
  const facts: Fact[] = [
    {
      label: t('listing.price'),
      value: (
        <strong>
          <AmountRange minFen={item.priceMinFen} maxFen={item.priceMaxFen} />
        </strong>
      ),
    },
    ...(maturity === '' ? [] : [{ label: t('listing.stage'), value: maturity }]),
    ...(ways === '' ? [] : [{ label: t('listing.waysOfTransfer'), value: ways }]),
    ...frame,
  ]
  return (
    <ResultRow
      to={listingPath('achievement', item.id)}
      title={marks?.title ?? item.title}
      lead={marks?.lead ?? item.summary}
      more={marks?.more}
      tags={
        <>
          {scope !== 'PUBLIC' && <ListingStateTag state={item.state} />}
          <FieldTags fields={[item.field]} />
        </>
      }
      facts={facts}
      extra={extra}
    />
  )
}

export function ExpertRow({ item, scope, extra, marks }: RowProps<ExpertCard>) {
  const { t } = useTranslation()
  const { label } = useLabels()
  const frame = useFrameFacts(item, scope)
  const kinds = item.kinds.map(kind => label('ExpertKind', kind)).join(t('listing.listSeparator'))
  const facts: Fact[] = [
    ...(item.title === '' ? [] : [{ label: t('listing.expertTitle'), value: <bdi>{item.title}</bdi> }]),
    { label: t('listing.unit'), value: <bdi>{item.unit}</bdi> },
    ...(kinds === '' ? [] : [{ label: t('listing.kinds'), value: kinds }]),
    ...frame.filter(fact => fact.label !== t('listing.owner')),
  ]
  return (
    <ResultRow
      to={listingPath('expert', item.id)}
      title={marks?.title ?? item.name}
      lead={marks?.lead ?? item.researchDirections}
      more={marks?.more}
      tags={
        <>
          {scope !== 'PUBLIC' && <ListingStateTag state={item.state} />}
          <FieldTags fields={item.fields} />
        </>
      }
      facts={facts}
      extra={extra}
    />
  )
}
