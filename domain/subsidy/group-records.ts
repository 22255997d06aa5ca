/**
 * Splits the records of a rule's base by what the rule aggregates over (a project, a unit's year …). A cap holds per
 * group, so instalments of one project share it. Groups and records come out sorted: the order of facts means nothing.
 */

import { Refusal } from '../refusal.ts'
import { type RuleContext, resolveField } from './assess-record.ts'
import { type FactView, listViews, MissingFact, readField } from './fact-view.ts'
import type { Facts } from './facts.ts'
import type { DeterminationWindow } from './trace.ts'

export interface DatedView {
  view: FactView
  date: string
}

export interface RecordGroup {
  key: string
  window: DeterminationWindow
  beneficiary: string
  records: DatedView[]
}

/** Records that must be counted together would go to different beneficiaries. */
export class AmbiguousBeneficiary extends Refusal {
  readonly code = 'AMBIGUOUS_BENEFICIARY'
  readonly rule: string
  readonly key: string
  readonly beneficiaries: readonly string[]
  constructor(rule: string, key: string, beneficiaries: readonly string[]) {
    super(
      `rule ${rule}: the records of ${key} name several beneficiaries: ${beneficiaries.join(', ')}; correct the facts`,
    )
    this.rule = rule
    this.key = key
    this.beneficiaries = beneficiaries
  }
}

/**
 * The groups of one rule. A record without the key (a contract of no project) or, for a yearly window, without its
 * date (never registered) concerns the rule in no window and is not listed.
 * @throws AmbiguousBeneficiary, MissingFact
 */
export function groupRecords(context: RuleContext, facts: Facts): RecordGroup[] {
  const { rule } = context
  const groups = new Map<string, Omit<RecordGroup, 'beneficiary'>>()
  for (const view of listViews(facts, rule.base.of)) {
    const key = readField(view, rule.per)
    const date = readField(view, rule.window.date)
    if (typeof key !== 'string' || typeof date !== 'string') continue
    const window = windowOf(context, facts, date)
    if (window === null) continue
    const name = JSON.stringify([key, window.from])
    const group = groups.get(name) ?? { key, window, records: [] }
    groups.set(name, group)
    group.records.push({ view, date })
  }
  return [...groups.values()]
    .map(group => ({ ...group, records: group.records.toSorted(byDate) }))
    .map(group => ({ ...group, beneficiary: beneficiaryOf(context, group) }))
    .toSorted((a, b) => compare(a.key, b.key) || compare(a.window.from ?? '', b.window.from ?? ''))
}

function windowOf({ rule, asOf }: RuleContext, facts: Facts, date: string): DeterminationWindow | null {
  if (rule.window.kind === 'whole_life') return { kind: 'whole_life', from: null, to: asOf }
  const year = Number(date.slice(0, 4))
  if (facts.year !== null && year !== facts.year + rule.window.yearOffset) return null
  return { kind: 'calendar_year', year, from: `${date.slice(0, 4)}-01-01`, to: `${date.slice(0, 4)}-12-31` }
}

function beneficiaryOf(context: RuleContext, group: Omit<RecordGroup, 'beneficiary'>): string {
  const field = resolveField(context, context.rule.beneficiary)
  const found = new Set<string>()
  for (const { view } of group.records) {
    const id = readField(view, field)
    if (typeof id !== 'string') throw new MissingFact(context.rule.id, `${view.kind} ${view.recordId}`, field)
    found.add(id)
  }
  const [first, ...others] = [...found].sort()
  if (first === undefined || others.length > 0)
    throw new AmbiguousBeneficiary(context.rule.id, group.key, [...found].sort())
  return first
}

function byDate(a: DatedView, b: DatedView): number {
  return compare(a.date, b.date) || compare(a.view.recordId, b.view.recordId)
}

/** By code point, the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
