import type { Transaction } from '#db/client.ts'
import { listGrantedRules, type PolicyVersionRow } from '#db/queries/subsidy.ts'
import type { FieldProblem } from '#domain/refusal.ts'
import { checkSuccession, problemsOfRule } from '#domain/subsidy/check/check-succession.ts'
import { isYearClosed } from '#domain/subsidy/check/year-closed.ts'
import { PaysAgain } from '#domain/subsidy/money/determination.ts'
import type { PolicyPack } from '#domain/subsidy/pack/policy-pack.ts'
import { headOf, packOf } from './policy-packs.ts'

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

/** A rule of a version, with all versions of its policy. */
export interface RuleOfVersion {
  rule: string
  version: PolicyVersionRow
  versions: readonly PolicyVersionRow[]
}

/**
 * Whether something could be granted by an earlier version that this rule would pay again: it may be granted after the
 * version was published, until it takes effect, and for years before it. Whoever asks for the grants then must see all.
 */
export function mayPayAgain({ rule, version, versions }: RuleOfVersion): boolean {
  const next = packOf(version)
  const given = versionsBefore(version, versions).flatMap(before => {
    const pack = packOf(before)
    return pack.rules.flatMap(({ id, gives }) => (gives === 'basis' ? [] : [{ pack, rule: id }]))
  })
  // One by one: beside others that are granted too, a rule may be one of several that count for themselves.
  return given.some(one => problemsOfRule(next, rule, checkSuccession(next, [one])).length > 0)
}

/** Why a rule would pay again what was granted since its version was published, or null. */
export async function checkPaysOnce(tx: Transaction, of: RuleOfVersion): Promise<PaysAgain | null> {
  if (!mayPayAgain(of)) return null
  const next = packOf(of.version)
  const found = await checkGrantsKept(tx, next, versionsBefore(of.version, of.versions))
  const [problem] = problemsOfRule(next, of.rule, found)
  return problem ? new PaysAgain(next.id, next.version, problem.message) : null
}

/** What governs before it, or was to until this one corrected it. */
function versionsBefore(version: PolicyVersionRow, versions: readonly PolicyVersionRow[]): PolicyVersionRow[] {
  const from = headOf(version).effectiveFrom ?? ''
  return versions.filter(other => {
    const otherFrom = headOf(other).effectiveFrom ?? ''
    return other.status !== 'draft' && (otherFrom < from || (otherFrom === from && other.loadedAt < version.loadedAt))
  })
}
