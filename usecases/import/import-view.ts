/** An import as its organisation sees it: the file, the mapping, and how far it has come. */
import type { Queryable } from '#db/client.ts'
import { countImportRows, type ImportBatchRow, type ImportCounts } from '#db/queries/import.ts'
import type { ColumnMapping } from '#domain/import/mapping.ts'

export const mappingSources = ['given', 'remembered', 'guessed'] as const
export type MappingSource = (typeof mappingSources)[number]

/** What the batch's `mapping` column holds. */
export interface StoredMapping {
  source: MappingSource
  /** Digest of the column names under which the mapping is remembered. */
  signature: string
  columns: ColumnMapping
}

export interface ImportView extends Omit<ImportBatchRow, 'mapping'> {
  mapping: ColumnMapping
  mappingSource: MappingSource
  counts: ImportCounts
  /** Of the rows that can be stored, how many are: 0 to 100. */
  progressPercent: number
}

const noRows: ImportCounts = { ready: 0, rejected: 0, stored: 0, duplicate: 0, withProblems: 0 }

export function storedMapping(batch: Pick<ImportBatchRow, 'mapping'>): StoredMapping {
  return batch.mapping as StoredMapping
}

/** Adds the counts to the batches, in one statement. */
export async function presentImports(db: Queryable, batches: readonly ImportBatchRow[]): Promise<ImportView[]> {
  const counted = await countImportRows(
    db,
    batches.map(({ id }) => id),
  )
  return batches.map(batch => {
    const counts = counted.get(batch.id) ?? noRows
    const { source, columns } = storedMapping(batch)
    const toStore = counts.ready + counts.stored
    const progressPercent = toStore === 0 ? 100 : Math.floor((100 * counts.stored) / toStore)
    return { ...batch, mapping: columns, mappingSource: source, counts, progressPercent }
  })
}
