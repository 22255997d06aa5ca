/**
 * One library's index: segments that never change, marks for the documents that died in them, and the statistics that
 * scores need. A document that dies is never found again from that moment on; it counts in the statistics until its
 * segment is merged, as it would in Lucene. Merging (maintain.ts) keeps the segments few.
 */
import type { MatchDocument } from '../document.ts'
import { grown } from '../grown.ts'
import type { FieldCounts } from '../ranking/score.ts'
import { buildSegment, type SegmentFrame } from './build-segment.ts'
import { characterHolders, countHolders } from './character-columns.ts'
import { createIdTable, findId, type IdTable, idBytes, moveId, putId, takeId } from './id-table.ts'
import type { Merged } from './merge-segments.ts'
import { maxSegmentDocuments, type Segment } from './segment.ts'

const maxSlots = 65_535

export interface LiveSegment {
  slot: number
  segment: Segment
  /** 1 where the document is dead. */
  dead: Uint8Array
  deadCount: number
}

export interface LibraryIndex {
  /** Null where a segment was merged away; its slot is used again. */
  slots: (LiveSegment | null)[]
  ids: IdTable
  /** For each word, the documents that hold it, the dead included until they are merged away. */
  holders: Uint32Array
  /** The same for single characters, by their number. */
  characterHolders: Uint32Array
  /** Documents counted in the statistics, and the words in their fields. */
  counted: number
  totals: FieldCounts
  scratch: Scratch
}

/** A power of two. The scores of a window are 64 KB, and each window has the same place for them. */
export const windowPlaces = 8192

/** Where the scores of one segment are added up; kept from search to search, and all 0 in between. */
export interface Scratch {
  /** Of one window of the segment: scan-postings.ts. */
  scores: Float64Array
  /** One bit a place: whether it has been given a score. */
  marks: Int32Array
  /** One bit a place: whether it may be found, when few may. */
  allowed: Int32Array
  /** The places that are still in the running, rising. What it holds beyond is of no meaning. */
  running: Uint16Array
}

/** With room for a segment of so many documents. */
export function scratchFor(library: LibraryIndex, documents: number): Scratch {
  if (library.scratch.running.length < documents) library.scratch = createScratch(documents)
  return library.scratch
}

function createScratch(documents: number): Scratch {
  return {
    scores: new Float64Array(windowPlaces),
    marks: new Int32Array(Math.ceil(documents / 32)),
    allowed: new Int32Array(Math.ceil(documents / 32)),
    running: new Uint16Array(documents),
  }
}

export function createLibraryIndex(): LibraryIndex {
  const slots: LibraryIndex['slots'] = []
  const idsOf = (slot: number) => (slots[slot] as LiveSegment).segment.columns.ids
  const totals = { title: 0, keywords: 0, text: 0 }
  return {
    slots,
    ids: createIdTable(idsOf),
    holders: new Uint32Array(1024),
    characterHolders: characterHolders(),
    counted: 0,
    totals,
    scratch: createScratch(0),
  }
}

export function liveSegments({ slots }: LibraryIndex): LiveSegment[] {
  return slots.filter(live => live !== null)
}

/** Neither dead nor expired by then (epoch milliseconds). */
export function isLiving({ dead, segment }: LiveSegment, place: number, nowAt: number): boolean {
  return dead[place] === 0 && (segment.columns.expiresAt[place] as number) > nowAt
}

/** Living documents. */
export function sizeOf({ ids }: LibraryIndex): number {
  return ids.living
}

export function holdersOf({ holders }: LibraryIndex, word: number): number {
  return word < 0 || word >= holders.length ? 0 : (holders[word] as number)
}

/** Average words a field; 0 in an empty library. */
export function averagesOf({ counted, totals }: LibraryIndex): FieldCounts {
  if (counted === 0) return { title: 0, keywords: 0, text: 0 }
  return { title: totals.title / counted, keywords: totals.keywords / counted, text: totals.text / counted }
}

