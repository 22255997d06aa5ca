/** Cursors of keyset pages: the sort value and the id of the last row, readable by nobody and stable under inserts. */
import { InvalidInput } from '#domain/refusal.ts'

export interface CursorKey {
  value: string | null
  id: string
}

export function encodeCursor(key: CursorKey): string {
  return Buffer.from(JSON.stringify([key.value, key.id])).toString('base64url')
}

const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/

/** Reads a cursor; anything that this program did not write is the caller's mistake. */
export function decodeCursor(cursor: string): CursorKey {
  try {
    const [value, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as [unknown, unknown]
    if ((value === null || typeof value === 'string') && typeof id === 'string' && uuid.test(id)) return { value, id }
  } catch {
    // falls through to the refusal below: a broken cursor is bad input, whatever broke it
  }
  throw new InvalidInput([
    {
      path: 'after',
      message: 'is not a cursor of this list',
      remedy: 'pass an endCursor as it was returned, or nothing',
    },
  ])
}
