/** What the rule of a determination gives now, by the same version of the policy and the same readings. */
import type { Transaction } from '#db/client.ts'
import { readClock } from '#db/queries/clock.ts'
import { type DeterminationRow, findPolicyVersion } from '#db/queries/subsidy.ts'
import { dayInChina } from '#domain/calendar.ts'
import { evaluatePolicy } from '#domain/subsidy/evaluate-policy.ts'
import { parseFacts } from '#domain/subsidy/facts.ts'
import { readingsFrom, readPack } from '#domain/subsidy/read-pack.ts'
import { type Gathered, gatherProject, gatherYear } from './gather-facts.ts'
import { packOf } from './policy-packs.ts'
import type { StoredTrace } from './stored-trace.ts'

/** The records of today; null for a figure on an income, which was given and is not recorded in the house. */
async function gatherAgain(tx: Transaction, row: DeterminationRow): Promise<Gathered | null> {
  if (row.subjectKind === 'challenge') return gatherProject(tx, row.subjectId)
  if (row.subjectKind === 'organisation' && /^\d{4}$/.test(row.window)) return gatherYear(tx, Number(row.window))
  return null
}

/**
 * The whole entitlement in 分, nothing taken off for what was granted. A figure whose records cannot be gathered again is
 * worth nothing once one of them fell away: all of it is to come back, and whoever collects it looks at the case.
 */
export async function reevaluateDetermination(tx: Transaction, row: DeterminationRow): Promise<{ wholeFen: bigint }> {
  const version = await findPolicyVersion(tx, row.policyVersionId)
  const gathered = await gatherAgain(tx, row)
  if (!version || !gathered) return { wholeFen: 0n }
  const trace = row.trace as StoredTrace
  const pack = packOf(version)
  const parameters = Object.fromEntries(
    trace.readings.filter(({ isDefault }) => !isDefault).map(({ parameter, reading }) => [parameter, reading]),
  )
  const rule = readPack(pack, readingsFrom(parameters)).rules.find(({ id }) => id === row.rule)
  const offset = rule?.window.kind === 'calendar_year' ? rule.window.yearOffset : 0
  const facts = parseFacts({
    ...gathered.facts,
    asOf: dayInChina(await readClock(tx)),
    year: /^\d{4}$/.test(row.window) ? Number(row.window) - offset : null,
    parameters,
  })
  const options = { rule: row.rule, includeIneligible: true, policySha256: version.sha256 }
  const again = evaluatePolicy(pack, facts, options).find(
    found => found.trace.key.value === row.subjectId && found.beneficiary === row.beneficiaryId,
  )
  return { wholeFen: again?.trace.wholeFen ?? 0n }
}
