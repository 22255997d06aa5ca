/**
 * Splits the records of a rule by what it aggregates over (a project, a unit's year …). A limit holds per group, so
 * instalments of one project share it. First every record finds its groups, then each group is read by itself: a city
 * with a million records never holds more than one group's lines. Groups and records come out sorted: the order of
 * facts means nothing.
 */
import { InvalidInput } from '../refusal.ts'
import { compareText } from './compare-text.ts'
import { type CompiledMeasure, compileMeasure } from './measure-records.ts'
import { innerTests, type Test } from './pack-condition.ts'
import { windowIn, yearsOf } from './place-in-time.ts'
import { isYearly, measuresOf, type Rule } from './policy-pack.ts'
import { compileReader, isLate, type PlannedGroup, type RecordGroup } from './read-group.ts'
import type { RuleContext } from './rule-context.ts'

/** The groups of one rule, ready to be read one by one. */
export interface GroupPlan {
  groups: readonly PlannedGroup[]
  /** Null where no record names a beneficiary. @throws AmbiguousBeneficiary, MissingFact */
  read(group: PlannedGroup): RecordGroup | null
}

/**
 * Finds the groups of a rule, by key and window. A record without the key (a contract of no project) or without its
 * date (never registered) concerns the rule in no window and is not listed. `identityFields` are read from every record
 * that has them. Yields now and then, so that a caller may do something else.
 * @throws InvalidInput when a year is needed and none is given.
 */
export function* planGroups(context: RuleContext, identityFields: readonly string[]): Generator<void, GroupPlan> {
  const { rule, index } = context
  const measures = measuresOf(rule).map(([name, measure]) => compileMeasure(context, name, measure))
  refuseMissingYear(context, measures)
  const byYear = new Map<number | null, Map<string, number[][]>>()
  const timeless = new Map<string, number[][]>()
  const late: { groups: ReadonlyMap<string, number[][]>; key: string; at: number; place: number }[] = []
  const placesOf = (groups: Map<string, number[][]>, key: string) => {
    const known = groups.get(key)
    if (known) return known
    const made: number[][] = measures.map(() => [])
    groups.set(key, made)
    return made
  }
  const groupsIn = (year: number | null) => {
    const known = byYear.get(year)
    if (known) return known
    const made = new Map<string, number[][]>()
    byYear.set(year, made)
    return made
  }
  for (const [at, measure] of measures.entries()) {
    for (const [place, view] of index.views(measure.base).entries()) {
      if (place % pause === 0) yield
      const key = measure.key(view)
      const date = measure.date(view)
      if (key === null || typeof date !== 'string') continue
      for (const year of yearsOf(measure.window, date)) {
        if (!concerns(context, measure, year)) continue
        const groups = !isYearly(rule.window) ? groupsIn(null) : year === null ? timeless : groupsIn(year)
        if (isLate(context, view, date)) late.push({ groups, key, at, place })
        else placesOf(groups, key)[at]?.push(place)
      }
    }
  }
  addTimeless(context, timeless, groupsIn, byYear)
  // What is not known yet makes no group; it is shown in one that is there.
  for (const { groups, key, at, place } of late) groups.get(key)?.[at]?.push(place)
  const read = compileReader(context, measures, identityFields)
  return { groups: sortGroups(context, byYear), read }
}

/** Records between two yields: well under a millisecond's worth. */
const pause = 4096

/** Records without a year stand in every year of their key, and alone in the year of application. */
function addTimeless(
  { index }: RuleContext,
  timeless: ReadonlyMap<string, number[][]>,
  groupsIn: (year: number | null) => Map<string, number[][]>,
  byYear: ReadonlyMap<number | null, Map<string, number[][]>>,
): void {
  if (timeless.size === 0) return
  const asked = index.facts.year
  if (asked !== null)
    for (const [key, places] of timeless) {
      const groups = groupsIn(asked)
      if (!groups.has(key))
        groups.set(
          key,
          places.map(() => []),
        )
    }
  for (const groups of byYear.values())
    for (const [key, places] of groups) {
      const more = timeless.get(key)
      if (more)
        groups.set(
          key,
          places.map((own, at) => [...own, ...(more[at] ?? [])]),
        )
    }
}

function sortGroups(
  { rule, index }: RuleContext,
  byYear: ReadonlyMap<number | null, ReadonlyMap<string, number[][]>>,
): PlannedGroup[] {
  const groups: PlannedGroup[] = []
  for (const [year, keys] of byYear) {
    const window = windowIn(rule.window, year, index.facts.asOf)
    for (const [key, places] of keys) groups.push({ key, year, window, places })
  }
  return groups.sort((a, b) => compareText(a.key, b.key) || (a.year ?? 0) - (b.year ?? 0))
}

/** A yearly measure is looked at for the year of application that the facts give, or else for each. */
function concerns({ index }: RuleContext, measure: CompiledMeasure, year: number | null): boolean {
  return !measure.isYearly || index.facts.year === null || year === index.facts.year
}

function refuseMissingYear({ rule, index }: RuleContext, measures: readonly CompiledMeasure[]): void {
  if (index.facts.year !== null || isYearly(rule.window)) return
  if (!measures.some(({ isYearly }) => isYearly) && !asksForYear(rule)) return
  const message = `rule ${rule.id} looks at single years beside a window without years`
  throw new InvalidInput([{ path: 'year', message, remedy: 'give the year of application' }])
}

/** Whether a condition counts years from the year of application. */
function asksForYear(rule: Rule): boolean {
  const conditions = [
    ...rule.who,
    ...measuresOf(rule).flatMap(([, { where, deduct }]) => [...where, ...deduct]),
    ...rule.stages.flatMap(({ due }) => due ?? []),
    ...rule.payers.flatMap(({ where }) => where ?? []),
  ]
  return conditions.some(countsYears)
}

function countsYears(test: Test): boolean {
  const { during, evidence } = test
  if (evidence?.yearOffset !== undefined) return true
  if (during && ('yearOffset' in during || typeof during.from === 'object')) return true
  return innerTests(test).some(countsYears)
}
