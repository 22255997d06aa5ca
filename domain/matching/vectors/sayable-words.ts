/** Which learnt words a person would say: pairs of characters that hold together, and words of Latin letters. */
import type { WordVectors } from './word-vectors.ts'

/** A word that stands in the texts less often, and one of this most frequent part of all, may be near to anything. */
const [leastCount, frequentPart] = [10, 0.005]
/**
 * Of all pairs that begin or end as it does, a word's own share: on one side at least `onOneSide`, on the other `onBoth`.
 * 电池 is nearly all that ends with 池; 池比 is little of what begins with 池 and of what ends with 比.
 */
const [onOneSide, onBoth] = [0.15, 0.03]

const isPair = (word: string) => /^\p{Script=Han}{2}$/u.test(word)

/** `words`: the most frequent first, as learnt. */
export function sayableWords({ words, counts }: Pick<WordVectors, 'words' | 'counts'>): Set<string> {
  const begin = new Map<string, number>()
  const end = new Map<string, number>()
  const add = (sums: Map<string, number>, key: string, count: number) => sums.set(key, (sums.get(key) ?? 0) + count)
  for (const [row, word] of words.entries()) {
    if (!isPair(word)) continue
    add(begin, word.charAt(0), counts[row] as number)
    add(end, word.charAt(1), counts[row] as number)
  }
  const frequent = Math.floor(frequentPart * words.length)
  const holdsTogether = (word: string, count: number) => {
    const shares = [count / (begin.get(word.charAt(0)) ?? count), count / (end.get(word.charAt(1)) ?? count)]
    return Math.max(...shares) >= onOneSide && Math.min(...shares) >= onBoth
  }
  return new Set(
    words.filter((word, row) => {
      const count = counts[row] as number
      return (
        row >= frequent && count >= leastCount && (isPair(word) ? holdsTogether(word, count) : /^[a-z]{3,}$/.test(word))
      )
    }),
  )
}
