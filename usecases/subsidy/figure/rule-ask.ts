/** Which rules of a policy a bureau asks to be determined, and for which year of application. */
import { InvalidInput } from '#domain/refusal.ts'
import { isYearly, type ReadPack, type Rule } from '#domain/subsidy/pack/policy-pack.ts'

function problem(path: string, message: string, remedy: string): InvalidInput {
  return new InvalidInput([{ path, message, remedy }])
}

/** The rule of that id, or every rule. @throws InvalidInput for an id that the policy does not have. */
export function rulesAsked(pack: ReadPack, id: string | null): [Rule, ...Rule[]] {
  const [first, ...others] = pack.rules.filter(rule => id === null || rule.id === id)
  if (first) return [first, ...others]
  const remedy = `use one of: ${pack.rules.map(known => known.id).join(', ')}`
  throw problem('rule', `the policy has no computable rule "${id}"`, remedy)
}

/** Year of application, asked for where a rule has years. @throws InvalidInput */
export function yearAsked(rules: readonly Rule[], year: number | null | undefined): number | null {
  if (year === null || year === undefined) {
    if (rules.some(({ window }) => isYearly(window))) throw problem('year', 'is missing', 'give the year, as 2026')
    return null
  }
  if (!Number.isInteger(year) || year < 2000 || year > 2999)
    throw problem('year', `${year} is out of range`, 'give a year from 2000 to 2999')
  return year
}
