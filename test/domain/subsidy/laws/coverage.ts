/** Which constructs of the language a law has reached, and how often: a law that reaches nothing says nothing. */

import type { Determination } from '#domain/subsidy/evaluate/trace.ts'
import type { PolicyPack } from '#domain/subsidy/pack/policy-pack.ts'

export type Coverage = Map<string, number>

/** Words that are a construct by being there. */
const words = [
  ...['is', 'in', 'has', 'within', 'outside', 'reached', 'elapsed', 'given', 'at_least', 'above', 'at_most', 'same_as'],
  ...['during', 'since', 'funded', 'evidence', 'not', 'any', 'all', 'when', 'choose', 'least_of', 'greatest_of', 'sum'],
  ...[
    'minus',
    'each',
    'tiers',
    'step',
    'cases',
    'otherwise',
    'rule',
    'excess',
    'by',
    'of',
    'cap',
    'minimum',
    'roundTo',
  ],
  ...[
    'stages',
    'share',
    'due',
    'uses',
    'payers',
    'distinct',
    'overBase',
    'rate',
    'figure',
    'amounts',
    'fraction',
    'rates',
    'missing',
  ],
]
/** Words that are a construct by their value, and lists by having something in them. */
const valued = ['kind', 'take', 'what', 'short', 'over', 'rounding', 'below', 'match', 'count', 'gives']
const lists = ['where', 'deduct', 'who', 'requires', 'limits', 'together', 'parameters', 'fields']

/** Effects that a trace shows: a limit that binds, a minimum that decides, a set in which another rule won. */
const effects = ['requires', 'bracket', 'cap', 'minimum', 'together', 'limit', 'stage', 'granted_before']

export const expected: readonly string[] = [
  ...words,
  ...lists,
  ...['whole_life', 'calendar_year', 'yearly', 'range', 'whole', 'marginal', 'exclusive', 'difference'].map(
    of => `kind ${of}`,
  ),
  ...[
    'take higher',
    'take first',
    'what count',
    'what highest',
    'what lowest',
    'short pro_rata',
    'over life',
    'over year',
  ],
  ...[
    'rounding up',
    'rounding half_up',
    'below nothing',
    'below raised',
    'match beneficiary',
    'match key',
    'match contract.id',
    'count begun',
  ],
  ...[
    'gives exactly',
    'gives at_least',
    'gives share_floor',
    'gives basis',
    'per several',
    'limit own',
    'limit wide',
    'limit pack',
  ],
  ...effects.filter(of => of !== 'bracket').map(of => `effect ${of}`),
  ...['effect wide limit binds', 'effect excess granted', 'effect paid', 'effect undetermined'],
]

function add(coverage: Coverage, construct: string): void {
  coverage.set(construct, (coverage.get(construct) ?? 0) + 1)
}

function walk(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) for (const inner of value) walk(inner, found)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return
  for (const [name, inner] of Object.entries(value)) {
    if (inner === undefined) continue
    if (words.includes(name)) found.add(name)
    if (valued.includes(name) && typeof inner === 'string') found.add(`${name} ${inner}`)
    if (lists.includes(name) && Array.isArray(inner) && inner.length > 0) found.add(name)
    walk(inner, found)
  }
}

/** Notes what a pack says and what it came to; once for each case. */
export function note(coverage: Coverage, pack: PolicyPack, determinations: readonly Determination[]): void {
  const found = new Set<string>()
  walk({ ...pack, clauses: [] }, found)
  if (pack.limits.length > 0) found.add('limit pack')
  for (const rule of pack.rules) {
    if (Array.isArray(rule.per)) found.add('per several')
    for (const limit of rule.limits) found.add(limit.per === undefined ? 'limit own' : 'limit wide')
  }
  for (const { ceilingFen, trace } of determinations) {
    for (const { label } of trace.steps) if (effects.includes(label)) found.add(`effect ${label}`)
    if (trace.limits.slice(1).some(({ binds }) => binds)) found.add('effect wide limit binds')
    if (trace.undetermined !== undefined) found.add('effect undetermined')
    if (trace.excessGrantedFen > 0n) found.add('effect excess granted')
    if (ceilingFen > 0n) found.add('effect paid')
  }
  for (const construct of found) add(coverage, construct)
}

/** The expected constructs that were reached less often than this. */
export function rare(coverage: Coverage, atLeast: number): string[] {
  return expected.filter(construct => (coverage.get(construct) ?? 0) < atLeast)
}

export function tell(coverage: Coverage): string {
  return expected.map(construct => `${construct}: ${coverage.get(construct) ?? 0}`).join(', ')
}
