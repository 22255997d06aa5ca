/** The sentences in which the matched words stand, on both sides: what a reader would want to see first. */
import type { MatchDocument } from '../document.ts'
import { bestSentences, type Excerpt } from '../text/highlight.ts'
import { type PlacedText, placeText } from '../text/tokens.ts'
import type { MatchedWord } from './explain-words.ts'
import type { Sentences } from './explanation.ts'

const maxSentences = 2

export function sentencesOf(asked: PlacedText, document: MatchDocument, matched: readonly MatchedWord[]): Sentences {
  const weights = new Map(matched.map(({ term, contribution }) => [term.word, contribution]))
  return {
    query: bestSentences(asked, weights, maxSentences).map(shown),
    document: bestSentences(placeText(document.text), weights, maxSentences).map(shown),
  }
}

function shown({ text, spans, isCutBefore, isCutAfter }: Excerpt): Sentences['query'][number] {
  return { text, spans, isCutBefore, isCutAfter }
}
