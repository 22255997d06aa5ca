/**
 * Splits the records of a rule by what it aggregates over (a project, a unit's year …). A limit holds per group, so
 * instalments of one project share it. First every record finds its groups, then each group is read by itself: a city
 * with a million records never holds more than one group's lines. Groups and records come out sorted: the order of
 * facts means nothing.
 */
import { InvalidInput } from '../../refusal.ts'
import { innerTests, type Test } from '../pack/pack-condition.ts'
import { isYearly, measuresOf, testsOf } from '../pack/policy-pack.ts'
import { type CompiledMeasure, compileMeasure } from './measure-records.ts'
import { type OpenGroups, type PlannedGroup, startGroups } from './open-groups.ts'
import { windowIn, yearsOf } from './place-in-time.ts'
import { compileReader, type ReadGroup } from './read-group.ts'
import type { RuleContext } from './rule-context.ts'

/** The groups of one rule, ready to be read one by one. */
export interface GroupPlan {
  /** Their numbers, by key and then by year. */
  order: Int32Array
  group(number: number): PlannedGroup
  read: ReadGroup
}

/**
 * Finds the groups of a rule, by key and window. A record without the key (a contract of no project) or without its
 * date (never registered) concerns the rule in no window and is not listed. Yields now and then, so that a caller may do
 * something else.
 * @throws InvalidInput when a year is needed and none is given.
 */
export function* planGroups(context: RuleContext): Generator<void, GroupPlan> {
  const { rule, index } = context
  const measures = measuresOf(rule).map(([name, measure]) => compileMeasure(context, name, measure))
  refuseMissingYear(context, measures)
  refuseMissingDay(context)
  const windowOf = (year: number | null) => windowIn(rule.window, year, index.facts.asOf)
  const found: FoundGroups = { open: startGroups(measures.length, windowOf), timeless: [], late: [] }
  for (const [at, measure] of measures.entries()) {
    const { length } = index.base(measure.base)
    const place = compilePlacing(context, measure, at, found)
    for (let record = 0; record < length; record += 1) {
      if (record % pause === 0) yield
      place(record)
    }
  }
  addTimeless(context, found)
  const { open, late } = found
  // What is not known yet makes no group; it is shown in one that is there.
  for (const { year, key, at, record } of late) if (open.has(year, key)) open.add(year, key, at, record)
  const read = compileReader(context, measures, open.members())
  return { order: open.order(), group: open.group, read }
}

/** Records between two yields: well under a millisecond's worth. */
const pause = 4096

interface Loose {
  year: number | null
  key: string
  at: number
  record: number
}

interface FoundGroups {
  open: OpenGroups
  /** Records of a rule with years that have none. */
  timeless: Loose[]
  late: Loose[]
}

/** Puts a record of one measure, by its place in its table, into its groups. */
function compilePlacing(
  context: RuleContext,
  measure: CompiledMeasure,
  at: number,
  { open, timeless, late }: FoundGroups,
): (record: number) => void {
  const table = context.index.base(measure.base)
  const hasYears = isYearly(context.rule.window)
  return record => {
    const view = table.view(record)
    const key = measure.key(view)
    const date = measure.date(view)
    if (key === null || typeof date !== 'string') return
    const isLate = measure.isLate(view, date)
    for (const own of yearsOf(measure.window, date)) {
      if (!concerns(context, measure, own)) continue
      const year = hasYears ? own : null
      if (isLate) late.push({ year, key, at, record })
      else if (hasYears && own === null) timeless.push({ year, key, at, record })
      else open.add(year, key, at, record)
    }
  }
}

/** Records without a year stand in every year of their key, and alone in the year of application. */
function addTimeless({ index }: RuleContext, { open, timeless }: FoundGroups): void {
  if (timeless.length === 0) return
  const asked = index.facts.year
  const years = new Set(open.years())
  if (asked !== null) years.add(asked)
  for (const { key, at, record } of timeless)
    for (const year of years) if (year === asked || open.has(year, key)) open.add(year, key, at, record)
}

/** A yearly measure is looked at for the year of application that the facts give, or else for each. */
function concerns({ index }: RuleContext, measure: CompiledMeasure, year: number | null): boolean {
  return !measure.isYearly || index.facts.year === null || year === index.facts.year
}

function refuseMissingYear({ rule, index }: RuleContext, measures: readonly CompiledMeasure[]): void {
  if (index.facts.year !== null || isYearly(rule.window)) return
  if (!measures.some(({ isYearly }) => isYearly) && !testsOf(rule).some(countsYears)) return
  const message = `rule ${rule.id} looks at single years beside a window without years`
  throw new InvalidInput([{ path: 'year', message, remedy: 'give the year of application' }])
}

/** How much time has passed is asked on a day: without one, all of it would have. */
function refuseMissingDay({ rule, index }: RuleContext): void {
  if (index.facts.asOf !== null || !testsOf(rule).some(asksForDay)) return
  const message = `rule ${rule.id} asks how much time has passed (elapsed)`
  throw new InvalidInput([{ path: 'asOf', message, remedy: 'give the day of the evaluation, YYYY-MM-DD' }])
}

const asksForDay = (test: Test): boolean => test.elapsed !== undefined || innerTests(test).some(asksForDay)

/** Whether a condition counts years from the year of application. */
function countsYears(test: Test): boolean {
  const { during, evidence } = test
  if (evidence?.yearOffset !== undefined) return true
  if (during && ('yearOffset' in during || typeof during.from === 'object')) return true
  return innerTests(test).some(countsYears)
}
