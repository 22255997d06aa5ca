import type { Transaction } from '#db/client.ts'
import { listGrantedRules, type PolicyVersionRow } from '#db/queries/subsidy.ts'
import type { FieldProblem } from '#domain/refusal.ts'
import { checkSuccession } from '#domain/subsidy/check/check-succession.ts'
import { yearOfApplication } from '#domain/subsidy/evaluate/place-in-time.ts'
import type { PolicyPack } from '#domain/subsidy/pack/policy-pack.ts'
import { readingsFrom, readPack } from '#domain/subsidy/pack/read-pack.ts'
import { packOf } from './policy-packs.ts'

/**
 * Why the next version of a policy would grant again what its versions have granted. A year that ended before it takes
 * effect is governed by the version of that time, and cannot be.
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
    const written = pack && readPack(pack, readingsFrom({})).rules.find(({ id }) => id === rule)
    if (!pack || !written) return []
    const year = yearOfApplication(written.window, window)
    const isOver = year !== null && next.effectiveFrom !== null && `${year}-12-31` < next.effectiveFrom
    return isOver ? [] : [{ pack, rule }]
  })
  return checkSuccession(next, granted)
}
