/** What the rule of a determination gives now, by the same version of the policy and the same readings. */
import type { Transaction } from '#db/client.ts'
import { readClock } from '#db/queries/clock.ts'
import { findOrganisation } from '#db/queries/organisation.ts'
import { type DeterminationRow, findPolicyVersion } from '#db/queries/subsidy.ts'
import { dayInChina } from '#domain/calendar.ts'
import { evaluatePolicy } from '#domain/subsidy/evaluate/evaluate-policy.ts'
import { windowName, yearOfApplication } from '#domain/subsidy/evaluate/place-in-time.ts'
import { partOfPayer } from '#domain/subsidy/evaluate/trace.ts'
import type { PolicyPack, ReadPack, Rule } from '#domain/subsidy/pack/policy-pack.ts'
import { readingsFrom, readPack } from '#domain/subsidy/pack/read-pack.ts'
import { standsAlone } from '#domain/subsidy/pack/rule-order.ts'
import { packOf } from '../policy/policy-packs.ts'
import { gatherRegister } from '../register/gather-register.ts'
import { isOnStatedIncome, parametersOf, type StoredTrace } from './stored-trace.ts'

export interface RuleOfFigure {
  pack: PolicyPack
  read: ReadPack
  rule: Rule
  parameters: Readonly<Record<string, string>>
}

/** The rule of a figure as it was read. */
export async function readRuleOf(tx: Transaction, row: DeterminationRow): Promise<RuleOfFigure> {
  const version = await findPolicyVersion(tx, row.policyVersionId)
  if (!version) throw new Error(`policy version ${row.policyVersionId} is gone`)
  const pack = packOf(version)
  const parameters = parametersOf(row)
  const read = readPack(pack, readingsFrom(parameters))
  const rule = read.rules.find(({ id }) => id === row.rule)
  if (!rule) throw new Error(`policy version ${version.id} has no rule ${row.rule}`)
  return { pack, read, rule, parameters }
}

/** In 分. */
export interface FigureNow {
  /** The whole entitlement, nothing taken off for what was granted. */
  wholeFen: bigint
  /** What the bureau may still grant on it. */
  dueFen: bigint
  /** What was granted over it. */
  excessFen: bigint
}

/**
 * A figure on an income that an officer stated is worth nothing once its contract fell away: all of it is to come back,
 * and whoever collects it looks at the case.
 */
export async function reevaluateDetermination(tx: Transaction, row: DeterminationRow): Promise<FigureNow> {
  const { pack, read, rule, parameters } = await readRuleOf(tx, row)
  const nothing = { wholeFen: 0n, dueFen: 0n, excessFen: row.approvedFen ?? 0n }
  if (isOnStatedIncome(row.trace as StoredTrace)) return nothing
  const isAlone = row.subjectKind === 'challenge' && standsAlone(read, rule)
  const facts = await gatherRegister(tx, {
    pack,
    rules: [rule.id],
    year: yearOfApplication(rule.window, row.window),
    asOf: dayInChina(await readClock(tx)),
    knownAt: null,
    parameters,
    projectId: isAlone ? row.subjectId : null,
  })
  const again = evaluatePolicy(pack, facts, { rule: rule.id, includeIneligible: true }).find(
    ({ trace, beneficiary, window }) =>
      trace.key.value === row.subjectId && beneficiary === row.beneficiaryId && windowName(window) === row.window,
  )
  if (!again) return nothing
  const bureau = await findOrganisation(tx, row.bureauId)
  const dueFen = partOfPayer(again, bureau?.regionCode ?? null)
  return { wholeFen: again.trace.wholeFen, dueFen, excessFen: again.trace.excessGrantedFen }
}
