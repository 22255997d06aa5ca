/**
 * The match engine: the three libraries in memory. It is pure data structure; who feeds it, in which thread, and whose
 * listings a viewer may see is decided outside.
 */
import { type Library, libraries } from '../../listing.ts'
import type { MatchDocument } from '../document.ts'
import type { RankedStatistics, WordStatistics } from '../ranking/query-plan.ts'
import { bm25 } from '../ranking/weights.ts'
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

export interface MatchIndex {
  dictionary: Dictionary
  /** Ids of the organisations that own documents, by their number in the columns, and the numbers by id. */
  organisations: string[]
  organisationNumbers: Map<string, number>
  libraries: Record<Library, LibraryIndex>
}

export function createMatchIndex(): MatchIndex {
  return {
    dictionary: createDictionary(),
    organisations: [],
    organisationNumbers: new Map(),
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
  for (const library of libraries) yield* maintain(index.libraries[library], bm25)
}

/** Takes the dead out of the statistics, so that scores are those of a fresh index with the same documents. */
export function* compactIndex(index: MatchIndex): Generator<void, void> {
  for (const library of libraries) yield* compact(index.libraries[library], bm25)
}

export function statisticsOf(index: MatchIndex, library: Library): WordStatistics {
  const held = index.libraries[library]
  return { documents: held.counted, holders: word => holdersOf(held, wordNumber(index.dictionary, word)) }
}

/**
 * How common words are in a library and in all others but the one that asks: rare words are told from common ones
 * better the more text is counted, but what askers always say is another matter (their damping).
 */
export function rankedStatistics(index: MatchIndex, library: Library, from: Library): RankedStatistics {
  const held = index.libraries[library]
  const counted = libraries.filter(name => name === library || name !== from).map(name => index.libraries[name])
  const numberOf = (word: string) => wordNumber(index.dictionary, word)
  return {
    documents: counted.reduce((sum, other) => sum + other.counted, 0),
    holders: word => {
      const number = numberOf(word)
      return counted.reduce((sum, other) => sum + holdersOf(other, number), 0)
    },
    isKnown: word => holdersOf(held, numberOf(word)) > 0,
    averages: averagesOf(held),
  }
}

/** Bytes of the typed arrays that hold it all. */
export function indexBytes(index: MatchIndex): number {
  const { units, starts, table } = index.dictionary
  let bytes = units.byteLength + starts.byteLength + table.byteLength
  for (const library of libraries) {
    const { ids, holders } = index.libraries[library]
    bytes += ids.table.byteLength + holders.byteLength
    for (const { segment, dead } of liveSegments(index.libraries[library])) {
      const { words, bounds, places, counts, columns, quantities, vectors } = segment
      const columnBytes = [...Object.values(columns), ...Object.values(quantities)].reduce(
        (sum, column) => sum + column.byteLength,
        0,
      )
      bytes += words.byteLength + segment.starts.byteLength + bounds.byteLength + places.byteLength + counts.byteLength
      bytes += columnBytes + vectors.byteLength + dead.byteLength
    }
  }
  return bytes
}

function frameOf(index: MatchIndex) {
  return {
    dictionary: index.dictionary,
    organisationNumber: (id: string) => numberOf(index, id),
    vectorOf: () => null,
    dimensions: 0,
    weights: bm25,
  }
}

function numberOf(index: MatchIndex, organisation: string): number {
  const known = index.organisationNumbers.get(organisation)
  if (known !== undefined) return known
  const number = index.organisations.push(organisation) - 1
  index.organisationNumbers.set(organisation, number)
  return number
}
