import type { Transaction } from '#db/client.ts'
import { listGrantedRules, type PolicyVersionRow } from '#db/queries/subsidy.ts'
import type { FieldProblem } from '#domain/refusal.ts'
import { checkSuccession, onceEach, problemsOfRule } from '#domain/subsidy/check/check-succession.ts'
import { checkGrantKeys } from '#domain/subsidy/check/granted-keys.ts'
import {
  checkReading,
  type GrantedRule,
  type GrantedUnderReading,
  hasReadings,
  type Parameters,
} from '#domain/subsidy/check/granted-reading.ts'
import { isYearClosed } from '#domain/subsidy/check/year-closed.ts'
import { PaysAgain } from '#domain/subsidy/money/determination.ts'
import type { PolicyPack } from '#domain/subsidy/pack/policy-pack.ts'
import { headOf, packOf } from './policy-packs.ts'

/**
 * Why the next version of a policy, read so, would grant again what its versions have granted, or could not count it. A
 * year is left out where the next version sees nothing of it any more, but for limits, which may run over years.
 */
export async function checkGrantsKept(
  tx: Transaction,
  next: PolicyPack,
  versions: readonly PolicyVersionRow[],
  parameters: Parameters = {},
): Promise<FieldProblem[]> {
  const granted = await listGranted(tx, next, versions)
  const uncounted = granted.flatMap(one => checkGrantKeys(next, one, parameters))
  return onceEach([...checkSuccession(next, granted.filter(isSeen), parameters), ...uncounted])
}

interface Granted extends GrantedRule {
  /** Whether the next version sees nothing of the year any more. */
  isClosed: boolean
}

const isSeen = ({ isClosed }: Granted) => !isClosed

/** What these versions of its policy have granted. */
async function listGranted(
  tx: Transaction,
  next: PolicyPack,
  versions: readonly PolicyVersionRow[],
): Promise<Granted[]> {
  // One that is out of force by now pays for the days on which it governed.
  if (next.status === 'draft') return []
  const packs = new Map(versions.map(version => [version.id, packOf(version)]))
  const readAs = [...packs.values()].flatMap(({ rules }) => rules.filter(hasReadings).map(({ id }) => id))
  const rows = await listGrantedRules(tx, next.id, readAs)
  return rows.flatMap(({ policyVersionId, rule, window, readings }): Granted[] => {
    const pack = packs.get(policyVersionId)
    const old = pack?.rules.find(({ id }) => id === rule)
    if (!pack || !old) return []
    const read = (readings ?? []).map(({ rule: of = rule, parameter, reading }) => [`${of}.${parameter}`, reading])
    return [{ pack, rule, parameters: Object.fromEntries(read), isClosed: isYearClosed(next, old, window) }]
  })
}

/** A rule of a version as it is read, with all versions of its policy. */
export interface RuleOfVersion {
  rule: string
  parameters: Parameters
  version: PolicyVersionRow
  versions: readonly PolicyVersionRow[]
}

/**
 * Whether something could be granted that this rule would pay again: under another reading; or by an earlier version,
 * which may grant after this one was published, until it takes effect, and for years before it. Whoever asks for the
 * grants then must see all.
 */
export function mayPayAgain({ rule, parameters, version, versions }: RuleOfVersion): boolean {
  const next = packOf(version)
  if (next.rules.some(one => one.id === rule && hasReadings(one))) return true
  const before = versionsBefore(version, versions).map(packOf)
  // They may grant under any of their readings.
  if (before.some(({ rules }) => rules.some(hasReadings))) return true
  const given = before.flatMap(pack =>
    pack.rules.flatMap(({ id, gives }) => (gives === 'basis' ? [] : [{ pack, rule: id }])),
  )
  // One by one: beside others that are granted too, a rule may be one of several that count for themselves.
  return given.some(one => problemsOfRule(next, rule, checkSuccession(next, [one], parameters)).length > 0)
}

/** Why a rule, read so, would pay again what was granted under another reading, or since its version was published; or null. */
export async function checkPaysOnce(
  tx: Transaction,
  of: RuleOfVersion,
): Promise<GrantedUnderReading | PaysAgain | null> {
  if (!mayPayAgain(of)) return null
  const next = packOf(of.version)
  const reading = await checkReadingKept(tx, of)
  if (reading) return reading
  const found = await checkGrantsKept(tx, next, versionsBefore(of.version, of.versions), of.parameters)
  const [problem] = problemsOfRule(next, of.rule, found)
  return problem ? new PaysAgain(next.id, next.version, problem.message) : null
}

/** Why a rule may not be read so: something was granted on it under a reading by which it counts for something else. */
export async function checkReadingKept(tx: Transaction, of: RuleOfVersion): Promise<GrantedUnderReading | null> {
  const next = packOf(of.version)
  if (!next.rules.some(rule => rule.id === of.rule && hasReadings(rule))) return null
  return checkReading(next, of, (await listGranted(tx, next, of.versions)).filter(isSeen))
}

/** What governs before it, or was to until this one corrected it. */
function versionsBefore(version: PolicyVersionRow, versions: readonly PolicyVersionRow[]): PolicyVersionRow[] {
  const from = headOf(version).effectiveFrom ?? ''
  return versions.filter(other => {
    const otherFrom = headOf(other).effectiveFrom ?? ''
    return other.status !== 'draft' && (otherFrom < from || (otherFrom === from && other.loadedAt < version.loadedAt))
  })
}
