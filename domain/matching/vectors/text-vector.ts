/** The meaning of a text: the weighted mean of its words' vectors without what all texts have in common, of length 1. */
import { addVector, type WordVectors } from './word-vectors.ts'

/**
 * `weights`: the words with what each counts, such as its share in the ranking or its count × inverse frequency. Null
 * when no word is known or nothing is left.
 */
export function vectorOfText(vectors: WordVectors, weights: Iterable<readonly [string, number]>): Float32Array | null {
  const sum = new Float32Array(vectors.dimensions)
  let isKnown = false
  for (const [word, weight] of weights) if (weight > 0 && addVector(vectors, word, weight, sum)) isKnown = true
  if (!isKnown || !normalise(sum)) return null
  for (const [i, common] of vectors.common.entries()) sum[i] = (sum[i] as number) - common
  return normalise(sum) ? sum : null
}

/** Makes a vector 1 long in place; false when it has no direction. */
export function normalise(vector: Float32Array): boolean {
  const length = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0))
  if (!(length > 1e-12)) return false
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] as number) / length
  return true
}
