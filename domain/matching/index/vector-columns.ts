/** Meanings of documents as small whole numbers: a hundredth of the accuracy is enough to tell near from far. */
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
  let [product, own, other] = [0, 0, 0]
  const from = place * dimensions
  for (let i = 0; i < dimensions; i++) {
    const [a, b] = [vectors[from + i] as number, meaning[i] as number]
    product += a * b
    own += a * a
    other += b * b
  }
  // Without a direction, or with a number that is none, it would be no number; and that would unsettle the whole list.
  const cosine = product / Math.sqrt(own * other)
  return Number.isFinite(cosine) ? cosine : null
}
