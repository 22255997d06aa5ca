/** Meanings of few dimensions that follow from the letters of the words alone: enough to check sums and rules with. */
import type { Meanings } from '#domain/matching/meanings.ts'
import { tokenize } from '#domain/matching/text/tokens.ts'

const dimensions = 4

/** A third of all words has no meaning. */
function meaningOf(word: string): number[] {
  let hash = 17
  for (let i = 0; i < word.length; i++) hash = (Math.imul(hash, 31) + word.charCodeAt(i)) | 0
  return hash % 3 === 0 ? [] : Array.from({ length: dimensions }, (_, i) => ((hash >> (3 * i)) & 15) - 7)
}

export const fakeMeanings: Meanings = {
  dimensions,
  ofText: ({ title, text, keywords = [] }) => {
    const known = tokenize([title, ...keywords, text].join('\n')).map(meaningOf)
    const sum = new Float32Array(dimensions)
    for (const meaning of known) for (const [i, value] of meaning.entries()) sum[i] = (sum[i] ?? 0) + value
    return known.some(meaning => meaning.length > 0) ? sum : null
  },
  nearestWords: (query, document, limit) => {
    const pairs = query.flatMap(word => document.slice(0, 1).map(other => ({ query: word, document: other })))
    return pairs.slice(0, limit).map(pair => ({ ...pair, similarity: 0.5 }))
  },
}
