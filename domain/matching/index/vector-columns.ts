/** Meanings of documents as small whole numbers: a hundredth of the accuracy is enough to tell near from far. */
import { cosine } from '../vectors/cosine.ts'
import type { Segment } from './segment.ts'

/** The vector scaled to -127 … 127 by its largest value. */
export function quantise(vector: Float32Array): Int8Array {
  let largest = 0
  for (const value of vector) largest = Math.max(largest, Math.abs(value))
  return Int8Array.from(vector, value => (largest === 0 ? 0 : Math.round((value / largest) * 127)))
}

/** Cosine between a document's meaning and another; null when one of them is not known or they cannot be compared. */
export function similarityAt(
  { vectors, dimensions }: Segment,
  place: number,
  meaning: Float32Array | null,
): number | null {
  if (meaning === null || dimensions === 0 || meaning.length !== dimensions) return null
  const from = place * dimensions
  return cosine(vectors.subarray(from, from + dimensions), meaning)
}
