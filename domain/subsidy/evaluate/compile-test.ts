/**
 * Conditions as functions. Three answers: holds, does not hold, not known because a fact is not given. What is not
 * known never counts in somebody's favour, and a deduction is never skipped for it.
 */
import { rateFraction } from '../../money.ts'
import { isWithinRegion } from '../../region.ts'
import { type DeclaredField, type FactBase, fieldsOf } from '../facts/fact-tables.ts'
import { compileRead, type FactIndex, type FactValue, type FactView, type Read } from '../facts/fact-view.ts'
import { type Comparison, comparisons, type Operand, operatorOf, type Test } from '../pack/pack-condition.ts'
import { addLength, isInSpan } from './day-arithmetic.ts'
import { groupBy } from './group-by.ts'
import type { StandingGrants } from './standing-grants.ts'

export type Verdict = boolean | null
/** `year`: the year of application that the record is looked at for; null where the rule has none. */
export type CompiledTest = (view: FactView, year: number | null) => Verdict

/** What conditions are compiled against. */
export interface TestContext {
  index: FactIndex
  base: FactBase
  declared: readonly DeclaredField[]
  grants: StandingGrants
}

/** A condition of a pack that the validation has admitted. */
export function compileTest(context: TestContext, test: Test): CompiledTest {
  if (test.not) return negate(compileTest(context, test.not))
  if (test.any)
    return joinTests(
      test.any.map(inner => compileTest(context, inner)),
      true,
    )
  if (test.all)
    return joinTests(
      test.all.map(inner => compileTest(context, inner)),
      false,
    )
  const read = compileRead(context.index, context.base, test.field ?? '', context.declared)
  return compileFieldTest(context, test, read)
}

function negate(test: CompiledTest): CompiledTest {
  return (view, year) => {
    const verdict = test(view, year)
    return verdict === null ? null : !verdict
  }
}

/** `decisive` is the answer of one test that decides for all: true for `any`, false for `all`. */
function joinTests(tests: readonly CompiledTest[], decisive: boolean): CompiledTest {
  return (view, year) => {
    let isUnknown = false
    for (const test of tests) {
      const verdict = test(view, year)
      if (verdict === decisive) return decisive
      isUnknown ||= verdict === null
    }
    return isUnknown ? null : !decisive
  }
}

function compileFieldTest(context: TestContext, test: Test, read: Read): CompiledTest {
  const { index, grants } = context
  const { asOf } = index.facts
  const operator = operatorOf(test)
  switch (operator) {
    case 'is':
      return known(read, value => value === test.is)
    case 'in':
      return known(read, value => test.in?.includes(String(value)) ?? false)
    case 'has':
      return known(read, value => (value as readonly string[]).includes(test.has ?? ''))
    case 'within':
      return known(read, value => isWithinRegion(String(value), test.within ?? ''))
    case 'outside':
      return known(read, value => !isWithinRegion(String(value), test.outside ?? ''))
    case 'reached':
      return comeDay(context, test, read, day => (day !== null && (asOf === null || day <= asOf)) === test.reached)
    case 'elapsed':
      return comeDay(context, test, read, day => day !== null && asOf !== null && elapsedBy(day, test, asOf))
    case 'given':
      return view => (read(view) !== null) === test.given
    case 'same_as': {
      const other = compileRead(index, context.base, test.same_as ?? '', context.declared)
      return view => {
        const [a, b] = [read(view), other(view)]
        return a === null || b === null ? null : a === b
      }
    }
    case 'during': {
      const span = test.during ?? {}
      return (view, year) => {
        const day = read(view)
        return day === null ? null : isInSpan(String(day), span, year)
      }
    }
    case 'since':
      return compileSince(context, test, read)
    case 'funded': {
      const under = test.funded?.under ?? 'any'
      return known(read, value => grants.names(String(value), under))
    }
    case 'evidence':
      return (view, year) => {
        const id = read(view)
        return id === null || !test.evidence ? null : hasEvidence(index, String(id), test.evidence, year)
      }
    default:
      return compileComparison(context, test, read)
  }
}

const elapsedBy = (day: string, { elapsed }: Test, asOf: string) =>
  elapsed !== undefined && addLength(day, elapsed) <= asOf

