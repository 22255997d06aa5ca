import { type ImportBatchRow, listImportBatches } from '#db/queries/import.ts'
import { may } from '#domain/access/may.ts'
import { NotFound, refuse } from '#domain/refusal.ts'
import { isUuid } from '#domain/uuid.ts'
import type { Ctx } from '../support/ctx.ts'
import { type ImportView, presentImports } from './import-view.ts'

/** Imports by id, in the order asked; null for one that does not exist or belongs to another organisation. */
export async function findImports(ctx: Ctx, ids: readonly string[]): Promise<(ImportView | null)[]> {
  const batches = await listImportBatches(ctx.db, ids.filter(isUuid))
  const visible = batches.filter(batch => may(ctx.actor, 'listing.import', { owner: batch.organisationId }) === null)
  const byId = new Map((await presentImports(ctx.db, visible)).map(view => [view.id, view]))
  return ids.map(id => byId.get(id.toLowerCase()) ?? null)
}

export async function getImport(ctx: Ctx, id: string): Promise<ImportView> {
  const [view] = await findImports(ctx, [id])
  if (!view) throw new NotFound('import')
  return view
}

/** The batch whose rows are asked for; throws when the actor's organisation is not its owner. */
export async function requireImportBatch(ctx: Ctx, id: string): Promise<ImportBatchRow> {
  const [batch] = isUuid(id) ? await listImportBatches(ctx.db, [id]) : []
  if (!batch) throw new NotFound('import')
  refuse(may(ctx.actor, 'listing.import', { owner: batch.organisationId }))
  return batch
}
