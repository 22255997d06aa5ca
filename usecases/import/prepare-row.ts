/**
 * A row of a file → what will be stored of it. The same code prepares a row for the preview and for the execution, so
 * that what was promised is what is done, and what has become wrong since is seen before the database refuses it.
 */
import { sha256 } from '#db/digest.ts'
import { createRowMapper, isImportable, placeOf } from '#domain/import/map-row.ts'
import type { ColumnMapping } from '#domain/import/mapping.ts'
import type { ImportProblem } from '#domain/import/refusals.ts'
import type { TableRow } from '#domain/import/table.ts'
import type { Library } from '#domain/listing.ts'
import type { FieldProblem } from '#domain/refusal.ts'
import { storable } from '#domain/storable-text.ts'
import { type ListingContents, listingKinds } from '../support/listing-kinds.ts'
import { type References, resolveCodes } from './references.ts'

export interface PreparedRow<L extends Library> {
  rowNo: number
  key: string
  /** Without the characters that a database cannot hold. */
  cells: string[]
  content: ListingContents[L]
  problems: ImportProblem[]
  /** False when an error keeps it out. */
  isReady: boolean
}

export interface RowPlan<L extends Library> {
  library: L
  mapping: ColumnMapping
  header: readonly string[] | null
  references: References
}

/** @throws InvalidInput when the mapping does not fit the library or the header */
export function createRowPreparer<L extends Library>(plan: RowPlan<L>): (row: TableRow) => PreparedRow<L> {
  const { library, mapping, header, references } = plan
  const mapRow = createRowMapper(library, mapping, header, {
    hashKey: sha256,
    lookups: references.lookups,
  })
  const named = (problem: ImportProblem): ImportProblem => ({ ...problem, column: columnOf(plan, problem.column) })

  return ({ rowNo, cells: given, problem }) => {
    const cells = given.map(storable)
    const { key, content, problems } = mapRow(cells)
    if (problem !== null) problems.splice(0, Infinity, problem)
    else {
      const changed = cells.findIndex((cell, at) => cell !== given[at])
      if (changed >= 0) problems.push(unstorable(header, changed))
      problems.push(...resolveCodes(content, references).map(named))
      if (isImportable({ problems }))
        problems.push(...listingKinds[library].checkDraft(content).map(asImportProblem).map(named))
    }
    return { rowNo, key, cells, content, problems, isReady: isImportable({ problems }) }
  }
}

function unstorable(header: readonly string[] | null, at: number): ImportProblem {
  return {
    column: header?.[at] || `column ${at + 1}`,
    message: 'the cell holds a character that is none',
    remedy: 'delete the sign shown as �, or type the text again',
    severity: 'error',
  }
}

function asImportProblem({ path, message, remedy }: FieldProblem): ImportProblem {
  return { column: path, message, remedy, severity: 'error' }
}

/** A field as the file names its column: `budgetMinFen` is fed by the column of `budgetMin`. */
function columnOf({ mapping, header }: RowPlan<Library>, path: string | null): string | null {
  const field = path?.split('.')[0] ?? ''
  const source = mapping[field] ?? mapping[field.replace(/Fen$/, '')]
  return source ? placeOf(source, header).name : path
}
