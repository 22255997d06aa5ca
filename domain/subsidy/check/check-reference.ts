/** References from one part of a pack to another: clauses, parameters, fields. */
import type { FieldProblem } from '../../refusal.ts'
import type { ValueType } from '../facts/fact-fields.ts'
import { type DeclaredField, type FactBase, fieldsOf, type KnownField } from '../facts/fact-tables.ts'
import type { FieldRef, ReadPack, Rule } from '../pack/policy-pack.ts'

export function problem(path: string, message: string, remedy: string): FieldProblem[] {
  return [{ path, message, remedy }]
}

/** Where a field is looked for. */
export interface FieldPlace {
  base: FactBase
  declared: readonly DeclaredField[]
}

export function placeOf({ fields }: ReadPack, base: FactBase): FieldPlace {
  return { base, declared: fields }
}

export function findField({ base, declared }: FieldPlace, name: string): KnownField | null {
  return fieldsOf(base, declared).get(name) ?? null
}

/** The field is there and of one of the types. */
export function checkField(place: FieldPlace, path: string, name: string, types: readonly ValueType[]): FieldProblem[] {
  const found = findField(place, name)
  if (found && types.includes(found.type)) return []
  const known = [...fieldsOf(place.base, place.declared)].filter(([, { type }]) => types.includes(type))
  const message = found
    ? `${name} is a ${found.type}, not a ${types.join(' or ')}`
    : `no field "${name}" on ${place.base}`
  const names = known.map(([field]) => field)
  const alike = names.filter(field => entityOf(field) === entityOf(name))
  return problem(path, message, `use one of: ${(alike.length > 0 ? alike : names).join(', ')}`)
}

/** Of a field that is misspelt, the others of the same record are what was meant. */
function entityOf(field: string): string | undefined {
  return field.split('.')[0]
}

export function refFields(ref: FieldRef): string[] {
  return typeof ref === 'string' ? [ref] : Object.values(ref.readings)
}

export function checkClause(pack: ReadPack, clause: string | undefined, path: string): FieldProblem[] {
  if (clause === undefined || pack.clauses.some(({ id }) => id === clause)) return []
  return problem(path, `no clause "${clause}"`, 'name the id of a clause of this pack')
}

/** A choice names a parameter and gives something for each of its readings, no more and no less. */
export function checkChoice(
  rule: Pick<Rule, 'parameters'>,
  { choose, readings }: { choose: string; readings: Readonly<Record<string, unknown>> },
  path: string,
): FieldProblem[] {
  const ids = rule.parameters.find(parameter => parameter.id === choose)?.readings.map(reading => reading.id) ?? []
  const given = Object.keys(readings)
  if (ids.length > 0 && ids.length === given.length && ids.every(id => given.includes(id))) return []
  const remedy = ids.length > 0 ? `give: ${ids.join(', ')}` : 'declare the parameter with its readings'
  return problem(path, `does not give a field for each reading of parameter "${choose}"`, remedy)
}

export function checkWhen(
  rule: Rule,
  when: { parameter: string; reading: string } | undefined,
  path: string,
): FieldProblem[] {
  if (!when) return []
  const parameter = rule.parameters.find(candidate => candidate.id === when.parameter)
  if (parameter?.readings.some(reading => reading.id === when.reading)) return []
  const message = `no reading "${when.reading}" of a parameter "${when.parameter}"`
  return problem(`${path}.when`, message, 'declare the parameter with its readings')
}
