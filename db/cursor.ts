/** Cursors of keyset pages: the sort value and the id of the last row, readable by nobody and stable under inserts. */
import { InvalidInput } from '#domain/refusal.ts'
import { isUuid } from '#domain/uuid.ts'

export interface CursorKey {
  value: string
  id: string
}

/** SQL types of the values that lists are sorted by. */
export type CursorType = 'timestamptz' | 'bigint' | 'date' | 'int'

export function encodeCursor(key: CursorKey): string {
  return Buffer.from(JSON.stringify([key.value, key.id])).toString('base64url')
}

const maxInt = 2n ** 31n - 1n
const maxBigint = 2n ** 63n - 1n

const isWholeNumber = (text: string, max: bigint): boolean => {
  if (!/^-?\d{1,19}$/.test(text)) return false
  const number = BigInt(text)
  return number <= max && number >= -max
}

/** Lists without an end put 9999-12-31 there, so any year that PostgreSQL and JavaScript write alike will do. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text < '0001') return false
  const ms = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text)
}

const time = /^[ T](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?(?:Z|[+-](?:0\d|1[0-4])(?::?[0-5]\d){0,2})$/

/** Whether PostgreSQL can cast the text; it would end the statement with an error where it cannot. */
const fits: Record<CursorType, (text: string) => boolean> = {
  timestamptz: text => isDate(text.slice(0, 10)) && time.test(text.slice(10)),
  bigint: text => isWholeNumber(text, maxBigint),
  date: isDate,
  int: text => isWholeNumber(text, maxInt),
}

/** Reads a cursor of a list sorted by `type`; anything that this program did not write is the caller's mistake. */
export function decodeCursor(cursor: string, type: CursorType): CursorKey {
  try {
    const [value, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as [unknown, unknown]
    if (typeof value === 'string' && typeof id === 'string' && isUuid(id) && fits[type](value)) return { value, id }
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
