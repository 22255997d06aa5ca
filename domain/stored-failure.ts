/**
 * Why work in the background failed, as it stands stored beside it: a refusal with its data, of which a screen makes a
 * sentence in its language, or a sentence of the job itself. What was stored before this shape is `CODE: message`.
 */
import type { Refusal } from './refusal.ts'

export interface StoredFailure {
  /** Of the refusal; null where the job itself gave up. */
  code: string | null
  /** English, for developers. */
  message: string
  details: Readonly<Record<string, string>>
}

/** The column takes no more. */
const longest = 2000
const longestText = 400

/** The refusal's own data, without what every error has. */
export function detailsOf(refusal: Refusal): Record<string, unknown> {
  const { code, message, stack, name, ...details } = Object.assign({}, refusal) as unknown as Record<string, unknown>
  return details
}

export function writeFailure({ code, message, details }: StoredFailure): string {
  const short = (text: string, most = longestText) => [...text].slice(0, most).join('')
  const texts = Object.entries(details).map(([name, text]) => [name, short(text)])
  const whole = JSON.stringify({ code, message: short(message), details: Object.fromEntries(texts) })
  // Escaped, a sign takes six at most.
  return whole.length <= longest ? whole : JSON.stringify({ code, message: short(message, 300), details: {} })
}

export function readFailure(stored: string): StoredFailure {
  if (stored.startsWith('{')) return JSON.parse(stored) as StoredFailure
  const old = /^([A-Z][A-Z_]+): ([\s\S]*)$/.exec(stored)
  return { code: old?.[1] ?? null, message: old?.[2] ?? stored, details: {} }
}
