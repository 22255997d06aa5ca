/** How a listing of each library is seen by the match engine: which of its words are title, text and keywords. */
import type { AchievementContent } from '../achievement/achievement.ts'
import type { Comparator, DemandContent, Indicator } from '../demand/demand.ts'
import type { ExpertContent } from '../expert/expert.ts'
import type { OrganisationState } from '../organisation.ts'
import { achievementCompleteness, demandCompleteness, expertCompleteness } from './completeness.ts'
import type { MatchDocument, WantedIndicator } from './document.ts'
import { indicatorQuantity, maxQuantities, quantitiesOf } from './text/quantities.ts'

/** What a row has beside its content. */
export interface ListingIdentity {
  id: string
  organisationId: string
  publishedAt: Date | null
  expiresAt: Date | null
  organisation: { state: OrganisationState }
}

const joined = (parts: readonly string[]) => parts.filter(part => part !== '').join('\n')
const frame = (row: ListingIdentity & { regionCode: string | null }) => ({
  id: row.id,
  organisationId: row.organisationId,
  regionCode: row.regionCode,
  publishedAt: row.publishedAt?.getTime() ?? 0,
  isInGoodStanding: row.organisation.state === 'verified',
  indicators: [],
  names: [],
  expiresAt: row.expiresAt?.getTime() ?? null,
})

export function demandDocument(row: ListingIdentity & DemandContent): MatchDocument {
  const indicators = row.indicators.map(wantedIndicator)
  return {
    ...frame(row),
    library: 'demand',
    title: row.title,
    text: joined([row.problem, row.background, ...row.indicators.map(indicator => indicator.name)]),
    keywords: [],
    fields: row.field ? [row.field] : [],
    trl: row.trlWanted,
    priceMinFen: row.budgetMinFen,
    priceMaxFen: row.budgetMaxFen,
    waysOfTransfer: row.waysOfTransfer,
    industryCode: row.industryCode,
    ipWish: row.ipWish,
    kinds: row.cooperationModes,
    neededBy: row.neededBy,
    quantities: indicators.flatMap(({ quantity }) => quantity ?? []).slice(0, maxQuantities),
    indicators,
    completenessPercent: demandCompleteness(row),
  }
}

export function achievementDocument(row: ListingIdentity & AchievementContent): MatchDocument {
  return {
    ...frame(row),
    library: 'achievement',
    title: row.title,
    text: joined([row.summary, row.advantages]),
    keywords: row.keywords,
    names: row.completingUnits,
    fields: row.field ? [row.field] : [],
    trl: row.trl,
    priceMinFen: row.priceMinFen,
    priceMaxFen: row.priceMaxFen,
    waysOfTransfer: row.waysOfTransfer,
    industryCode: row.industryCode,
    ipWish: null,
    kinds: row.stage ? [row.stage] : [],
    neededBy: null,
    quantities: quantitiesOf(joined([row.title, row.summary, row.advantages])),
    completenessPercent: achievementCompleteness(row),
  }
}

const signs: Record<Comparator, string> = { gte: '≥', lte: '≤', gt: '>', lt: '<', eq: '=', between: '' }

function wantedIndicator(indicator: Indicator): WantedIndicator {
  const { name, comparator, value, valueMax, unit } = indicator
  const range = valueMax === null ? value : `${value}–${valueMax}`
  const written = [name, signs[comparator], range, unit].filter(part => part !== '').join(' ')
  return { name, written, quantity: indicatorQuantity(indicator) }
}

/** An expert's directions are what a title is elsewhere; the name says nothing about the subject. */
export function expertDocument(row: ListingIdentity & ExpertContent): MatchDocument {
  return {
    ...frame(row),
    library: 'expert',
    title: row.researchDirections,
    text: row.summary,
    keywords: row.disciplines,
    names: [row.name, row.unit, row.title],
    fields: row.fields,
    trl: null,
    priceMinFen: null,
    priceMaxFen: null,
    waysOfTransfer: [],
    industryCode: null,
    ipWish: null,
    kinds: row.kinds,
    neededBy: null,
    quantities: [],
    completenessPercent: expertCompleteness(row),
  }
}
