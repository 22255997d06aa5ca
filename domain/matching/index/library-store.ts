/**
 * One library's inverted index, in memory: for every word the documents that hold it, with counts per field, and the
 * statistics of the library. A removed document leaves its postings behind under a dead slot, while every statistic is
 * corrected at once; the dead are swept out when they are many. Expired documents count until they are removed.
 */
import type { MatchDocument } from '../document.ts'
import { type FieldCounts, lengthNorm, packCounts, saturation } from '../ranking/score.ts'
import { bm25 } from '../ranking/weights.ts'
import { tokenize } from '../text/tokens.ts'

interface Posting {
  /** Living documents with the word. */
  holders: number
  /** Slot and packed counts in turn, slots rising. */
  entries: number[]
}

/** A word and its part of a query's weight, 0..1. */
export interface WordShare {
  word: string
  share: number
}

export interface LibraryStore {
  /** By slot; null where the document was removed. */
  documents: (MatchDocument | null)[]
  slotOf: Map<string, number>
  postings: Map<string, Posting>
  /** Words per field, by slot. */
  lengths: { title: number[]; keywords: number[]; text: number[] }
  /** Words per field over all living documents. */
  totals: FieldCounts
}

const sweepFrom = 1000
const fieldNames = ['title', 'keywords', 'text'] as const

export function createLibraryStore(): LibraryStore {
  return {
    documents: [],
    slotOf: new Map(),
    postings: new Map(),
    lengths: { title: [], keywords: [], text: [] },
    totals: { title: 0, keywords: 0, text: 0 },
  }
}

/** Adds a document that is not there yet. */
export function addDocument(store: LibraryStore, document: MatchDocument): void {
  const slot = store.documents.length
  const { counts, lengths } = countWords(document)
  store.documents.push(document)
  store.slotOf.set(document.id, slot)
  for (const field of fieldNames) {
    store.lengths[field].push(lengths[field])
    store.totals[field] += lengths[field]
  }
  for (const [word, wordCounts] of counts) {
    const posting = store.postings.get(word)
    if (posting) {
      posting.holders++
      posting.entries.push(slot, packCounts(wordCounts))
    } else store.postings.set(word, { holders: 1, entries: [slot, packCounts(wordCounts)] })
  }
}

/** Removes a document; false when it is not there. */
export function removeDocument(store: LibraryStore, id: string): boolean {
  const slot = store.slotOf.get(id)
  const document = slot === undefined ? null : (store.documents[slot] ?? null)
  if (slot === undefined || document === null) return false
  const { counts, lengths } = countWords(document)
  store.documents[slot] = null
  store.slotOf.delete(id)
  for (const field of fieldNames) store.totals[field] -= lengths[field]
  for (const word of counts.keys()) {
    const posting = store.postings.get(word)
    if (posting && --posting.holders === 0) store.postings.delete(word)
  }
  const dead = store.documents.length - store.slotOf.size
  if (dead >= sweepFrom && dead > store.slotOf.size) sweep(store)
  return true
}

/** Living documents that hold the word. */
export function holdersOf(store: LibraryStore, word: string): number {
  return store.postings.get(word)?.holders ?? 0
}

/** Adds share × saturation (0..1) to the score of every slot that holds the word. Dead slots included. */
export function addScores(store: LibraryStore, scores: Float64Array, { word, share }: WordShare): void {
  const entries = store.postings.get(word)?.entries ?? []
  const answer = saturationOf(store)
  for (let i = 0; i < entries.length; i += 2) {
    const slot = entries[i] ?? 0
    scores[slot] = (scores[slot] ?? 0) + share * answer(slot, entries[i + 1] ?? 0)
  }
}

/** How one document holds one word: packed counts and saturation; null when it does not. */
export function wordInDocument(
  store: LibraryStore,
  word: string,
  slot: number,
): { packed: number; value: number } | null {
  const entries = store.postings.get(word)?.entries ?? []
  let low = 0
  let high = entries.length / 2 - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = entries[2 * middle] ?? 0
    if (found === slot) {
      const packed = entries[2 * middle + 1] ?? 0
      return { packed, value: saturationOf(store)(slot, packed) }
    }
    if (found < slot) low = middle + 1
    else high = middle - 1
  }
  return null
}

function saturationOf(store: LibraryStore): (slot: number, packed: number) => number {
  const { title, keywords, text } = store.lengths
  const size = Math.max(1, store.slotOf.size)
  const titleAverage = store.totals.title / size
  const keywordsAverage = store.totals.keywords / size
  const textAverage = store.totals.text / size
  return (slot, packed) =>
    saturation(
      packed,
      lengthNorm(title[slot] ?? 0, titleAverage, bm25.title.b),
      lengthNorm(keywords[slot] ?? 0, keywordsAverage, bm25.keywords.b),
      lengthNorm(text[slot] ?? 0, textAverage, bm25.text.b),
    )
}

function countWords(document: MatchDocument): { counts: Map<string, FieldCounts>; lengths: FieldCounts } {
  const counts = new Map<string, FieldCounts>()
  const words = {
    title: tokenize(document.title),
    keywords: tokenize(document.keywords.join('\n')),
    text: tokenize(document.text),
  }
  for (const field of fieldNames)
    for (const word of words[field]) {
      const wordCounts = counts.get(word)
      if (wordCounts) wordCounts[field]++
      else counts.set(word, { title: 0, keywords: 0, text: 0, [field]: 1 })
    }
  return { counts, lengths: { title: words.title.length, keywords: words.keywords.length, text: words.text.length } }
}

/** Gives the living new slots in the same order and drops every posting of the dead. */
function sweep(store: LibraryStore): void {
  const living = store.documents.filter(document => document !== null)
  const fresh = createLibraryStore()
  const moved = new Map<number, number>()
  for (const document of living) {
    const from = store.slotOf.get(document.id) ?? 0
    moved.set(from, fresh.documents.length)
    fresh.slotOf.set(document.id, fresh.documents.length)
    fresh.documents.push(document)
    for (const field of fieldNames) fresh.lengths[field].push(store.lengths[field][from] ?? 0)
  }
  for (const posting of store.postings.values()) {
    const entries: number[] = []
    for (let i = 0; i < posting.entries.length; i += 2) {
      const to = moved.get(posting.entries[i] ?? -1)
      if (to !== undefined) entries.push(to, posting.entries[i + 1] ?? 0)
    }
    posting.entries = entries
  }
  store.documents = fresh.documents
  store.slotOf = fresh.slotOf
  store.lengths = fresh.lengths
}
