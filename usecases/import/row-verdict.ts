/** What is to become of one row: stored, left as it was stored before, or handed back with its reasons. */
import type { ImportRowState } from '#db/queries/import.ts'
import type { StoredRowProblem } from '#db/schema/import.ts'
import { requiredField } from '#domain/import/columns.ts'
import type { ImportProblem } from '#domain/import/refusals.ts'
import type { Library } from '#domain/listing.ts'
import type { PreparedRow } from './prepare-row.ts'

export interface RowVerdict {
  row: PreparedRow<Library>
  state: ImportRowState
  listingId: string | null
  problems: readonly ImportProblem[]
}

/** `imported` is the listing that already came from a row of this key, `firstRowNo` a row above with the same key. */
export function verdictOfRow(
  library: Library,
  row: PreparedRow<Library>,
  imported: { id: string; title: string } | null,
  firstRowNo: number | null,
): RowVerdict {
  const { problems } = row
  if (!row.isReady) return { row, state: 'rejected', listingId: null, problems }
  if (firstRowNo !== null) {
    const message = `row ${firstRowNo} has the same key "${shortKey(row.key)}"`
    const remedy = 'delete one of them, or give each row its own key'
    const repeated: ImportProblem = { column: null, message, remedy, severity: 'error' }
    return { row, state: 'rejected', listingId: null, problems: [...problems, repeated] }
  }
  if (!imported) return { row, state: 'ready', listingId: null, problems }
  const renamed = imported.title === titleOf(library, row) ? [] : [keyTaken(row.key, imported.title)]
  return { row, state: 'duplicate', listingId: imported.id, problems: [...problems, ...renamed] }
}

/** A key used twice for different things (编号 1 of another sheet) must not swallow a row in silence. */
function keyTaken(key: string, title: string): ImportProblem {
  return {
    column: null,
    message: `the key "${shortKey(key)}" was imported before as "${title.slice(0, 60)}"; that entry stays as it is`,
    remedy: 'edit the entry itself, or if this row is another one, give it another key or map no key column',
    severity: 'warning',
  }
}

const shortKey = (key: string) => (key.length > 40 ? `${key.slice(0, 12)}…` : key)

function titleOf(library: Library, { content }: PreparedRow<Library>): unknown {
  return (content as unknown as Record<string, unknown>)[requiredField[library]]
}

export function toStoredProblem(problem: ImportProblem): StoredRowProblem {
  return { ...problem, column: problem.column ?? '' }
}

export function fromStoredProblem(problem: StoredRowProblem): ImportProblem {
  return { ...problem, column: problem.column || null }
}
