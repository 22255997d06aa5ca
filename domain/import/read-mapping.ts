/** A mapping as a screen or a script sends it, made safe; and what makes two files alike enough to share a mapping. */
import { z } from 'zod'
import type { Library } from '../listing.ts'
import { InvalidInput, requireValid } from '../refusal.ts'
import { normaliseHeader } from './columns.ts'
import { type ColumnMapping, checkMapping, parseMapping } from './mapping.ts'

const mappingShape = z.record(
  z.string().max(60),
  z.union([
    z.strictObject({ name: z.string().max(500) }),
    z.strictObject({ position: z.number() }),
    z.strictObject({ constant: z.string().max(2_000) }),
  ]),
)

/**
 * Reads `title=2,problem=内容` or `{"title": {"position": 2}, "problem": {"name": "内容"}, "field": {"constant": "…"}}`.
 * @throws InvalidInput
 */
export function readMapping(library: Library, given: unknown): ColumnMapping {
  if (typeof given === 'string') return parseMapping(library, given)
  const read = mappingShape.safeParse(given)
  if (!read.success)
    throw new InvalidInput([
      {
        path: ['mapping', ...(read.error.issues[0]?.path ?? [])].join('.'),
        message: 'is no mapping',
        remedy: 'give each field one of {"name": "…"}, {"position": 2}, {"constant": "…"}, or write title=2,problem=3',
      },
    ])
  requireValid(checkMapping(library, read.data))
  return read.data
}

/**
 * What a mapping is remembered under: the names of the columns, or for a file without header how many there are. The
 * last column "error" of a file of failed rows does not count, so that the corrected file meets its own mapping again.
 */
export function columnSignature(header: readonly string[] | null, width: number): string {
  if (header === null) return `width ${width}`
  const names = header.map(normaliseHeader)
  return JSON.stringify(names.at(-1) === 'error' ? names.slice(0, -1) : names)
}
