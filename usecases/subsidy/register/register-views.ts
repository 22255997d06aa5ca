/**
 * The register as figures are looked at again: as it is now, and as it was when each was computed, without what fell away
 * since. Figures between which no unit was said to be otherwise see the same, and are looked at together.
 */
import type { Queryable } from '#db/client.ts'
import { listFactsWithdrawn, listUnitChanges, type UnitChange } from '#db/queries/known-units.ts'
import { dayInChina } from '#domain/calendar.ts'
import { groupBy } from '#domain/subsidy/evaluate/group-by.ts'
import type { Facts } from '#domain/subsidy/facts/facts.ts'
import { factsOfDay } from '#domain/subsidy/facts/fallen-away.ts'
import { gatherOrganisationsOf } from './gather-organisations.ts'

/** Things that are looked at together; as of an instant, or as of now (null). */
export interface View<T> {
  items: readonly T[]
  at: Date | null
  /** Units that were said to be otherwise since. */
  changed: readonly string[]
}

/** As of now all, and each that sees something else as of its own instant. */
export async function listViews<T>(
  db: Queryable,
  items: readonly T[],
  { now, instantOf }: { now: Date; instantOf(item: T): Date },
): Promise<View<T>[]> {
  const views: View<T>[] = [{ items, at: null, changed: [] }]
  if (items.length === 0) return views
  const changes = await listUnitChanges(db, earliest(items.map(instantOf)))
  const today = dayInChina(now)
  const since = (at: Date) => changes.filter(change => change.at > at)
  const alike = groupBy(items, item => {
    const at = instantOf(item)
    return [JSON.stringify([dayInChina(at), since(at).length])]
  })
  for (const group of alike.values()) {
    const [first] = group
    if (first === undefined) continue
    const at = instantOf(first)
    const changed = unitsOf(since(at))
    if (changed.length > 0 || dayInChina(at) < today) views.push({ items: group, at, changed })
  }
  return views
}

const earliest = (instants: readonly Date[]) =>
  new Date(instants.reduce((least, at) => Math.min(least, Number(at)), Infinity))

const unitsOf = (changes: readonly UnitChange[]) => [...new Set(changes.map(({ unitId }) => unitId))]

/**
 * What the register gives as of now, as it is in a view. A unit is looked at as it was known then; whoever has entered the
 * register since, as today.
 */
export async function factsIn(
  db: Queryable,
  { at, changed }: Pick<View<unknown>, 'at' | 'changed'>,
  { facts, alsoIds }: { facts: Facts; alsoIds: readonly string[] },
): Promise<Facts> {
  if (at === null) return facts
  const units = await gatherOrganisationsOf(db, { ids: changed, knownAt: at, alsoIds })
  const known = new Map(units.map(unit => [unit.id, unit]))
  const organisations = facts.organisations.map(unit => known.get(unit.id) ?? unit)
  return { ...factsOfDay(facts, dayInChina(at)), organisations }
}

/** A withdrawal is stamped before its transaction commits: a figure did not see one that was under way. */
const underWayMs = 10 * 60_000

/** Kept facts that each thing saw at its instant and that were withdrawn since; nothing that saw none of these. */
export async function groupByLost<T>(
  db: Queryable,
  items: readonly T[],
  instantOf: (item: T) => Date,
): Promise<{ items: readonly T[]; lostIds: readonly string[] }[]> {
  if (items.length === 0) return []
  const since = new Date(Number(earliest(items.map(instantOf))) - underWayMs)
  const withdrawn = await listFactsWithdrawn(db, since)
  const lostBy = (at: Date) =>
    withdrawn.filter(({ recordedAt, withdrawnAt }) => recordedAt <= at && Number(withdrawnAt) > Number(at) - underWayMs)
  const alike = groupBy(items, item => [
    lostBy(instantOf(item))
      .map(({ id }) => id)
      .join(' '),
  ])
  alike.delete('')
  return [...alike].map(([ids, group]) => ({ items: group, lostIds: ids.split(' ') }))
}
