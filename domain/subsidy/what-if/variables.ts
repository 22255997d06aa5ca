/**
 * Every number of a pack that can be turned: rates, caps, thresholds, amounts, least amounts, shares. Where one bracket
 * ends and the next begins is one variable, so that turning it leaves no hole.
 */
import type { Rate, RateUnit } from '../../money.ts'
import type { PolicyPack } from '../pack/policy-pack.ts'

export const variableKinds = ['rate', 'cap', 'threshold', 'amount', 'minimum', 'share'] as const
export type VariableKind = (typeof variableKinds)[number]

export const variableUnits = ['fen', 'percent', 'permille', 'per10k', 'number', 'days', 'months', 'years'] as const
export type VariableUnit = 'fen' | RateUnit | 'number' | 'days' | 'months' | 'years'

/** Where in a rule a variable stands, for the words of a screen. */
export const variablePlaces = [
  'rate',
  'cap',
  'limit',
  'bracket_bound',
  'bracket_rate',
  'bracket_amount',
  'bracket_cap',
  'step',
  'requirement',
  'condition',
  'measure',
  'figure',
  'minimum',
  'stage',
  'payer',
] as const
export type VariablePlace = (typeof variablePlaces)[number]

export interface PackVariable {
  /** `rules.transfer.cap.amount`: the id of a rule or limit, then the way to the number. */
  path: string
  /** What is turned together with it. */
  also: string[]
  kind: VariableKind
  unit: VariableUnit
  /** 分, a whole number, or the decimal text of a rate. */
  value: string
  /** Null for a limit over several rules. */
  rule: string | null
  clause: string | null
  place: VariablePlace
  /** What tells it from others of the same place: the number of a bracket, the id of a limit, the `why` of a test. */
  name: string
  /** Of a threshold: the measure of the group, or the field of the record, that it is compared with. */
  of: { measure: string } | { field: string } | null
  /** The bound itself belongs to what lies above it (`from`, `below`, `at_least`). Of thresholds only. */
  isAboveFrom: boolean
  /** It only counts under these readings. */
  readings: { parameter: string; reading: string }[]
}

type Found = Omit<PackVariable, 'rule' | 'clause'>
interface Place {
  path: readonly string[]
  kind: VariableKind
  place: VariablePlace
  name: string
  of: PackVariable['of']
  readings: PackVariable['readings']
}

/** In the order of the pack. */
export function listVariables(pack: PolicyPack): PackVariable[] {
  const ofRules = pack.rules.flatMap(rule =>
    ruleParts.flatMap(([part, kind, place]) =>
      visit(rule[part as keyof typeof rule], {
        path: ['rules', segment(rule.id), part],
        kind,
        place,
        name: '',
        of: null,
        readings: [],
      }).map(found => ({ ...found, rule: rule.id, clause: rule.clause })),
    ),
  )
  const ofLimits = pack.limits.flatMap(limit =>
    visit(limit.amount, {
      path: ['limits', segment(limit.id), 'amount'],
      kind: 'cap',
      place: 'limit',
      name: limit.id,
      of: null,
      readings: [],
    }).map(found => ({ ...found, rule: null, clause: limit.clause ?? null })),
  )
  return [...ofRules, ...ofLimits]
}

/** An id as a part of a path. */
export function segment(id: string): string {
  return encodeURIComponent(id).replaceAll('.', '%2E')
}

/** The parts of a rule that hold numbers; what governs them unless something inside says otherwise. */
const ruleParts: readonly [string, VariableKind, VariablePlace][] = [
  ['who', 'threshold', 'condition'],
  ['base', 'threshold', 'condition'],
  ['measures', 'threshold', 'condition'],
  ['requires', 'threshold', 'requirement'],
  ['rate', 'rate', 'rate'],
  ['figure', 'amount', 'figure'],
  ['cap', 'cap', 'cap'],
  ['limits', 'cap', 'limit'],
  ['minimum', 'minimum', 'minimum'],
  ['stages', 'share', 'stage'],
  ['payers', 'share', 'payer'],
]

