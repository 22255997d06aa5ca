/** Whoever can say what a text means, as a direction in a space: texts that mean the like point the same way. */
import type { MatchDocument } from './document.ts'

export interface Meanings {
  readonly dimensions: number
  /** Null when it knows none of the words. */
  ofText(text: Pick<MatchDocument, 'title' | 'text'> & { keywords?: readonly string[] }): Float32Array | null
  /** Words of the second text that mean most nearly what words of the first do, nearest first. */
  nearestWords(query: readonly string[], document: readonly string[], limit: number): NearWord[]
}

export interface NearWord {
  query: string
  document: string
  /** Cosine, above 0. */
  similarity: number
}
