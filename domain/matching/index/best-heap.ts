/** The best documents so far, at most a fixed number: a heap whose root is the one to beat. Ties go to the smaller id. */
import { compareIds } from './columns.ts'
import type { LiveSegment } from './library-index.ts'

export interface Found {
  live: LiveSegment
  place: number
  score: number
}

export interface BestHeap {
  limit: number
  entries: Found[]
}

export function createBestHeap(limit: number): BestHeap {
  return { limit, entries: [] }
}

/** A document below this score cannot enter; nothing is below minus infinity. */
export function scoreToBeat({ limit, entries }: BestHeap): number {
  if (limit === 0) return Number.POSITIVE_INFINITY
  return entries.length < limit ? Number.NEGATIVE_INFINITY : (entries[0] as Found).score
}

export function offer({ limit, entries }: BestHeap, found: Found): void {
  if (entries.length < limit) {
    entries.push(found)
    rise(entries, entries.length - 1)
  } else if (limit > 0 && isBetter(found, entries[0] as Found)) {
    entries[0] = found
    sink(entries, 0)
  }
}

/** Best first. Leaves the heap as it is. */
export function sorted({ entries }: BestHeap): Found[] {
  return [...entries].sort((a, b) => (isBetter(a, b) ? -1 : 1))
}

export function isBetter(a: Found, b: Found): boolean {
  if (a.score !== b.score) return a.score > b.score
  return compareIds(a.live.segment.columns.ids, a.place, b.live.segment.columns.ids, b.place) < 0
}

function rise(entries: Found[], from: number): void {
  for (let at = from; at > 0; ) {
    const parent = (at - 1) >> 1
    if (!isBetter(entries[parent] as Found, entries[at] as Found)) return
    swap(entries, at, parent)
    at = parent
  }
}

function sink(entries: Found[], from: number): void {
  for (let at = from; ; ) {
    let worst = at
    for (const child of [2 * at + 1, 2 * at + 2])
      if (child < entries.length && isBetter(entries[worst] as Found, entries[child] as Found)) worst = child
    if (worst === at) return
    swap(entries, at, worst)
    at = worst
  }
}

function swap(entries: Found[], a: number, b: number): void {
  const entry = entries[a] as Found
  entries[a] = entries[b] as Found
  entries[b] = entry
}
