/**
 * The filters of a library as an address and back: a search can be sent to a colleague, and the back button works.
 * Whatever an address says that is not a filter is left out rather than refused.
 */

import { stages } from '#domain/achievement/achievement.ts'
import { cooperationModes } from '#domain/demand/demand.ts'
import { expertKinds } from '#domain/expert/expert.ts'
import { industryLevel } from '#domain/industry.ts'
import { type Library, listingStates, maxTrl, minTrl, waysOfTransfer } from '#domain/listing.ts'
import { maxSearchChars } from '#domain/matching/check-search.ts'
import { regionLevel } from '#domain/region.ts'
import { technologyFields } from '#domain/technology-field.ts'
import { readWanYuan, writeWanYuan } from './amount.ts'

const upper = <W extends string>(words: readonly W[]) => words.map(word => word.toUpperCase() as Uppercase<W>)

const choices = {
  field: upper(technologyFields),
  stage: upper(stages),
  way: upper(waysOfTransfer),
  mode: upper(cooperationModes),
  kind: upper(expertKinds),
  state: upper(listingStates),
}

type Choice<K extends keyof typeof choices> = (typeof choices)[K][number]

export const sorts = {
  demand: ['NEWEST', 'AMOUNT_HIGH', 'DEADLINE'],
  achievement: ['NEWEST', 'AMOUNT_LOW', 'MATURITY'],
  expert: ['NEWEST'],
} as const satisfies Record<Library, readonly string[]>
export type Sort = (typeof sorts)[Library][number]
/** The order of a search or list as the person chose it; null: the usual one of the place. */
export type ChosenSort = Sort | null

export interface ListingFilter {
  search: string
  fields: Choice<'field'>[]
  stages: Choice<'stage'>[]
  waysOfTransfer: Choice<'way'>[]
  cooperationModes: Choice<'mode'>[]
  kinds: Choice<'kind'>[]
  states: Choice<'state'>[]
  industryCode: string | null
  regionCode: string | null
  trlMin: number | null
  trlMax: number | null
  /** 分 */
  amountMinFen: number | null
  /** 分 */
  amountMaxFen: number | null
  organisationId: string | null
  sort: ChosenSort
}

export const emptyFilter: ListingFilter = {
  search: '',
  fields: [],
  stages: [],
  waysOfTransfer: [],
  cooperationModes: [],
  kinds: [],
  states: [],
  industryCode: null,
  regionCode: null,
  trlMin: null,
  trlMax: null,
  amountMinFen: null,
  amountMaxFen: null,
  organisationId: null,
  sort: null,
}

function readChoices<K extends keyof typeof choices>(address: URLSearchParams, key: K): Choice<K>[] {
  const given = new Set(address.getAll(key))
  return (choices[key] as readonly Choice<K>[]).filter(choice => given.has(choice))
}

function readTrl(text: string | null): number | null {
  const level = /^\d$/.test(text ?? '') ? Number(text) : 0
  return level >= minTrl && level <= maxTrl ? level : null
}

const keepIf = (text: string | null, isGood: (text: string) => boolean) => (text !== null && isGood(text) ? text : null)

export function readFilter(address: URLSearchParams, library: Library): ListingFilter {
  return {
    search: (address.get('q') ?? '').slice(0, maxSearchChars),
    fields: readChoices(address, 'field'),
    stages: readChoices(address, 'stage'),
    waysOfTransfer: readChoices(address, 'way'),
    cooperationModes: readChoices(address, 'mode'),
    kinds: readChoices(address, 'kind'),
    states: readChoices(address, 'state'),
    industryCode: keepIf(address.get('industry'), code => industryLevel(code) !== null),
    regionCode: keepIf(address.get('region'), code => regionLevel(code) !== null),
    trlMin: readTrl(address.get('trlMin')),
    trlMax: readTrl(address.get('trlMax')),
    amountMinFen: readWanYuan(address.get('min')) ?? null,
    amountMaxFen: readWanYuan(address.get('max')) ?? null,
    organisationId: keepIf(address.get('org'), id => id !== '' && id.length <= 200),
    sort: (sorts[library] as readonly Sort[]).find(sort => sort === address.get('sort')) ?? null,
  }
}

/** The address of a filter; what is not set is not in it. Amounts stand in 万元, as on the screen. */
export function writeFilter(filter: ListingFilter): URLSearchParams {
  const address = new URLSearchParams()
  const add = (key: string, value: string | number | null) => {
    if (value !== null && value !== '') address.append(key, String(value))
  }
  const lists: [string, readonly string[]][] = [
    ['field', filter.fields],
    ['stage', filter.stages],
    ['way', filter.waysOfTransfer],
    ['mode', filter.cooperationModes],
    ['kind', filter.kinds],
    ['state', filter.states],
  ]
  add('q', filter.search)
  for (const [key, values] of lists) for (const value of values) add(key, value)
  add('industry', filter.industryCode)
  add('region', filter.regionCode)
  add('trlMin', filter.trlMin)
  add('trlMax', filter.trlMax)
  add('min', writeWanYuan(filter.amountMinFen))
  add('max', writeWanYuan(filter.amountMaxFen))
  add('org', filter.organisationId)
  add('sort', filter.sort)
  return address
}

/** How many conditions narrow the list, not counting words and order: for the button that opens the filters. */
export function countConditions(filter: ListingFilter): number {
  return new Set(writeFilter({ ...filter, search: '', sort: null }).keys()).size
}

const listed = <T>(values: T[]): T[] | null => (values.length > 0 ? values : null)

/** What every library can be asked. */
export function commonConditions(filter: ListingFilter) {
  return {
    search: filter.search.trim() || null,
    fields: listed(filter.fields),
    regionCode: filter.regionCode,
    organisationId: filter.organisationId,
    states: listed(filter.states),
  }
}

/** What demands and achievements can be asked besides. */
export function projectConditions(filter: ListingFilter) {
  const { industryCode, trlMin, trlMax, amountMinFen, amountMaxFen } = filter
  const ways = listed(filter.waysOfTransfer)
  return { industryCode, trlMin, trlMax, amountMinFen, amountMaxFen, waysOfTransfer: ways }
}

const kindsIn = { achievement: 'stages', demand: 'cooperationModes', expert: 'kinds' } as const

/** The filter of searches and matches in a library. What its listings do not state is not asked of them. */
export function matchConditions(filter: ListingFilter, library: Library) {
  const { fields, regionCode, organisationId } = filter
  const common = { fields: listed(fields), kinds: listed(filter[kindsIn[library]]), regionCode, organisationId }
  return library === 'expert' ? common : { ...common, ...projectConditions(filter) }
}

export { listed }
