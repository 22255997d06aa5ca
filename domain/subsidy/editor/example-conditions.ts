/** Sets the fields of example records so that a condition of a rule holds, where a field can be set so. */
import { isWithinRegion } from '../../region.ts'
import { addLength, dayOfEdge, isInSpan } from '../evaluate/day-arithmetic.ts'
import type { KnownField } from '../facts/fact-tables.ts'
import { type Comparison, comparisons, type Operand, operatorOf, type Span, type Test } from '../pack/pack-condition.ts'

export type ExampleRecord = Record<string, unknown>

/** The records that one example record hangs on, and where what a condition asks for beside them is put. */
export interface ExamplePlace {
  year: number
  /** The record that a field's entity names. */
  recordOf(entity: string): ExampleRecord | undefined
  fieldOf(field: string): KnownField | undefined
  addEvidence(holderId: string, evidence: NonNullable<Test['evidence']>): void
  addGrant(recordId: string, under: string): void
}

/** Makes a test hold, or with `wanted: false` not hold. Leaves alone what holds already and what it cannot set. */
export function satisfy(place: ExamplePlace, test: Test, wanted = true): void {
  const joined = joinedTests(test, wanted)
  if (joined) {
    for (const inner of joined) satisfy(place, inner, test.not ? !wanted : wanted)
    return
  }
  const field = test.field ?? ''
  const value = readField(place, field)
  const next = wanted ? valueFor(place, test, field, value) : valueAgainst(place, test, field, value)
  if (next !== undefined) writeField(place, field, next)
}

/** Of tests that are joined, those that decide: one of `any`, each of `all`, and the other way round to fail. */
function joinedTests({ not, any, all }: Test, wanted: boolean): readonly Test[] | null {
  if (not) return [not]
  if (any) return wanted ? any.slice(0, 1) : any
  if (all) return wanted ? all : all.slice(0, 1)
  return null
}

export function readField(place: ExamplePlace, field: string): unknown {
  const [entity = '', ...path] = field.split('.')
  const record = place.recordOf(entity)
  const last = path.at(-1) ?? ''
  return path[0] === 'more' ? (record?.more as ExampleRecord | undefined)?.[last] : record?.[last]
}

export function writeField(place: ExamplePlace, field: string, value: unknown): void {
  const [entity = '', ...path] = field.split('.')
  const record = place.recordOf(entity)
  const last = path.at(-1) ?? ''
  // A record keeps its id, and what is summed of other records is not written.
  if (!record || last === 'id' || place.fieldOf(field)?.sumOf) return
  if (path[0] !== 'more') record[last] = value
  else record.more = { ...(record.more as ExampleRecord | undefined), [last]: value }
}

/** The value that makes the test hold; undefined to leave it. */
function valueFor(place: ExamplePlace, test: Test, field: string, value: unknown): unknown {
  const known = place.fieldOf(field)
  switch (operatorOf(test)) {
    case 'is':
      return known?.to ? undefined : test.is
    case 'in':
      return test.in?.includes(String(value)) ? undefined : test.in?.[0]
    case 'has':
      return [...new Set([...((value as string[] | undefined) ?? []), test.has])]
    case 'within':
      return typeof value === 'string' && isWithinRegion(value, test.within ?? '') ? undefined : test.within
    case 'outside':
      return elsewhere(test.outside)
    case 'reached':
      return test.reached ? (value ?? `${place.year}-01-10`) : null
    case 'elapsed':
      return `${place.year - 20}-01-10`
    case 'given':
      return test.given ? (value ?? anyValue(place, known)) : null
    case 'same_as':
      return readField(place, test.same_as ?? '') ?? sameForBoth(place, test.same_as ?? '')
    case 'during':
      return dayDuring(place, test.during, value)
    case 'since':
      return daySince(place, test, value)
    case 'funded':
      place.addGrant(String(value), test.funded?.under === 'any' ? 'other' : (test.funded?.under[0] ?? 'other'))
      return undefined
    case 'evidence':
      if (test.evidence) place.addEvidence(String(value), test.evidence)
      return undefined
    default:
      return compared(place, test, known, value)
  }
}

