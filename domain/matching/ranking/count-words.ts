/** The words of a document with their counts by field, as the index keeps them and the explanation reads them. */
import type { MatchDocument } from '../document.ts'
import { tokenize } from '../text/tokens.ts'
import type { FieldCounts } from './score.ts'

/** Longest lengths that are told apart; a longer field counts as this long. */
const maxLengths: FieldCounts = { title: 255, keywords: 255, text: 65_535 }

export interface WordCounts {
  counts: Map<string, FieldCounts>
  /** Words in each field, with repeats. */
  lengths: FieldCounts
}

export function countWords(document: Pick<MatchDocument, 'title' | 'keywords' | 'text'>): WordCounts {
  const counts = new Map<string, FieldCounts>()
  const count = (field: keyof FieldCounts, text: string): number => {
    const words = tokenize(text)
    for (const word of words) {
      const known = counts.get(word)
      if (known) known[field]++
      else counts.set(word, { title: 0, keywords: 0, text: 0, [field]: 1 })
    }
    return Math.min(words.length, maxLengths[field])
  }
  const title = count('title', document.title)
  const keywords = count('keywords', document.keywords.join('\n'))
  return { counts, lengths: { title, keywords, text: count('text', document.text) } }
}