/** Where a living document is. */
export function findDocument(library: LibraryIndex, id: string): { live: LiveSegment; place: number } | null {
  const where = findId(library.ids, idBytes(id))
  const live = where < 0 ? null : (library.slots[where >>> 16] ?? null)
  return live === null ? null : { live, place: where & 0xffff }
}

/** Adds documents that are not there yet, each id once. */
export function addDocuments(
  library: LibraryIndex,
  documents: readonly MatchDocument[],
  frame: Omit<SegmentFrame, 'averages'>,
): void {
  for (let i = 0; i < documents.length; i += maxSegmentDocuments) {
    const chunk = documents.slice(i, i + maxSegmentDocuments)
    addSegment(library, buildSegment(chunk, { ...frame, averages: averagesOf(library) }))
  }
}

/** Takes a segment in as it is: one just built, or one from a snapshot with its dead. */
export function addSegment(library: LibraryIndex, segment: Segment, dead = new Uint8Array(segment.documents)): void {
  const live = seat(library, segment, dead)
  for (let place = 0; place < segment.documents; place++)
    if (dead[place] === 0) putId(library.ids, segment.columns.ids, place, live.slot * maxSegmentDocuments + place)
}

/** Removes a document; false when it is not there. */
export function removeDocument(library: LibraryIndex, id: string): boolean {
  const where = takeId(library.ids, idBytes(id))
  const live = where < 0 ? null : library.slots[where >>> 16]
  if (!live) return false
  live.dead[where & 0xffff] = 1
  live.deadCount++
  return true
}

/** Puts the merged segment in the place of its sources. What died while it was made is dead in it. */
export function swapIn(library: LibraryIndex, sources: readonly LiveSegment[], { segment, movedTo }: Merged): void {
  const dead = new Uint8Array(segment.documents)
  for (const [s, source] of sources.entries())
    for (const [place, to] of (movedTo[s] as Int32Array).entries())
      if (to >= 0 && source.dead[place] === 1) dead[to] = 1
  const live = segment.documents === 0 ? null : seat(library, segment, dead)
  for (let place = 0; live && place < segment.documents; place++)
    if (dead[place] === 0) moveId(library.ids, segment.columns.ids, place, live.slot * maxSegmentDocuments + place)
  for (const source of sources) {
    library.slots[source.slot] = null
    count(library, source.segment, -1)
  }
}

function seat(library: LibraryIndex, segment: Segment, dead: Uint8Array): LiveSegment {
  const hole = library.slots.indexOf(null)
  const slot = hole < 0 ? library.slots.length : hole
  // Beyond, a place could not be told from the marks of the id table: whoever fills the index must maintain it, too.
  if (slot >= maxSlots) throw new Error('the index holds too many segments: it is never maintained')
  const live = { slot, segment, dead, deadCount: dead.reduce((sum, mark) => sum + mark, 0) }
  library.slots[slot] = live
  count(library, segment, 1)
  return live
}

/** Counts a segment into the statistics, or out of them. */
function count(library: LibraryIndex, segment: Segment, sign: 1 | -1): void {
  const { words, starts, columns } = segment
  const last = words.at(-1) ?? 0
  if (last >= library.holders.length)
    library.holders = grown(library.holders, Math.max(last + 1, library.holders.length * 2))
  const { holders } = library
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as number
    holders[word] = (holders[word] as number) + sign * ((starts[i + 1] as number) - (starts[i] as number))
  }
  countHolders(segment.characters, segment.documents, library.characterHolders, sign)
  library.counted += sign * segment.documents
  for (let place = 0; place < segment.documents; place++) {
    library.totals.title += sign * (columns.titleLength[place] as number)
    library.totals.keywords += sign * (columns.keywordsLength[place] as number)
    library.totals.text += sign * (columns.textLength[place] as number)
  }
}
