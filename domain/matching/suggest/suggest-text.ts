/**
 * What may have been meant by a text that finds nothing, or nothing that has all of it: first pinyin read as Chinese,
 * then words put right. Only what finds public listings at this moment is suggested, so that a suggestion never tells
 * of a listing that was withdrawn, though the vocabulary may still know its words.
 */
import type { Library } from '../../listing.ts'
import { clauseOf, loneWords, partsOf, synonymsOfParts } from '../find-text.ts'
import { wordNumber, wordOf } from '../index/dictionary.ts'
import { countHolding, placesHolding } from '../index/holding-places.ts'
import { holdersOf, isLiving, liveSegments } from '../index/library-index.ts'
import { nameWord } from '../index/marked-words.ts'
import type { MatchIndex } from '../index/match-index.ts'
import { didYouMean } from './did-you-mean.ts'
import { suggestByPinyin } from './pinyin-input.ts'
import { buildVocabulary, type ReadingsOf, type Vocabulary } from './vocabulary.ts'

export const suggestionKinds = ['pinyin', 'spelling'] as const
export type SuggestionKind = (typeof suggestionKinds)[number]

export interface TextSuggestion {
  text: string
  /** `pinyin`: the letters read as Chinese. `spelling`: a word of the library close to the one typed. */
  kind: SuggestionKind
}

export interface SuggestRequest {
  library: Library
  text: string
  /** Epoch milliseconds. */
  nowAt: number
}

/** The words of one library, in steps: it reads the whole dictionary. */
export function* vocabularyInSteps(
  index: MatchIndex,
  { library, readingsOf }: { library: Library; readingsOf: ReadingsOf },
): Generator<void, Vocabulary> {
  const { dictionary, libraries } = index
  /** As a word of a text, and as one of a name: of a person, say, by which a listing is found and not ranked. */
  const numbersOf = (word: string) => [word, nameWord(word)].map(each => wordNumber(dictionary, each))
  return yield* buildVocabulary({
    holders: libraries[library].holders.slice(0, dictionary.size),
    documents: libraries[library].counted,
    wordOf: word => wordOf(dictionary, word).replace(/^@/, ''),
    frequency: word => numbersOf(word).reduce((sum, number) => sum + holdersOf(libraries[library], number), 0),
    together: (words, least) => {
      const segments = liveSegments(libraries[library]).map(({ segment }) => segment)
      // As a search would find them: all in the text, or all in the names.
      const ways = [words, words.map(nameWord)].map(way => way.map(word => wordNumber(dictionary, word)))
      return countHolding(segments, ways, least)
    },
    readingsOf,
  })
}

export function suggestText(index: MatchIndex, asked: SuggestRequest, vocabulary: Vocabulary): TextSuggestion | null {
  const reading = suggestByPinyin(asked.text, vocabulary).find(({ text }) => finds(index, asked, text))
  if (reading) return { text: reading.text, kind: 'pinyin' }
  const better = didYouMean(asked.text, vocabulary)
  return better && finds(index, asked, better.text) ? { text: better.text, kind: 'spelling' } : null
}

/** Whether some public listing has all of it, as the search box would find it. */
function finds(index: MatchIndex, { library, nowAt }: SuggestRequest, text: string): boolean {
  const parts = partsOf({ text, synonyms: synonymsOfParts(text, index.synonyms) })
  if (parts.length === 0) return false
  const lone = loneWords(index, library, parts)
  const clauses = parts.map(alternatives => clauseOf(index, alternatives, lone))
  return liveSegments(index.libraries[library]).some(live =>
    placesHolding(live.segment, clauses)?.some(place => isLiving(live, place, nowAt)),
  )
}
