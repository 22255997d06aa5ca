/**
 * The vocabulary of each library, for suggestions. Made when somebody's search finds nothing and the last one is out of
 * date: a small library's after any change, a large one's at most every ten minutes, because making it takes up to a
 * second in which the thread answers nobody else.
 */
import type { Library } from '#domain/listing.ts'
import { indexSize, type MatchIndex } from '#domain/matching/index/match-index.ts'
import { vocabularyOf } from '#domain/matching/suggest/suggest-text.ts'
import type { Vocabulary } from '#domain/matching/suggest/vocabulary.ts'
import { readingsOf } from './pinyin.ts'

const largeLibrary = 20_000
const keptMs = 600_000

interface Made {
  vocabulary: Vocabulary
  madeAt: number
  isOutdated: boolean
}

export interface Vocabularies {
  /** The index has changed. */
  touch(): void
  /** It is another index. */
  forget(): void
  get(index: MatchIndex, library: Library, nowAt: number): Vocabulary
}

export function createVocabularies(): Vocabularies {
  const made = new Map<Library, Made>()
  return {
    touch: () => {
      for (const known of made.values()) known.isOutdated = true
    },
    forget: () => made.clear(),
    get: (index, library, nowAt) => {
      const known = made.get(library)
      const isDue = indexSize(index, library) < largeLibrary || nowAt - (known?.madeAt ?? 0) >= keptMs
      if (known && !(known.isOutdated && isDue)) return known.vocabulary
      const vocabulary = vocabularyOf(index, { library, nowAt, readingsOf })
      made.set(library, { vocabulary, madeAt: nowAt, isOutdated: false })
      return vocabulary
    },
  }
}
