/** Words of like meaning, to say in a reason why two texts are near that share no word. */
import { similarityOf } from './text-vector.ts'
import { addWord, type WordVectors } from './word-vectors.ts'

export interface NearWord {
  word: string
  /** Cosine, -1..1. */
  similarity: number
}

/** The `most` nearest learnt words, nearest first, ties by frequency. Reads every word: some 10 ms for 100,000. */
export function nearestWords(vectors: WordVectors, word: string, most: number): NearWord[] {
  const own = vectorOfWord(vectors, word)
  if (!own) return []
  const { rows, dimensions, words } = vectors
  const best: NearWord[] = []
  for (const [row, other] of words.entries()) {
    if (other === word) continue
    const similarity = similarityOf(own, rows.subarray(row * dimensions, (row + 1) * dimensions))
    if (best.length === most && similarity <= (best.at(-1)?.similarity ?? -1)) continue
    const place = best.findIndex(near => near.similarity < similarity)
    best.splice(place < 0 ? best.length : place, 0, { word: other, similarity })
    if (best.length > most) best.pop()
  }
  return best
}

/** Cosine of two words; null when one of them has no meaning here. */
export function wordSimilarity(vectors: WordVectors, a: string, b: string): number | null {
  const [first, second] = [vectorOfWord(vectors, a), vectorOfWord(vectors, b)]
  return first && second ? similarityOf(first, second) : null
}

function vectorOfWord(vectors: WordVectors, word: string): Float32Array | null {
  const vector = new Float32Array(vectors.dimensions)
  return addWord(vectors, word, 1, vector) ? vector : null
}
