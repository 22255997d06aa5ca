/** What reaches over single figures: limits over several keys or rules, exclusive sets, differences. */
import type { FieldProblem } from '../../refusal.ts'
import type { Amount } from '../pack/pack-amount.ts'
import { isYearly, keyFields, measuresOf, membersOf, type ReadPack, type Rule } from '../pack/policy-pack.ts'
import { checkChoice, checkClause, checkField, problem } from './check-reference.ts'

/** A limit over several figures is an amount, or a choice between amounts: it cannot vary with one figure's records. */
export function checkSharedAmount(rule: Rule, amount: Amount, path: string): FieldProblem[] {
  if (typeof amount === 'bigint') return []
  if (typeof amount === 'object' && 'choose' in amount)
    return [
      ...checkChoice(rule, amount, path),
      ...Object.entries(amount.readings).flatMap(([reading, inner]) =>
        checkSharedAmount(rule, inner, `${path}.readings.${reading}`),
      ),
    ]
  return problem(
    path,
    'a limit over several figures must be an amount',
    'write an amount with its unit, as 10万元; or make this rule a basis, and a rule per that key sum it up, with the limit as its cap',
  )
}

/** Some record of the rule says which of the shared things a figure belongs to. */
export function checkSharing(pack: ReadPack, rule: Rule, per: string | undefined, path: string): FieldProblem[] {
  if (per === undefined || per === 'all' || per === 'beneficiary' || keyFields(rule.per).includes(per)) return []
  const found = measuresOf(rule).map(([, { of }]) =>
    checkField({ base: of, declared: pack.fields }, path, per, ['id', 'text', 'region']),
  )
  return found.some(problems => problems.length === 0) ? [] : (found[0] ?? [])
}

function findRules(pack: ReadPack, ids: readonly string[], path: string): { rules: Rule[]; problems: FieldProblem[] } {
  const rules = ids.flatMap(id => pack.rules.filter(rule => rule.id === id))
  const problems = ids.flatMap((id, index) => {
    if (!pack.rules.some(rule => rule.id === id))
      return problem(path, `no rule "${id}"`, `use one of: ${pack.rules.map(rule => rule.id).join(', ')}`)
    return ids.indexOf(id) === index ? [] : problem(path, `"${id}" is named twice`, 'name each rule once')
  })
  return { rules, problems }
}

function checkSameYears(rules: readonly Rule[], path: string): FieldProblem[] {
  if (new Set(rules.map(({ window }) => isYearly(window))).size < 2) return []
  return problem(
    path,
    'joins rules with and without years',
    'give them windows of one kind; a limit may say over: life',
  )
}

/** The table that a rule pays for, and the years in which it sees each record of it; null without years. */
function sightOf(rule: Rule): { table: string; years: string } | null {
  const [lead] = measuresOf(rule)
  const window = lead?.[1].window ?? rule.window
  if (!lead || !isYearly(window)) return null
  const { kind, date, ...edges } = window
  return { table: lead[1].of, years: JSON.stringify([date, edges]) }
}

/**
 * A set goes by the year of application. A record that one of its rules sees in this year and another in the next would
 * be paid for twice, once in each.
 */
function checkSameRecords(rules: readonly Rule[], path: string): FieldProblem[] {
  const sights = rules.flatMap(rule => sightOf(rule) ?? [])
  if (!sights.some(a => sights.some(b => a.table === b.table && a.years !== b.years))) return []
  return problem(
    path,
    'joins rules that see the same records in different years',
    'give their windows the same date and the same years',
  )
}

export function checkTogether(pack: ReadPack): FieldProblem[] {
  return pack.together.flatMap((one, index) => {
    const path = `together.${index}`
    const { rules, problems } = findRules(pack, membersOf(one), path)
    return [
      ...problems,
      ...rules.flatMap(rule => checkSharing(pack, rule, one.per, `${path}.per`)),
      ...checkSameYears(rules, path),
      ...checkSameRecords(rules, path),
      ...checkClause(pack, one.clause, `${path}.clause`),
    ]
  })
}

export function checkPackLimits(pack: ReadPack): FieldProblem[] {
  return pack.limits.flatMap((limit, index) => {
    const path = `limits.${index}`
    const { rules, problems } = findRules(pack, limit.rules, `${path}.rules`)
    return [
      ...problems,
      ...rules.flatMap(rule => checkSharing(pack, rule, limit.per, `${path}.per`)),
      ...rules.slice(0, 1).flatMap(rule => checkSharedAmount(rule, limit.amount, `${path}.amount`)),
      ...(limit.over === 'life' ? [] : checkSameYears(rules, path)),
      ...checkClause(pack, limit.clause, `${path}.clause`),
    ]
  })
}
