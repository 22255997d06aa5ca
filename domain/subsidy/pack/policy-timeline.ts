/**
 * Which version of a policy governs a day. Versions are never edited, so a correction is a version that begins on the
 * same day as the one it corrects: of those the one published last counts. Days as YYYY-MM-DD.
 */
import { addLength } from '../evaluate/day-arithmetic.ts'
import type { PolicyStatus } from './policy-pack.ts'

export interface DatedVersion {
  status: PolicyStatus
  effectiveFrom: string | null
  effectiveTo: string | null
  publishedAt: Date
}

export interface Period<V> {
  version: V
  from: string
  /** The last day (含); null: open. */
  to: string | null
}

/**
 * The periods in which a policy is in force, in order and without overlap. A draft has none. A version that was
 * superseded or repealed and does not say until when governs up to the next version, and nothing if there is none: its
 * end is not known.
 */
export function timelineOf<V extends DatedVersion>(versions: readonly V[]): Period<V>[] {
  const byStart = new Map<string, V>()
  for (const version of versions.toSorted((a, b) => a.publishedAt.getTime() - b.publishedAt.getTime()))
    if (version.status !== 'draft' && version.effectiveFrom !== null) byStart.set(version.effectiveFrom, version)
  const starts = [...byStart].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return starts.flatMap(([from, version], index): Period<V>[] => {
    const next = starts[index + 1]?.[0]
    const beforeNext = next === undefined ? null : addLength(next, { days: -1 })
    const own = version.effectiveTo
    if (own === null && beforeNext === null && version.status !== 'in_force') return []
    const to = own !== null && (beforeNext === null || own < beforeNext) ? own : beforeNext
    return [{ version, from, to }]
  })
}

/** The version that governs a day; null when none does. */
export function versionOn<V extends DatedVersion>(versions: readonly V[], day: string): V | null {
  const period = timelineOf(versions).find(({ from, to }) => day >= from && (to === null || day <= to))
  return period?.version ?? null
}
