/** Ids of organisations, people and memberships are plain UUIDs. Any other text names nothing that exists. */
import { NotFound } from '#domain/refusal.ts'
import { isUuid } from '#domain/uuid.ts'

/** The id itself; refused as not found when the database could not even look for it. */
export function readRawId(text: string, noun: string): string {
  if (!isUuid(text)) throw new NotFound(noun)
  return text
}
