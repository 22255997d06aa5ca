/**
 * Groups as their records are found. A group is a number and a record a place in its table, so that a million records
 * take a few arrays and no objects of their own.
 */

import { compareText } from './compare-text.ts'
import type { DeterminationWindow } from './trace.ts'

/** The records of all groups, one list for each measure of the rule. */
export type Members = readonly Sorted[]

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
  /** The numbers of all groups, by key and then by year. */
  order(): Int32Array
  group(number: number): PlannedGroup
  members(): Members
}

const none = -1

export function startGroups(measures: number, windowIn: (year: number | null) => DeterminationWindow): OpenGroups {
  /** Of each key its first group; of each group its key, its year, and the next group of the same key. */
  const firstOfKey = new Map<string, number>()
  const keys: string[] = []
  const years: (number | null)[] = []
  const nextOfKey: number[] = []
  const windows = new Map<number | null, DeterminationWindow>()
  const taken = Array.from({ length: measures }, () => ({ groups: [] as number[], places: [] as number[] }))
  const find = (year: number | null, key: string) => {
    let number = firstOfKey.get(key) ?? none
    while (number !== none && years[number] !== year) number = nextOfKey[number] ?? none
    return number
  }
  const make = (year: number | null, key: string) => {
    const number = keys.push(key) - 1
    years.push(year)
    nextOfKey.push(firstOfKey.get(key) ?? none)
    firstOfKey.set(key, number)
    if (!windows.has(year)) windows.set(year, windowIn(year))
    return number
  }
  return {
    add(year, key, at, place) {
      const list = taken[at]
      if (!list) throw new RangeError(`no measure ${at}`)
      const known = find(year, key)
      list.groups.push(known === none ? make(year, key) : known)
      list.places.push(place)
    },
    has: (year, key) => find(year, key) !== none,
    years: () => [...windows.keys()],
    order: () => orderGroups(firstOfKey, nextOfKey, years),
    group(number) {
      const [key, year = null] = [keys[number], years[number]]
      const window = windows.get(year)
      if (key === undefined || !window) throw new RangeError(`no group ${number}`)
      return { key, year, window, number }
    },
    members: () => taken.map(list => sortByGroup(list, keys.length)),
  }
}

/** Keys are sorted, and then the few groups of each: they are far fewer than the groups. */
function orderGroups(
  firstOfKey: ReadonlyMap<string, number>,
  nextOfKey: readonly number[],
  years: readonly (number | null)[],
): Int32Array {
  const order = new Int32Array(years.length)
  let end = 0
  for (const key of [...firstOfKey.keys()].sort(compareText)) {
    const start = end
    for (let number = firstOfKey.get(key) ?? none; number !== none; number = nextOfKey[number] ?? none) {
      let to = end
      for (; to > start && (years[order[to - 1] ?? 0] ?? 0) > (years[number] ?? 0); to -= 1)
        order[to] = order[to - 1] ?? 0
      order[to] = number
      end += 1
    }
  }
  return order
}

export interface Sorted {
  starts: Int32Array
  places: Int32Array
}

/** A counting sort: the places of group n, as they came, from `starts[n]` to `starts[n + 1]`. */
export function sortByGroup(
  { groups, places }: { groups: readonly number[]; places: readonly number[] },
  count: number,
): Sorted {
  const starts = new Int32Array(count + 1)
  for (const group of groups) starts[group + 1] = (starts[group + 1] ?? 0) + 1
  for (let group = 0; group < count; group += 1) starts[group + 1] = (starts[group + 1] ?? 0) + (starts[group] ?? 0)
  const next = starts.slice()
  const sorted = new Int32Array(places.length)
  for (let at = 0; at < places.length; at += 1) {
    const group = groups[at] ?? 0
    const to = next[group] ?? 0
    sorted[to] = places[at] ?? 0
    next[group] = to + 1
  }
  return { starts, places: sorted }
}
