/**
 * Which grants are looked at again when something fell away: those whose explanation names anything of the same contract
 * (a condition on what was received names the contract, not the receipt), those that the fact concerns, and those whose
 * rules may give less because the rules of these do. When figures were found lower, those of their entitlements: each rule
 * finds its own when it is determined. What they come to, the evaluation says.
 */
import type { Transaction } from '#db/client.ts'
import {
  findContractOfRegistration,
  findContractOfReversal,
  listGrantsBeside,
  listGrantsByRules,
  listGrantsOnContract,
  listGrantsOnIntegrity,
  type RuleInWindow,
} from '#db/queries/clawback.ts'
import { lockIntegrity } from '#db/queries/integrity.ts'
import { findDeterminations } from '#db/queries/subsidy.ts'
import type { FigureLowered, GroundChange } from '#domain/notification/notification.ts'
import { windowIn, windowName, yearOfApplication } from '#domain/subsidy/evaluate/place-in-time.ts'
import { isYearly } from '#domain/subsidy/pack/policy-pack.ts'
import { rulesFollowing } from '#domain/subsidy/pack/rule-order.ts'
import { type RuledFigure, readRulesOf } from '../figure/reevaluate-determinations.ts'
import { isOnStatedIncome, type StoredTrace } from '../figure/stored-trace.ts'
import { listGrantsOnFact } from './grants-on-fact.ts'

export async function listConcernedGrants(tx: Transaction, change: GroundChange): Promise<string[]> {
  // Who forfeits by an integrity record forfeits what it is about, and nothing else.
  if (change.reason === 'integrity_record') {
    // Whoever revokes it waits, and finds what is raised on it; or has revoked it, and nothing is.
    await lockIntegrity(tx, change.causeId)
    return listGrantsOnIntegrity(tx, change.causeId)
  }
  if (change.reason === 'figure_lowered') {
    const beside = await findDeterminations(tx, await listGrantsBeside(tx, change.figureIds))
    return beside.filter(isOfRegister).map(({ id }) => id)
  }
  const rows = await findDeterminations(tx, await listNamed(tx, change))
  const isRegistration = change.reason === 'registration_deregistered' || change.reason === 'registration_revoked'
  // A stated income stands on its contract, and on none of the money that moved.
  const named = rows.filter(row => isRegistration || isOfRegister(row))
  const following = await listGrantsByRules(tx, listFollowing(await readRulesOf(tx, named)))
  const others = await findDeterminations(tx, following)
  return [...new Set([...named, ...others.filter(isOfRegister)].map(({ id }) => id))]
}

const isOfRegister = ({ trace }: { trace: unknown }) => !isOnStatedIncome(trace as StoredTrace)

async function listNamed(
  tx: Transaction,
  { reason, causeId }: Exclude<GroundChange, FigureLowered>,
): Promise<string[]> {
  if (reason === 'fact_withdrawn') return listGrantsOnFact(tx, causeId)
  const find = reason === 'money_fact_reversed' ? findContractOfReversal : findContractOfRegistration
  const contractId = await find(tx, causeId)
  return contractId === null ? [] : listGrantsOnContract(tx, contractId)
}

/** The rules that follow those of the figures, of the same year of application; where one has no years, of any. */
function listFollowing(figures: readonly RuledFigure[]): RuleInWindow[] {
  const found = new Map<string, RuleInWindow>()
  for (const { row, read, rule } of figures) {
    const year = yearOfApplication(rule.window, row.window)
    for (const id of rulesFollowing(read, [rule.id])) {
      const window = read.rules.find(one => one.id === id)?.window
      if (!window) continue
      const isOfAnyYear = isYearly(window) && year === null
      const one = {
        policyId: row.policyId,
        rule: id,
        window: isOfAnyYear ? null : windowName(windowIn(window, year, null)),
      }
      found.set(JSON.stringify(one), one)
    }
  }
  return [...found.values()]
}
