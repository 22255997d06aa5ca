/** Which rules of a policy a bureau asks to be determined, by which version, and for which year of application. */
import type { Transaction } from '#db/client.ts'
import { listPolicyVersions, type PolicyVersionRow } from '#db/queries/subsidy.ts'
import { InvalidInput, refuse } from '#domain/refusal.ts'
import { refuseUnknownParameters } from '#domain/subsidy/evaluate/rule-context.ts'
import { isYearly, type PolicyPack, type ReadPack, type Rule } from '#domain/subsidy/pack/policy-pack.ts'
import { readingsFrom, readPack } from '#domain/subsidy/pack/read-pack.ts'
import { checkReadingKept } from '../policy/check-grants-kept.ts'
import { findPayableVersion } from '../policy/find-payable-version.ts'
import { packOf } from '../policy/policy-packs.ts'

function problem(path: string, message: string, remedy: string): InvalidInput {
  return new InvalidInput([{ path, message, remedy }])
}

export interface RuleAsk {
  policyId: string
  bureauId: string
  /** Null: every rule. */
  rule: string | null
  /** 申报年度 */
  year: number | null | undefined
  /** YYYY-MM-DD */
  today: string
  parameters: Readonly<Record<string, string>>
}

export interface AskedRules {
  version: PolicyVersionRow
  pack: PolicyPack
  read: ReadPack
  rules: readonly [Rule, ...Rule[]]
  year: number | null
}

/**
 * Rules with years by the version of the year that is asked for; what has none, by the one that governs today.
 * @throws InvalidInput for a rule that the policy does not have, or a year that is missing; as `findPayableVersion`;
 * GrantedUnderReading
 */
export async function findAsked(tx: Transaction, ask: RuleAsk): Promise<AskedRules> {
  const ofYear = await readVersion(tx, ask)
  const hasYears = ofYear.rules.some(({ window }) => isYearly(window))
  const { version, pack, read, rules } = hasYears ? ofYear : await readVersion(tx, { ...ask, year: null })
  refuseUnknownParameters(pack, ask, 'readings')
  const [first, ...others] = rules
  if (!first) {
    const remedy = `use one of: ${read.rules.map(known => known.id).join(', ')}`
    throw problem('rule', `the policy has no computable rule "${ask.rule}"`, remedy)
  }
  const { parameters } = ask
  const versions = await listPolicyVersions(tx, ask.policyId)
  for (const { id } of rules) refuse(await checkReadingKept(tx, { rule: id, parameters, version, versions }))
  return { version, pack, read, rules: [first, ...others], year: yearAsked(rules, ask.year) }
}

async function readVersion(tx: Transaction, ask: RuleAsk) {
  const version = await findPayableVersion(tx, ask)
  const pack = packOf(version)
  const read = readPack(pack, readingsFrom(ask.parameters))
  return { version, pack, read, rules: read.rules.filter(({ id }) => ask.rule === null || id === ask.rule) }
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
