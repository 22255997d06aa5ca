/**
 * Which grants a kept fact may have been a ground of: those whose explanation names it, and of those about the same unit,
 * contract or project the ones whose rule reads facts of its kind. What they come to without it, the evaluation says.
 */
import type { Transaction } from '#db/client.ts'
import { listGrantsNearFact, lockKeptFact } from '#db/queries/kept-fact.ts'
import { findDeterminations, listPolicyVersionsById } from '#db/queries/subsidy.ts'
import { leadBase } from '#domain/subsidy/evaluate/rule-context.ts'
import { factNeeds } from '#domain/subsidy/facts/fact-needs.ts'
import type { FactBase } from '#domain/subsidy/facts/fact-tables.ts'
import { type KeptTable, keptBases } from '#domain/subsidy/facts/kept-fields.ts'
import type { PolicyPack } from '#domain/subsidy/pack/policy-pack.ts'
import { readingsFrom, readPack } from '#domain/subsidy/pack/read-pack.ts'
import { rulesNeededFor } from '#domain/subsidy/pack/rule-order.ts'
import { packOf } from '../policy/policy-packs.ts'

/** Whether a rule looks at facts of the table; what a noun says may be read by any. */
function reads(pack: PolicyPack, ruleId: string, table: KeptTable): boolean {
  const read = readPack(pack, readingsFrom({}))
  const rule = read.rules.find(({ id }) => id === ruleId)
  // A figure on an income stands on nothing but that income.
  if (!rule || leadBase(rule) === 'incomes') return false
  const isRecord = (keptBases as readonly string[]).includes(table)
  return !isRecord || factNeeds(rulesNeededFor(read, ruleId), null).has(table as FactBase)
}

export async function listGrantsOnFact(tx: Transaction, factId: string): Promise<string[]> {
  const fact = await lockKeptFact(tx, factId)
  if (!fact) return []
  const near = await listGrantsNearFact(tx, fact)
  const rows = await findDeterminations(
    tx,
    near.map(({ id }) => id),
  )
  const versions = await listPolicyVersionsById(tx, [...new Set(rows.map(row => row.policyVersionId))])
  const packs = new Map(versions.map(version => [version.id, packOf(version)]))
  const named = new Set(near.flatMap(({ id, isNamed }) => (isNamed ? [id] : [])))
  return rows.flatMap(({ id, policyVersionId, rule }) => {
    const pack = packs.get(policyVersionId)
    return named.has(id) || (pack && reads(pack, rule, fact.factTable)) ? [id] : []
  })
}
