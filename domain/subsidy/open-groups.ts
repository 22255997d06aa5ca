/**
 * Groups as their records are found. A group is a number and a record a place in its table, so that a million records
 * take a few arrays and no objects of their own.
 */

import { compareText } from './compare-text.ts'
import type { DeterminationWindow } from './trace.ts'

/** The records of all groups, one list for each measure of the rule: those of group n from `starts[n]` to `starts[n + 1]`. */
export type Members = readonly { starts: Int32Array; places: Int32Array }[]

export interface PlannedGroup {
  key: string
  /** Year of application; null for a rule without years. */
  year: number | null
  window: DeterminationWindow
  /** Under which its records are found. */
  number: number
}

export interface OpenGroups {
  /** Takes a record of the measure `at` into the group, which is made where it is not there. */
  add(year: number | null, key: string, at: number, place: number): void
  has(year: number | null, key: string): boolean
  /** Every year that has a group. */
  years(): (number | null)[]
  /** By key and then by year. */
  list(): PlannedGroup[]
  members(): Members
}

export function startGroups(measures: number, windowIn: (year: number | null) => DeterminationWindow): OpenGroups {
  const byYear = new Map<number | null, { window: DeterminationWindow; keys: Map<string, number> }>()
  const groups: PlannedGroup[] = []
  const taken = Array.from({ length: measures }, () => ({ groups: [] as number[], places: [] as number[] }))
  const numberOf = (year: number | null, key: string) => {
    let ofYear = byYear.get(year)
    if (!ofYear) {
      ofYear = { window: windowIn(year), keys: new Map() }
      byYear.set(year, ofYear)
    }
    const known = ofYear.keys.get(key)
    if (known !== undefined) return known
    const number = groups.length
    ofYear.keys.set(key, number)
    groups.push({ key, year, window: ofYear.window, number })
    return number
  }
  return {
    add(year, key, at, place) {
      const list = taken[at]
      if (!list) throw new RangeError(`no measure ${at}`)
      list.groups.push(numberOf(year, key))
      list.places.push(place)
    },
    has: (year, key) => byYear.get(year)?.keys.has(key) ?? false,
    years: () => [...byYear.keys()],
    list: () => groups.toSorted((a, b) => compareText(a.key, b.key) || (a.year ?? 0) - (b.year ?? 0)),
    members: () => taken.map(list => sortByGroup(list, groups.length)),
  }
}

/** A counting sort. */
function sortByGroup({ groups, places }: { groups: readonly number[]; places: readonly number[] }, count: number) {
  const starts = new Int32Array(count + 1)
  for (const group of groups) starts[group + 1] = (starts[group + 1] ?? 0) + 1
  for (let group = 0; group < count; group += 1) starts[group + 1] = (starts[group + 1] ?? 0) + (starts[group] ?? 0)
  const next = starts.slice()
  const sorted = new Int32Array(places.length)
  for (const [at, group] of groups.entries()) {
    const to = next[group] ?? 0
    sorted[to] = places[at] ?? 0
    next[group] = to + 1
  }
  return { starts, places: sorted }
}
