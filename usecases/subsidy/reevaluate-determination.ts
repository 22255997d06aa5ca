/** What the rule of a determination gives now, by the same version of the policy and the same readings. */
import type { Transaction } from '#db/client.ts'
import { readClock } from '#db/queries/clock.ts'
import { type DeterminationRow, findPolicyVersion } from '#db/queries/subsidy.ts'
import { dayInChina } from '#domain/calendar.ts'
import { evaluatePolicy } from '#domain/subsidy/evaluate-policy.ts'
import { windowName } from '#domain/subsidy/place-in-time.ts'
import type { Rule } from '#domain/subsidy/policy-pack.ts'
import { readingsFrom, readPack } from '#domain/subsidy/read-pack.ts'
import { leadBase } from '#domain/subsidy/rule-context.ts'
import { coupledRules } from '#domain/subsidy/rule-order.ts'
import { gatherRegister } from './gather-register.ts'
import { packOf } from './policy-packs.ts'
import { parametersOf } from './stored-trace.ts'

/** The year of application of a figure that is kept under the year of its window. */
function applicationYear({ window }: Rule, kept: string): number | null {
  if (!/^\d{4}$/.test(kept)) return null
  return Number(kept) - (window.kind === 'calendar_year' ? window.yearOffset : 0)
}

/**
 * The whole entitlement in 分, nothing taken off for what was granted. A figure on an income that an officer stated is
 * worth nothing once its contract fell away: all of it is to come back, and whoever collects it looks at the case.
 */
export async function reevaluateDetermination(tx: Transaction, row: DeterminationRow): Promise<{ wholeFen: bigint }> {
  const version = await findPolicyVersion(tx, row.policyVersionId)
  if (!version) throw new Error(`policy version ${row.policyVersionId} is gone`)
  const pack = packOf(version)
  const parameters = parametersOf(row)
  const read = readPack(pack, readingsFrom(parameters))
  const rule = read.rules.find(({ id }) => id === row.rule)
  if (!rule) throw new Error(`policy version ${version.id} has no rule ${row.rule}`)
  if (leadBase(rule) === 'incomes') return { wholeFen: 0n }
  const isAlone = row.subjectKind === 'challenge' && !coupledRules(read).has(rule.id)
  const facts = await gatherRegister(tx, {
    pack,
    rules: [rule.id],
    year: applicationYear(rule, row.window),
    asOf: dayInChina(await readClock(tx)),
    knownAt: null,
    parameters,
    projectId: isAlone ? row.subjectId : null,
  })
  const again = evaluatePolicy(pack, facts, { rule: rule.id, includeIneligible: true }).find(
    ({ trace, beneficiary, window }) =>
      trace.key.value === row.subjectId && beneficiary === row.beneficiaryId && windowName(window) === row.window,
  )
  return { wholeFen: again?.trace.wholeFen ?? 0n }
}
