/**
 * Trained word vectors as the service holds them: one byte a number, with a scale for each row. A word that was not
 * learnt is described by its pieces.
 */
import { piecesOf } from './pieces.ts'

export interface WordVectors {
  /** Hash of the content: the same version means the same vectors. */
  readonly version: string
  readonly dimensions: number
  /** The most frequent first. */
  readonly words: readonly string[]
  /** How often each word stood in the training texts. */
  readonly counts: Uint32Array
  readonly pieces: readonly string[]
  /** Row r is `rows[r × dimensions …]` times `scales[r]`: first the words, then the pieces. */
  readonly rows: Int8Array
  readonly scales: Float32Array
  /** What the texts have in common, taken out of the meaning of each (Arora et al. 2017). Numbers around 0, at most 1 long. */
  readonly common: Float32Array
  readonly rowOf: ReadonlyMap<string, number>
  readonly rowOfPiece: ReadonlyMap<string, number>
}

/** What is stored; the rest follows from it. */
export type WordVectorContent = Omit<WordVectors, 'version' | 'rowOf' | 'rowOfPiece'>

export function assembleWordVectors(content: WordVectorContent, version: string): WordVectors {
  const { words, pieces } = content
  return {
    ...content,
    version,
    rowOf: new Map(words.map((word, row) => [word, row])),
    rowOfPiece: new Map(pieces.map((piece, i) => [piece, words.length + i])),
  }
}

/** Rows of numbers at one byte each; the largest number of a row is 127 of its scale. */
export function packRows(rows: Float32Array, dimensions: number): { rows: Int8Array; scales: Float32Array } {
  const scales = new Float32Array(rows.length / dimensions)
  const bytes = new Int8Array(rows.length)
  for (let row = 0; row < scales.length; row++) {
    let largest = 0
    for (let i = 0; i < dimensions; i++) largest = Math.max(largest, Math.abs(rows[row * dimensions + i] as number))
    scales[row] = largest / 127
    if (largest === 0) continue
    for (let i = 0; i < dimensions; i++) {
      bytes[row * dimensions + i] = Math.round(((rows[row * dimensions + i] as number) * 127) / largest)
    }
  }
  return { rows: bytes, scales }
}

/** Adds a word's vector to `sum`, times `weight`. False, and nothing added, when neither it nor a piece of it is known. */
export function addVector(vectors: WordVectors, word: string, weight: number, sum: Float32Array): boolean {
  const row = vectors.rowOf.get(word)
  if (row !== undefined) {
    addRow(vectors, row, weight, sum)
    return true
  }
  const known = piecesOf(word).flatMap(piece => vectors.rowOfPiece.get(piece) ?? [])
  for (const piece of known) addRow(vectors, piece, weight / known.length, sum)
  return known.length > 0
}

function addRow({ rows, scales, dimensions }: WordVectors, row: number, weight: number, sum: Float32Array): void {
  const factor = weight * (scales[row] as number)
  for (let i = 0; i < dimensions; i++) sum[i] = (sum[i] as number) + factor * (rows[row * dimensions + i] as number)
}
