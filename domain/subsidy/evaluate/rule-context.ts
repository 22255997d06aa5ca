/** What one rule is evaluated with: the pack, the reading chosen for each parameter, the facts by id, earlier grants. */
import { type FieldProblem, InvalidInput } from '../../refusal.ts'
import type { FactBase } from '../facts/fact-tables.ts'
import { compileRead, type FactIndex, type FactView, type Read } from '../facts/fact-view.ts'
import type { Facts } from '../facts/facts.ts'
import type { Condition } from '../pack/pack-condition.ts'
import { fieldsRead, operatorOf } from '../pack/pack-condition.ts'
import { type FieldRef, measuresOf, type PolicyPack, type ReadPack, type Rule } from '../pack/policy-pack.ts'
import { compileTest, type Verdict } from './compile-test.ts'
import type { StandingGrants } from './standing-grants.ts'
import type { TraceReading } from './trace.ts'

export interface RuleContext {
  pack: ReadPack
  rule: Rule
  readings: readonly TraceReading[]
  /** Those of the rules on which its figures hang. */
  readingsOfOthers: readonly TraceReading[]
  index: FactIndex
  grants: StandingGrants
  /** By which wide limits and the rules' dealings with one another tell figures apart. */
  identityFields: readonly string[]
}

/** The base that tests of the beneficiary, of stages and of payers are read on: the first measure's. */
export function leadBase(rule: Rule): FactBase {
  return measuresOf(rule)[0]?.[1].of ?? 'contracts'
}

export function readOf(context: RuleContext, base: FactBase, field: string): Read {
  return compileRead(context.index, base, field, context.pack.fields)
}

/** The field that a reference stands for under the chosen readings. */
export function resolveField(context: RuleContext, ref: FieldRef): string {
  return typeof ref === 'string' ? ref : chooseReading(context, ref)
}

/** What the chosen reading of a parameter picks. */
export function chooseReading<T>(
  { rule, readings }: RuleContext,
  { choose, readings: options }: { choose: string; readings: Readonly<Record<string, T>> },
): T {
  const chosen = readings.find(reading => reading.parameter === choose)
  const picked = chosen && options[chosen.reading]
  if (picked === undefined) throw new RangeError(`rule ${rule.id} has no reading for parameter ${choose}`)
  return picked
}

export function isRead({ readings }: RuleContext, when: { parameter: string; reading: string } | undefined): boolean {
  return !when || readings.some(chosen => chosen.parameter === when.parameter && chosen.reading === when.reading)
}

export interface CompiledCondition {
  /** The fields that it asks for and the record does not give; its own field where there is none. */
  lacking(view: FactView): string
  test(view: FactView, year: number | null): Verdict
  explain(view: FactView): string
}

/** The conditions that apply under the chosen readings, ready to be asked. */
export function compileConditions(
  context: RuleContext,
  base: FactBase,
  conditions: readonly Condition[],
): CompiledCondition[] {
  const { index, grants, pack } = context
  return conditions
    .filter(({ when }) => isRead(context, when))
    .map(condition => {
      const { field, why } = condition
      const read = field === undefined || operatorOf(condition) === null ? null : readOf(context, base, field)
      const reads = [...new Set(fieldsRead(condition))].map(name => ({ name, read: readOf(context, base, name) }))
      const lacking = (view: FactView) => reads.filter(one => one.read(view) === null).map(({ name }) => name)
      return {
        lacking: view => lacking(view).join(', ') || (field ?? 'the condition'),
        test: compileTest({ index, base, grants, declared: pack.fields }, condition),
        explain(view) {
          const own = read ? [`${field}: ${show(read(view))}`] : []
          const others = lacking(view).filter(name => !read || name !== field)
          const shown = [...own, ...others.map(name => `${name}: not given`)]
          return shown.length === 0 ? why : `${why} (${shown.join('; ')})`
        },
      }
    })
}

function show(value: ReturnType<Read>): string {
  return value === null ? 'not given' : String(value)
}

/** The reading of every parameter of a rule: the one the facts choose, else the default. */
export function chooseReadings(rule: Rule, facts: Facts): TraceReading[] {
  return rule.parameters.map(parameter => {
    const id = facts.parameters[`${rule.id}.${parameter.id}`] ?? parameter.default
    const reading = parameter.readings.find(candidate => candidate.id === id)
    if (!reading) throw new RangeError(`rule ${rule.id} has no reading ${id} of ${parameter.id}`)
    return {
      parameter: parameter.id,
      question: parameter.question,
      reading: id,
      text: reading.text,
      isDefault: id === parameter.default,
    }
  })
}

/** @throws InvalidInput for a parameter or a reading that the pack does not have; `place` is where they were given. */
export function refuseUnknownParameters(
  pack: PolicyPack,
  facts: Pick<Facts, 'parameters'>,
  place = 'parameters',
): void {
  const known = new Map<string, string[]>(
    pack.rules.flatMap(rule =>
      rule.parameters.map(parameter => [`${rule.id}.${parameter.id}`, parameter.readings.map(({ id }) => id)] as const),
    ),
  )
  const problems = Object.entries(facts.parameters).flatMap(([name, value]): FieldProblem[] => {
    const path = `${place}.${name}`
    const readings = known.get(name)
    if (!readings)
      return [
        { path, message: 'the policy has no such parameter', remedy: `use one of: ${[...known.keys()].join(', ')}` },
      ]
    if (readings.includes(value)) return []
    return [{ path, message: `"${value}" is no reading of it`, remedy: `use one of: ${readings.join(', ')}` }]
  })
  if (problems.length > 0) throw new InvalidInput(problems)
}
