/**
 * The vocabulary of each library, for suggestions. Asked for at the start, and when somebody's search finds nothing;
 * made in steps between questions, one library after another, and until a new one is ready the old one answers. It is
 * made anew when it is asked for and its library has changed: by a fiftieth, or by anything at all when it is ten
 * minutes old.
 */
import type { Library } from '#domain/listing.ts'
import { indexSize, type MatchIndex } from '#domain/matching/index/match-index.ts'
import { vocabularyInSteps } from '#domain/matching/suggest/suggest-text.ts'
import type { Vocabulary } from '#domain/matching/suggest/vocabulary.ts'
import { readingsOf } from './pinyin.ts'

const outdatedPart = 0.02
const keptMs = 600_000

interface Made {
  /** Null until the first is ready. */
  vocabulary: Vocabulary | null
  /** What is left to do of the next one. */
  building: Generator<void, Vocabulary> | null
  begunAt: number
  /** Listings that have come or gone since it was begun. */
  changed: number
}

export interface Vocabularies {
  /** So many listings of a library have come or gone. */
  touch(library: Library, changed: number): void
  /** It is another index. */
  forget(): void
  /** The newest that is ready. Null: there is none yet, but there will be. */
  get(index: MatchIndex, library: Library, nowAt: number): Vocabulary | null
  /** One step of the making that is due; false when nothing is left to do. */
  step(): boolean
}

export function createVocabularies(): Vocabularies {
  // The first reading takes 70 ms, in which pinyin-pro puts its data in order: before anybody asks.
  readingsOf('中')
  const made = new Map<Library, Made>()
  return {
    touch: (library, changed) => {
      const known = made.get(library)
      if (known) known.changed += changed
    },
    forget: () => made.clear(),
    get: (index, library, nowAt) => {
      const known = made.get(library)
      if (known && !isDue(known, indexSize(index, library), nowAt)) return known.vocabulary
      const building = vocabularyInSteps(index, { library, readingsOf })
      made.set(library, { vocabulary: known?.vocabulary ?? null, building, begunAt: nowAt, changed: 0 })
      return known?.vocabulary ?? null
    },
    step: () => {
      for (const one of made.values()) {
        if (one.building === null) continue
        const { done, value } = one.building.next()
        if (done) Object.assign(one, { vocabulary: value, building: null })
        return true
      }
      return false
    },
  }
}

function isDue({ building, changed, begunAt }: Made, size: number, nowAt: number): boolean {
  if (building !== null || changed === 0) return false
  return changed >= size * outdatedPart || nowAt - begunAt >= keptMs
}
