/**
 * What can be asked of the index, whatever thread it lives in: the commands of its owner (the follower) and the
 * questions of the use cases. Merging, and the making of vocabularies, go on in small steps in between.
 */
import type { Library } from '#domain/listing.ts'
import { libraries } from '#domain/listing.ts'
import type { MatchDocument } from '#domain/matching/document.ts'
import { type ExplainRequest, explainMatches } from '#domain/matching/explain.ts'
import { type FindRequest, type FindResult, findDocuments } from '#domain/matching/find.ts'
import { findDocument } from '#domain/matching/index/library-index.ts'
import {
  compactIndex,
  createMatchIndex,
  forgetMeanings,
  indexBytes,
  indexSize,
  type MatchIndex,
  maintainIndex,
  remove,
  upsert,
} from '#domain/matching/index/match-index.ts'
import type { Meanings } from '#domain/matching/meanings.ts'
import { type Ranking, type RankRequest, rankDocuments } from '#domain/matching/rank.ts'
import type { Explanation } from '#domain/matching/ranking/explanation.ts'
import { type SuggestRequest, suggestText, type TextSuggestion } from '#domain/matching/suggest/suggest-text.ts'
import { createSynonymTable, type SynonymPair } from '#domain/matching/text/synonyms.ts'
import { BrokenModel, decodeWordVectors } from '#domain/matching/vectors/encoding.ts'
import { createWordMeanings } from '#domain/matching/vectors/word-meanings.ts'
import type { MeaningSpace } from './meaning-space.ts'
import { loadSnapshot, type SnapshotPoint, saveSnapshot } from './snapshot.ts'
import { createVocabularies } from './vocabularies.ts'

export interface IndexStatus {
  documents: Record<Library, number>
  /** Bytes of the arrays that hold the index. */
  bytes: number
}

/** All answers are promises, because the index may live in another thread. */
export interface IndexCommands {
  apply(change: { remove: readonly string[]; upsert: readonly MatchDocument[] }): Promise<void>
  rank(request: RankRequest): Promise<Ranking>
  explain(request: ExplainRequest): Promise<Explanation[]>
  find(request: FindRequest): Promise<FindResult>
  /** What a text may have meant that finds nothing. Null also while the words of the library are still being read. */
  suggest(request: SuggestRequest): Promise<TextSuggestion | null>
  status(): Promise<IndexStatus>
  /** Merges everything that should be merged, and takes the dead out. */
  compact(): Promise<void>
  /** `point` says what of the database is in the index now. */
  save(folder: string, point: SnapshotPoint): Promise<void>
  /** Null when there is no snapshot. Throws `BrokenSnapshot`. */
  load(folder: string): Promise<SnapshotPoint | null>
  /** From now on these pairs widen what is asked. */
  setSynonyms(pairs: readonly SynonymPair[]): Promise<void>
  /**
   * From now on documents have meanings of this space. `isKept`: those that are there have them already; otherwise they
   * have none until they are put in again. False, and nothing changes, when the word vectors cannot be read.
   */
  takeSpace(space: MeaningSpace, isKept: boolean): Promise<boolean>
  /** Begins anew, in the same space. */
  clear(): Promise<void>
}

export interface IndexHost extends IndexCommands {
  /** One step of the merging that is due, or of a vocabulary; false when nothing is left to do. */
  step(): boolean
}

export function createIndexHost(): IndexHost {
  let index: MatchIndex = createMatchIndex()
  let merging: Generator<void, void> | null = null
  const vocabularies = createVocabularies()
  const step = () => {
    merging ??= maintainIndex(index)
    if (!merging.next().done) return true
    merging = null
    return vocabularies.step()
  }
  const replace = (other: MatchIndex) => {
    other.synonyms = index.synonyms
    index = other
    vocabularies.forget()
    merging = null
  }
  return {
    step,
    apply: async change => {
      const changed = [...change.remove, ...change.upsert.map(({ id }) => id)]
      for (const library of libraries) {
        const gone = changed.filter(id => findDocument(index.libraries[library], id)).length
        const come = change.upsert.filter(document => document.library === library).length
        vocabularies.touch(library, gone + come)
      }
      remove(index, change.remove)
      if (change.upsert.length > 0) upsert(index, change.upsert)
    },
    rank: async request => rankDocuments(index, request),
    explain: async request => explainMatches(request, index.meanings),
    find: async request => findDocuments(index, request),
    suggest: async request => {
      const vocabulary = vocabularies.get(index, request.library, request.nowAt)
      return vocabulary && suggestText(index, request, vocabulary)
    },
    status: async () => {
      const sizes = libraries.map(library => [library, indexSize(index, library)])
      return { documents: Object.fromEntries(sizes) as Record<Library, number>, bytes: indexBytes(index) }
    },
    compact: async () => {
      while (step());
      for (const _ of compactIndex(index));
    },
    save: (folder, point) => saveSnapshot(index, folder, point),
    load: async folder => {
      const loaded = await loadSnapshot(folder)
      if (loaded) replace(loaded.index)
      return loaded?.point ?? null
    },
    takeSpace: async ({ dimensions, words }, isKept) => {
      const meanings = words && readMeanings(words)
      if (words && !meanings) return false
      if (!isKept) forgetMeanings(index)
      Object.assign(index, { meanings, dimensions })
      // A merge under way would carry over what is forgotten.
      merging = null
      return true
    },
    setSynonyms: async pairs => {
      index.synonyms = createSynonymTable(pairs)
    },
    clear: async () => replace(createMatchIndex(index.meanings, index.dimensions)),
  }
}

function readMeanings(encoded: Uint8Array): Meanings | null {
  try {
    return createWordMeanings(decodeWordVectors(encoded))
  } catch (error) {
    if (error instanceof BrokenModel) return null
    throw error
  }
}
