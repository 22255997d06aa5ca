/**
 * Words that no text has, because no token begins with their sign. They stand in the postings like others, so that what
 * they mean is found like a word is, and count in nothing that ranks.
 */
import { type Dictionary, wordOf } from './dictionary.ts'

/** Of every listing of an organisation: the answer to a filter that leaves few. */
export const ownerWord = (organisationId: string) => `#owner ${organisationId}`

/** Of a name by which a listing is found. */
export const nameWord = (word: string) => `@${word}`

/** Whether a word of the dictionary is one of these, or a metric. */
export function isMarked(dictionary: Dictionary, number: number): boolean {
  return /^[#@]/.test(wordOf(dictionary, number))
}