type Node = Record<string, unknown>
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)
const isRate = (value: unknown): value is Rate => isNode(value) && 'value' in value && 'unit' in value

function visit(value: unknown, at: Place): Found[] {
  if (typeof value === 'bigint') return [found(at, 'fen', String(value))]
  if (isRate(value)) return [found(at, value.unit, value.value)]
  if (Array.isArray(value))
    return value.flatMap((item: unknown, index) => visit(item, named(below(at, String(index)), item)))
  if (!isNode(value)) return []
  if ('choose' in value) return visitChoice(value, at)
  if ('brackets' in value) return visitTiers(value, at)
  const inside = isNode(value.when) ? reading(at, value.when as Node) : at
  return Object.entries(value).flatMap(([key, inner]) => visitKey(value, key, inner, inside))
}

const comparisons = ['at_least', 'above', 'at_most', 'below']
const untouched = ['when', 'window', 'during', 'evidence', 'funded', 'parameters', 'roundTo', 'yearOffset']

function visitKey(owner: Node, key: string, value: unknown, at: Place): Found[] {
  const here = below(at, key)
  if (untouched.includes(key)) return []
  if (comparisons.includes(key) && at.place !== 'step') {
    const test = { ...here, kind: 'threshold' as const, of: comparedWith(owner) }
    return typeof value === 'number' ? [bound(test, key, value)] : visit(value, test).map(one => sided(one, key))
  }
  if (key === 'since' && isNode(value)) return visitSince(value, here)
  if (key === 'step' && isNode(value)) return visitStep(value, here)
  if (key === 'rate' || key === 'excess') return visit(value, { ...here, kind: 'rate' })
  if (key === 'share') return visit(value, { ...here, kind: 'share' })
  if (key === 'cap') return visit(value, { ...here, kind: 'cap' })
  if (key === 'amounts' && isNode(value))
    return Object.entries(value).flatMap(([name, amount]) =>
      visit(amount, { ...below(here, name), kind: 'amount', place: 'measure', name }),
    )
  if (key === 'amount' && at.place === 'condition') return visit(value, { ...here, kind: 'amount', place: 'measure' })
  if (key === 'amount' && (at.place === 'requirement' || at.place === 'stage'))
    return visit(value, { ...here, kind: 'amount' })
  if ((key === 'gives' || key === 'otherwise') && at.place === 'requirement')
    return visit(value, { ...here, kind: 'amount', place: 'figure' })
  if (key === 'requires') return visit(value, { ...here, kind: 'threshold', place: 'requirement' })
  return visit(value, here)
}

function visitChoice(value: Node, at: Place): Found[] {
  const options = isNode(value.readings) ? value.readings : {}
  return Object.entries(options).flatMap(([option, inner]) =>
    visit(inner, {
      ...below(below(at, 'readings'), option),
      readings: [...at.readings, { parameter: String(value.choose), reading: option }],
    }),
  )
}

function visitSince(value: Node, at: Place): Found[] {
  return ['atMost', 'atLeast'].flatMap(key => {
    const length = value[key]
    if (!isNode(length)) return []
    return (['days', 'months', 'years'] as const).flatMap(unit =>
      typeof length[unit] === 'number'
        ? [{ ...found(below(below(at, key), unit), unit, String(length[unit])), isAboveFrom: key === 'atLeast' }]
        : [],
    )
  })
}

function visitStep(value: Node, at: Place): Found[] {
  const of = typeof value.of === 'string' ? { measure: value.of } : value.of === undefined ? (at.of ?? base) : null
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = { ...below(at, key), place: 'step' as const, name: key, of: key === 'over' ? of : null }
    const kind = key === 'every' || key === 'over' ? ('threshold' as const) : ('amount' as const)
    if (typeof inner === 'number') return [{ ...found({ ...here, kind }, 'number', String(inner)), isAboveFrom: true }]
    return visit(inner, { ...here, kind }).map(one => ({ ...one, isAboveFrom: kind === 'threshold' }))
  })
}

