import type { Transaction } from '#db/client.ts'
import { listGrantedRules, type PolicyVersionRow } from '#db/queries/subsidy.ts'
import type { FieldProblem } from '#domain/refusal.ts'
import { checkSuccession } from '#domain/subsidy/check/check-succession.ts'
import { isYearClosed } from '#domain/subsidy/check/year-closed.ts'
import type { PolicyPack } from '#domain/subsidy/pack/policy-pack.ts'
import { packOf } from './policy-packs.ts'

/**
 * Why the next version of a policy would grant again what its versions have granted. A year is left out where the next
 * version sees nothing of it any more.
 */
export async function checkGrantsKept(
  tx: Transaction,
  next: PolicyPack,
  versions: readonly PolicyVersionRow[],
): Promise<FieldProblem[]> {
  if (next.status !== 'in_force') return []
  const granted = (await listGrantedRules(tx, next.id)).flatMap(({ policyVersionId, rule, window }) => {
    const version = versions.find(({ id }) => id === policyVersionId)
    const pack = version && packOf(version)
    const old = pack?.rules.find(({ id }) => id === rule)
    return pack && old && !isYearClosed(next, old, window) ? [{ pack, rule }] : []
  })
  return checkSuccession(next, granted)
}