/** The value that makes the test fail for certain: what is unknown would stop a deduction. */
function valueAgainst(place: ExamplePlace, test: Test, field: string, value: unknown): unknown {
  const known = place.fieldOf(field)
  switch (operatorOf(test)) {
    case 'is':
      if (typeof test.is === 'boolean') return !test.is
      return value !== undefined && value !== test.is ? undefined : otherWord(known, [String(test.is)])
    case 'in':
      return value !== undefined && !test.in?.includes(String(value)) ? undefined : otherWord(known, test.in ?? [])
    case 'has':
      return ((value as string[] | undefined) ?? []).filter(tag => tag !== test.has)
    case 'within':
      return elsewhere(test.within)
    case 'outside':
      return test.outside
    case 'reached':
      return test.reached ? null : `${place.year}-01-10`
    case 'elapsed':
      return null
    case 'given':
      return test.given ? null : anyValue(place, known)
    case 'same_as':
      if (readField(place, test.same_as ?? '') === undefined) writeField(place, test.same_as ?? '', 'group-b')
      return known?.to ? undefined : 'group-a'
    case 'during':
      return isInSpan(String(value), test.during ?? {}, place.year) === false ? undefined : `${place.year - 20}-06-30`
    default:
      return undefined
  }
}

const elsewhere = (region = '') => (isWithinRegion('110101', region) ? '310101' : '110101')

function otherWord(known: KnownField | undefined, words: readonly string[]): unknown {
  if (known?.to) return undefined
  return known?.words?.find(word => !words.includes(word)) ?? 'other'
}

function sameForBoth(place: ExamplePlace, other: string): string {
  writeField(place, other, 'group-a')
  return 'group-a'
}

function anyValue(place: ExamplePlace, known: KnownField | undefined): unknown {
  switch (known?.type) {
    case 'day':
      return `${place.year}-01-10`
    case 'texts':
      return ['x']
    case 'region':
      return '110101'
    case 'number':
      return 1
    case 'yes_no':
      return true
    case 'money':
      return 100n
    default:
      return known?.to ? undefined : (known?.words?.[0] ?? 'x')
  }
}

function dayDuring(place: ExamplePlace, span: Span | undefined, value: unknown): unknown {
  if (!span || (typeof value === 'string' && isInSpan(value, span, place.year) === true)) return undefined
  if ('yearOffset' in span) return `${place.year + span.yearOffset}-06-30`
  if (typeof span.from === 'object') return dayOfEdge(span.from, place.year)
  return span.from ?? (typeof span.to === 'string' ? span.to : undefined)
}

function daySince(place: ExamplePlace, { since }: Test, value: unknown): unknown {
  if (!since) return undefined
  const own = typeof value === 'string' ? value : `${place.year}-06-30`
  const start = readField(place, since.day)
  if (since.atMost) {
    if (typeof start !== 'string' || start > own || own > addLength(start, since.atMost))
      writeField(place, since.day, own)
    return own
  }
  const from = typeof start === 'string' ? start : `${place.year - 5}-06-30`
  if (start === undefined) writeField(place, since.day, from)
  return since.atLeast ? addLength(from, since.atLeast) : own
}

/** A number or amount that fits; the amount of the example itself stays, so that the threshold shows. */
function compared(place: ExamplePlace, test: Test, known: KnownField | undefined, value: unknown): unknown {
  if (value !== undefined && value !== null) return undefined
  const comparison: Comparison | undefined = comparisons.find(word => test[word] !== undefined)
  const bound = comparison && operandValue(place, test[comparison])
  if (comparison === undefined || bound === undefined || !known) return undefined
  const step = { at_least: 0n, above: 1n, at_most: 0n, below: -1n }[comparison]
  const fitting = BigInt(bound) + step
  return known.type === 'number' ? Number(fitting) : fitting
}

function operandValue(place: ExamplePlace, operand: Operand | undefined): bigint | number | undefined {
  if (typeof operand !== 'object') return operand
  const value = readField(place, 'field' in operand ? operand.field : operand.of)
  return typeof value === 'bigint' || typeof value === 'number' ? value : undefined
}
