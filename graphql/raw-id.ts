/** Ids of organisations, people and memberships are plain UUIDs. Any other text names nothing that exists. */
import { NotFound } from '#domain/refusal.ts'

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

export function isRawId(text: string): boolean {
  return uuid.test(text)
}

/** The id itself; refused as not found when the database could not even look for it. */
export function readRawId(text: string, noun: string): string {
  if (!isRawId(text)) throw new NotFound(noun)
  return text
}
