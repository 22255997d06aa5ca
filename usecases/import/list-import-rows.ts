import { countRowsOfImport, type ImportRowRow, type ImportRowState, pageOfImportRows } from '#db/queries/import.ts'
import type { ImportProblem } from '#domain/import/refusals.ts'
import type { Library } from '#domain/listing.ts'
import { checkPageSize, type Page } from '#domain/page.ts'
import type { Ctx } from '../support/ctx.ts'
import { requireImportBatch } from './find-imports.ts'
import { fromStoredProblem } from './row-verdict.ts'

export interface ListImportRowsInput {
  id: string
  state: ImportRowState | null
  /** Only rows with a warning or an error. */
  withProblems: boolean
  first: number | null
  after: string | null
}

export interface ImportRowView extends Omit<ImportRowRow, 'problems'> {
  problems: ImportProblem[]
  library: Library
}

/** What became of each row, in the order of the file. */
export async function listImportRows(ctx: Ctx, input: ListImportRowsInput): Promise<Page<ImportRowView>> {
  const { id, library } = await requireImportBatch(ctx, input.id)
  const filter = { batchId: id, state: input.state, withProblems: input.withProblems }
  const page = await pageOfImportRows(ctx.db, filter, { first: checkPageSize(input.first), after: input.after })
  const items = page.items.map(({ item, cursor }) => ({
    item: { ...item, library, problems: item.problems.map(fromStoredProblem) },
    cursor,
  }))
  return { ...page, items }
}

/** How many rows the same list holds in all. */
export async function countListedImportRows(ctx: Ctx, input: ListImportRowsInput): Promise<number> {
  const { id } = await requireImportBatch(ctx, input.id)
  return countRowsOfImport(ctx.db, { batchId: id, state: input.state, withProblems: input.withProblems })
}
