/**
 * The pieces a word is made of. A Chinese bigram consists of its characters and a Latin word of its letter trigrams, so
 * that a rare word is near its relatives, and one that was never seen has a meaning at all (Bojanowski et al. 2017).
 */
const han = /^\p{Script=Han}+$/u
const latin = /^\p{L}/u
/** A shorter Latin word (cbn, led) is a sign of its own; its letters say nothing. */
const shortestInPieces = 4

/** Whether a word has a meaning that its neighbours can teach; numbers and quantities have not. */
export function isLearnable(word: string): boolean {
  return latin.test(word)
}

/** Whether a word is a stretch of Chinese, which overlaps its neighbours by a character. */
export function isBigram(word: string): boolean {
  return han.test(word) && word.length > 1
}

export function piecesOf(word: string): string[] {
  if (han.test(word)) return Array.from(word)
  if (!latin.test(word) || word.length < shortestInPieces) return []
  const framed = `<${word}>`
  return Array.from({ length: framed.length - 2 }, (_, i) => framed.slice(i, i + 3))
}
