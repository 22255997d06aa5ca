/**
 * Whether the key of a rule says for whom its figures are. Records of one key that name two beneficiaries stop the whole
 * computation (AmbiguousBeneficiary), and the example of one contract does not show it: a sum per seller, given to the
 * buyer, holds until a seller has two buyers.
 */
import { contractEntities, entityOfBase, type FactBase, factTables, fieldsOf } from '../facts/fact-tables.ts'
import { type FieldRef, keyFields, measuresOf, type WrittenRule } from '../pack/policy-pack.ts'
import { type ReadingOf, readingsFrom, readRule } from '../pack/read-pack.ts'

/** Whether records with the same values of `keys` name the same value of `field`. */
export function decides(base: FactBase, keys: readonly string[], field: string): boolean {
  const fields = new Set(keys)
  const entities = new Set<string>()
  const isKnown = (name: string) => fields.has(name) || entities.has(name.split('.')[0] ?? '')
  const links = linksOf(base)
  // An entity may lead on to another: a receipt to its contract, the contract to its project, that to who listed it.
  for (let before = -1; before < entities.size; ) {
    before = entities.size
    for (const [entity, link] of links)
      if (isKnown(link) || isKnown(`${entity}.id`)) {
        entities.add(entity)
        fields.add(link)
      }
  }
  return isKnown(field)
}

/** Each entity that a record reaches, with the field that names it: its own where it has one, else its contract's. */
function linksOf(base: FactBase): (readonly [entity: string, field: string])[] {
  const own = entityOfBase[base]
  const readable = fieldsOf(base)
  const linkOf = (entity: string) => {
    const name = `${entity}Id`
    return name in factTables[base] ? `${own}.${name}` : `contract.${name}`
  }
  const entities = [own, 'contract', 'holder', 'partner', 'project', 'achievement', ...Object.keys(contractEntities)]
  return [...new Set(entities)].flatMap(entity => {
    const link = entity === own ? `${own}.id` : linkOf(entity)
    return readable.has(link) ? [[entity, link] as const] : []
  })
}

/** Whether each measure's key leaves one beneficiary, under one reading of the rule's parameters. */
export function keyDecidesBeneficiary(written: WrittenRule, readingOf: ReadingOf): boolean {
  const rule = readRule(written, readingOf)
  const field = readField(written.beneficiary, parameter => readingOf(written, parameter))
  return measuresOf(rule).every(
    ([, { of, per }]) => !fieldsOf(of).has(field) || decides(of, keyFields(per ?? rule.per), field),
  )
}

/** The same under every reading, one parameter at a time beside the defaults. */
export function keyAlwaysDecides(written: WrittenRule): boolean {
  const readings = written.parameters.flatMap(({ id, readings }) =>
    readings.map(reading => ({ [`${written.id}.${id}`]: reading.id })),
  )
  return [{}, ...readings].every(chosen => keyDecidesBeneficiary(written, readingsFrom(chosen)))
}

function readField(ref: FieldRef, readingOf: (parameter: string) => string): string {
  return typeof ref === 'string' ? ref : (ref.readings[readingOf(ref.choose)] ?? '')
}
