/** Rules that compute from others: that they can find the figures they ask for, and that a basis is one for something. */
import type { FieldProblem } from '../../refusal.ts'
import { entitiesOf } from '../facts/fact-tables.ts'
import { isOwnLimit, measuresOf, membersOf, type ReadPack, type Rule } from '../pack/policy-pack.ts'
import { type Asked, isFieldMatch, sourcesOf } from '../pack/rule-order.ts'
import { checkSharing } from './check-between.ts'
import { findField, problem, refFields } from './check-reference.ts'

export function checkSource(pack: ReadPack, rule: Rule, asked: Asked, path: string): FieldProblem[] {
  const source = pack.rules.find(({ id }) => id === asked.rule)
  const at = `${path}.match`
  if (!source)
    return problem(
      `${path}.rule`,
      `no rule "${asked.rule}"`,
      `use one of: ${pack.rules.map(({ id }) => id).join(', ')}`,
    )
  if (isFieldMatch(asked)) return [rule, source].flatMap(one => checkSharing(pack, one, asked.match, at))
  if (asked.match === 'beneficiary') return checkBeneficiaries(pack, rule, source, at)
  if (JSON.stringify(source.per) === JSON.stringify(rule.per)) return []
  return problem(
    at,
    `rule ${source.id} is per ${String(source.per)}, this one per ${String(rule.per)}`,
    'write match: beneficiary, or match: and a field that both have; or give both rules the same per',
  )
}

/** A unit and a person are never the same: nothing would ever be found. */
function checkBeneficiaries(pack: ReadPack, rule: Rule, source: Rule, path: string): FieldProblem[] {
  const [own, others] = [beneficiaryTables(pack, rule), beneficiaryTables(pack, source)]
  if (own.size === 0 || others.size === 0 || own.has('party') || others.has('party')) return []
  if ([...own].some(table => others.has(table))) return []
  return problem(
    path,
    `rule ${source.id} gives to ${[...others].join(', ')}, this one to ${[...own].join(', ')}: never the same`,
    'write match: and a field that the records of both rules have, as match: contract.id',
  )
}

/** Where a rule's beneficiary is found; `party` where it may be a unit or a person. */
function beneficiaryTables({ fields }: ReadPack, rule: Rule): Set<string> {
  const tables = refFields(rule.beneficiary).flatMap(name =>
    measuresOf(rule).flatMap(([, { of }]) => {
      const found = findField({ base: of, declared: fields }, name)
      if (!found) return []
      return [found.property === 'id' ? (entitiesOf(of)[found.entity] ?? 'party') : (found.to ?? 'party')]
    }),
  )
  return new Set(tables)
}

/** What is given, when, by whom and for what is said by the rules that compute from a basis. */
export function checkBasis(pack: ReadPack, rule: Rule, path: string): FieldProblem[] {
  if (rule.gives !== 'basis') return []
  const shared = [...pack.together.flatMap(membersOf)]
  const isShared = [...shared, ...pack.limits.flatMap(({ rules }) => rules)].includes(rule.id)
  const isPaid = rule.stages.length + rule.uses.length + rule.payers.length > 0
  const wide = rule.limits.findIndex(limit => !isOwnLimit(rule, limit))
  return [
    ...(pack.rules.some(other => sourcesOf(other).includes(rule.id))
      ? []
      : problem(
          `${path}.gives`,
          `no rule computes from "${rule.id}"`,
          'use { rule } in another rule, or say what it gives',
        )),
    ...(wide < 0
      ? []
      : problem(
          `${path}.limits.${wide}`,
          'a basis is in no limit over several figures',
          'write the limit at the rule that gives',
        )),
    ...(isShared ? problem(path, 'a basis is in no set and in no limit of the pack', 'name the rule that gives') : []),
    ...(isPaid ? problem(path, 'a basis has no stages, uses or payers', 'write them at the rule that gives') : []),
  ]
}