/** A day that is not given has not come; but of some fields it has, and is not known. */
function comeDay(
  { base, declared }: TestContext,
  { field = '' }: Test,
  read: Read,
  holds: (day: string | null) => boolean,
): CompiledTest {
  const hasCome = fieldsOf(base, declared).get(field)?.hasCome === true
  return view => {
    const day = read(view)
    if (typeof day === 'string') return holds(day)
    return hasCome ? null : holds(null)
  }
}

function known(read: Read, holds: (value: NonNullable<FactValue>) => boolean): CompiledTest {
  return view => {
    const value = read(view)
    return value === null ? null : holds(value)
  }
}

function compileSince(context: TestContext, { since }: Test, read: Read): CompiledTest {
  if (!since) throw new RangeError('no since')
  const start = compileRead(context.index, context.base, since.day, context.declared)
  const { atMost, atLeast } = since
  return view => {
    const [day, from] = [read(view), start(view)]
    if (typeof day !== 'string' || typeof from !== 'string') return null
    if (atMost) return day <= addLength(from, atMost)
    return atLeast ? day >= addLength(from, atLeast) : null
  }
}

type EvidenceTest = NonNullable<Test['evidence']>

const objectsOfEvidence = ['holderId', 'contractId', 'projectId', 'achievementId'] as const
const evidenceOf = new WeakMap<FactIndex, Map<string, FactIndex['facts']['evidence'][number][]>>()

/** Not known where what there is could be it: its level, say, is not given. */
function hasEvidence(index: FactIndex, id: string, test: EvidenceTest, year: number | null): Verdict {
  const { asOf } = index.facts
  const hasCome = (day: string | null) => day !== null && (asOf === null || day <= asOf)
  const standing = (evidenceById(index).get(id) ?? []).filter(
    one =>
      one.kind === test.kind &&
      hasCome(one.grantedOn) &&
      !hasCome(one.revokedOn) &&
      (asOf === null || one.validUntil === null || one.validUntil >= asOf) &&
      (test.yearOffset === undefined || isInSpan(one.grantedOn, { yearOffset: test.yearOffset }, year) === true),
  )
  const verdicts = standing.map(one => bothOf(isAmong(test.levels, one.level), isAmong(test.results, one.result)))
  if (verdicts.includes(true)) return true
  return verdicts.includes(null) ? null : false
}

function isAmong(wanted: readonly string[] | undefined, value: string | null): Verdict {
  if (!wanted) return true
  return value === null ? null : wanted.includes(value)
}

function bothOf(one: Verdict, other: Verdict): Verdict {
  if (one === false || other === false) return false
  return one === null || other === null ? null : true
}

function evidenceById(index: FactIndex) {
  const kept = evidenceOf.get(index)
  if (kept) return kept
  const byId = groupBy(index.facts.evidence, one => objectsOfEvidence.flatMap(property => one[property] ?? []))
  evidenceOf.set(index, byId)
  return byId
}

/** A value against another, both multiplied up so that a rate stays exact. */
function compileComparison(context: TestContext, test: Test, read: Read): CompiledTest {
  const comparison = comparisons.find(word => test[word] !== undefined)
  const operand = comparison && test[comparison]
  if (comparison === undefined || operand === undefined) throw new RangeError('a condition without a test')
  const { times, value } = compileOperand(context, operand)
  const holds = compare[comparison]
  return view => {
    const [left, right] = [read(view), value(view)]
    if (left === null || right === null) return null
    return holds(BigInt(left as bigint | number) * times, right)
  }
}

export const compare: Readonly<Record<Comparison, (left: bigint, right: bigint) => boolean>> = {
  at_least: (left, right) => left >= right,
  above: (left, right) => left > right,
  at_most: (left, right) => left <= right,
  below: (left, right) => left < right,
}

function compileOperand(
  context: TestContext,
  operand: Operand,
): { times: bigint; value: (view: FactView) => bigint | null } {
  if (typeof operand === 'bigint' || typeof operand === 'number') {
    const constant = BigInt(operand)
    return { times: 1n, value: () => constant }
  }
  const field = 'field' in operand ? operand.field : operand.of
  const read = compileRead(context.index, context.base, field, context.declared)
  const { numerator, denominator } = 'rate' in operand ? rateFraction(operand.rate) : { numerator: 1n, denominator: 1n }
  return {
    times: denominator,
    value: view => {
      const value = read(view)
      return value === null ? null : BigInt(value as bigint | number) * numerator
    },
  }
}