const base = { measure: 'base' }

/** Each bound once: the end of a bracket and the beginning of the next are turned together. */
function visitTiers(value: Node, at: Place): Found[] {
  const of = typeof value.by === 'string' ? { measure: value.by } : null
  const brackets = Array.isArray(value.brackets) ? (value.brackets as Node[]) : []
  const inside = brackets.flatMap((bracket, index) => {
    const here = { ...below(below(at, 'brackets'), String(index)), name: String(index + 1), of }
    const lower = 'from' in bracket ? 'from' : 'above'
    const upper = 'below' in bracket ? 'below' : 'to'
    const follows = index > 0 && bracket[lower] !== undefined
    const next = brackets[index + 1]
    const nextLower = next && ('from' in next ? 'from' : 'above')
    const also = nextLower ? [[...at.path, 'brackets', String(index + 1), nextLower].join('.')] : []
    const own = { ...here, kind: 'threshold' as const, place: 'bracket_bound' as const }
    const first = follows ? [] : boundsOf(bracket, lower, own)
    const last = boundsOf(bracket, upper, { ...own, name: String(index + (nextLower ? 2 : 1)) })
    return [...first, ...last.map(one => ({ ...one, also })), ...visitBracket(bracket, here)]
  })
  const others = ['by', 'of'].flatMap(key => visit(value[key], below(at, key)))
  return [...inside, ...others]
}

function visitBracket(bracket: Node, at: Place): Found[] {
  return [
    ...visit(bracket.rate, { ...below(at, 'rate'), kind: 'rate', place: 'bracket_rate' }),
    ...visit(bracket.amount, { ...below(at, 'amount'), kind: 'amount', place: 'bracket_amount' }),
    ...visit(bracket.excess, { ...below(at, 'excess'), kind: 'rate', place: 'bracket_rate' }),
    ...(isNode(bracket.step) ? visitStep(bracket.step, below(at, 'step')) : []),
    ...visit(bracket.cap, { ...below(at, 'cap'), kind: 'cap', place: 'bracket_cap' }),
  ]
}

function boundsOf(bracket: Node, key: string, at: Place): Found[] {
  const value = bracket[key]
  if (typeof value !== 'bigint' && typeof value !== 'number') return []
  return [bound(below(at, key), key, value)]
}

function bound(at: Place, key: string, value: bigint | number): Found {
  return sided(found(at, typeof value === 'bigint' ? 'fen' : 'number', String(value)), key)
}

function sided(one: Found, key: string): Found {
  return { ...one, isAboveFrom: one.kind === 'threshold' && ['from', 'below', 'at_least'].includes(key) }
}

/** What a test compares: a measure of the group, or a field of the record. */
function comparedWith(test: Node): PackVariable['of'] {
  if (typeof test.field === 'string') return { field: test.field }
  return typeof test.amount === 'string' ? { measure: test.amount } : null
}

function found({ path, kind, place, name, of, readings }: Place, unit: VariableUnit, value: string): Found {
  const threshold = kind === 'threshold' ? of : null
  return { path: path.join('.'), also: [], kind, unit, value, place, name, of: threshold, isAboveFrom: false, readings }
}

function below(at: Place, key: string): Place {
  return { ...at, path: [...at.path, segment(key)] }
}

/** A test is told by its `why`, a limit, stage or payer by its id. */
function named(at: Place, item: unknown): Place {
  if (!isNode(item)) return at
  const own = [item.why, item.id, item.payer].find(name => typeof name === 'string')
  return typeof own === 'string' ? { ...at, name: own } : at
}

function reading(at: Place, when: Node): Place {
  return {
    ...at,
    readings: [...at.readings, { parameter: String(when.parameter), reading: String(when.reading) }],
  }
}
