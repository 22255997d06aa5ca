/**
 * The match engine: the three libraries in memory. It is pure data structure; who feeds it, in which thread, and whose
 * listings a viewer may see is decided outside.
 */
import { type Library, libraries } from '../../listing.ts'
import type { MatchDocument } from '../document.ts'
import type { Meanings } from '../meanings.ts'
import type { RankedStatistics, WordStatistics } from '../ranking/query-plan.ts'
import { bm25 } from '../ranking/weights.ts'
import type { SynonymTable } from '../text/synonyms.ts'
import { type CharacterNumbers, createCharacterNumbers } from './character-columns.ts'
import { createDictionary, type Dictionary, wordNumber } from './dictionary.ts'
import {
  addDocuments,
  averagesOf,
  createLibraryIndex,
  holdersOf,
  type LibraryIndex,
  liveSegments,
  removeDocument,
  sizeOf,
} from './library-index.ts'
import { compact, maintain } from './maintain.ts'
import { quantise } from './vector-columns.ts'

export interface MatchIndex {
  dictionary: Dictionary
  characters: CharacterNumbers
  /** What people say stands for what, at query time. */
  synonyms: SynonymTable
  /** Knows what texts mean; null: nobody does, or meanings come with the documents. */
  meanings: Meanings | null
  /** Length of the documents' meanings; 0: they have none. */
  dimensions: number
  libraries: Record<Library, LibraryIndex>
}

export function createMatchIndex(meanings: Meanings | null = null, dimensions = meanings?.dimensions ?? 0): MatchIndex {
  return {
    meanings,
    dimensions,
    dictionary: createDictionary(),
    characters: createCharacterNumbers(),
    synonyms: new Map(),
    libraries: {
      achievement: createLibraryIndex(),
      demand: createLibraryIndex(),
      expert: createLibraryIndex(),
    },
  }
}

/** Adds documents, or replaces those with their ids, in whatever library those were. The last of an id counts. */
export function upsert(index: MatchIndex, documents: readonly MatchDocument[]): void {
  const byId = new Map(documents.map(document => [document.id, document]))
  remove(index, [...byId.keys()])
  for (const library of libraries) {
    const own = [...byId.values()].filter(document => document.library === library)
    if (own.length > 0) addDocuments(index.libraries[library], own, frameOf(index))
  }
}

/** How many there were. */
export function remove(index: MatchIndex, ids: readonly string[]): number {
  return ids.filter(id => libraries.some(library => removeDocument(index.libraries[library], id))).length
}

/** Living documents, expired ones included. */
export function indexSize(index: MatchIndex, library?: Library): number {
  const counted: readonly Library[] = library ? [library] : libraries
  return counted.reduce((sum, name) => sum + sizeOf(index.libraries[name]), 0)
}

/** Merges what should be merged, in steps. */
export function* maintainIndex(index: MatchIndex): Generator<void, void> {
  for (const library of libraries)
    yield* maintain(index.libraries[library], { weights: bm25, dimensions: index.dimensions })
}

/** Takes the dead out of the statistics, so that scores are those of a fresh index with the same documents. */
export function* compactIndex(index: MatchIndex): Generator<void, void> {
  for (const library of libraries)
    yield* compact(index.libraries[library], { weights: bm25, dimensions: index.dimensions })
}

/** Meanings are worked out otherwise from now on; those that documents have are forgotten until they are put in again. */
export function forgetMeanings(index: MatchIndex): void {
  for (const library of libraries)
    for (const live of liveSegments(index.libraries[library]))
      if (live.segment.dimensions > 0) live.segment = { ...live.segment, vectors: new Int8Array(0), dimensions: 0 }
}

export function statisticsOf(index: MatchIndex, ...names: readonly Library[]): WordStatistics {
  const counted = names.map(name => index.libraries[name])
  const sum = (holders: (library: LibraryIndex) => number) =>
    counted.reduce((all, library) => all + holders(library), 0)
  return {
    documents: sum(({ counted }) => counted),
    holders: word => {
      const number = wordNumber(index.dictionary, word)
      return sum(library => holdersOf(library, number))
    },
    characterHolders: unit => {
      const number = index.characters.numbers[unit] ?? 0
      return number === 0 ? 0 : sum(({ characterHolders }) => characterHolders[number] ?? 0)
    },
  }
}

/**
 * How common words are in a library and in all others but the one that asks: rare words are told from common ones
 * better the more text is counted, but what askers always say is another matter (their damping).
 */
export function rankedStatistics(index: MatchIndex, library: Library, from: Library): RankedStatistics {
  const held = index.libraries[library]
  return {
    ...statisticsOf(index, ...libraries.filter(name => name === library || name !== from)),
    isKnown: word => holdersOf(held, wordNumber(index.dictionary, word)) > 0,
    averages: averagesOf(held),
  }
}

/** Bytes of the typed arrays that hold it all. */
export function indexBytes(index: MatchIndex): number {
  const { units, starts, table } = index.dictionary
  let bytes = units.byteLength + starts.byteLength + table.byteLength + index.characters.numbers.byteLength
  for (const library of libraries) {
    const { ids, holders, characterHolders } = index.libraries[library]
    bytes += ids.table.byteLength + holders.byteLength + characterHolders.byteLength
    for (const { segment, dead } of liveSegments(index.libraries[library])) {
      const { words, bounds, places, counts, columns, quantities, characters, vectors } = segment
      const columnBytes = [
        ...Object.values(columns),
        ...Object.values(quantities),
        ...Object.values(characters),
      ].reduce((sum, column) => sum + column.byteLength, 0)
      bytes += words.byteLength + segment.starts.byteLength + bounds.byteLength + places.byteLength + counts.byteLength
      bytes += columnBytes + vectors.byteLength + dead.byteLength
    }
  }
  return bytes
}

function frameOf(index: MatchIndex) {
  return {
    dictionary: index.dictionary,
    characters: index.characters,
    dimensions: index.dimensions,
    vectorOf: (document: MatchDocument) => {
      const vector = document.vector ?? index.meanings?.ofText(document) ?? null
      return vector?.length === index.dimensions ? quantise(vector) : null
    },
    weights: bm25,
  }
}
