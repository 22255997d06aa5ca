/**
 * Stores the rows of a previewed import as drafts, some hundreds in a transaction, each with its audit entry. Whatever
 * stops it – a crash, a lost connection – calling it again goes on with the rows that are left; called by two at once
 * they take turns at the batch's lock. A finished import stays as it is.
 */
import type { Transaction } from '#db/client.ts'
import { readClock } from '#db/queries/clock.ts'
import {
  findImportedListings,
  type ImportBatchRow,
  type ImportRowRow,
  listReadyRows,
  lockImportBatch,
  lockImportKeys,
  saveImportMapping,
  updateImportBatch,
  updateImportRows,
} from '#db/queries/import.ts'
import { may } from '#domain/access/may.ts'
import type { Library } from '#domain/listing.ts'
import { NotFound, refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { listingKinds } from '../support/listing-kinds.ts'
import { type AuditNote, mutate } from '../support/mutate.ts'
import { requirePerson } from '../support/person.ts'
import { getImport, requireImportBatch } from './find-imports.ts'
import { type ImportView, storedMapping } from './import-view.ts'
import { createRowPreparer } from './prepare-row.ts'
import { loadReferences, type References } from './references.ts'
import { type RowVerdict, toStoredProblem, verdictOfRow } from './row-verdict.ts'

/** Short enough that other requests hardly wait for one, long enough that its audit entry costs nothing. */
export const rowsPerTransaction = 500

export async function executeImport(ctx: Ctx, input: { id: string }): Promise<ImportView> {
  const { id } = await requireImportBatch(ctx, input.id)
  const references = await loadReferences(ctx.db)
  while (!(await executeNext(ctx, id, references)));
  return getImport(ctx, id)
}

/** One transaction's worth; true when nothing is left to do. */
async function executeNext(ctx: Ctx, id: string, references: References): Promise<boolean> {
  return mutate<boolean>(ctx, async tx => {
    const batch = await lockImportBatch(tx, id)
    // Without a number of rows the file was not read to its end, and nobody has seen what would be stored.
    if (!batch || batch.rowCount === 0) throw new NotFound('import')
    refuse(may(ctx.actor, 'listing.import', { owner: batch.organisationId }))
    if (batch.state === 'done') return { result: true, audit: [] }
    await lockImportKeys(tx, batch.organisationId)
    if (batch.state === 'previewed') await rememberMapping(tx, batch)
    const rows = await listReadyRows(tx, id, rowsPerTransaction)
    const verdicts = await storeRows(ctx, tx, batch, rows, references)
    const isDone = rows.length < rowsPerTransaction
    const finishedAt = isDone ? await readClock(tx) : null
    await updateImportBatch(tx, id, { state: isDone ? 'done' : 'running', finishedAt })
    return { result: isDone, audit: auditOf(batch, verdicts, isDone) }
  })
}

function auditOf(batch: ImportBatchRow, verdicts: readonly RowVerdict[], isDone: boolean): AuditNote {
  return {
    action: `${batch.library}.import`,
    subjectKind: 'import_batch',
    subjectId: batch.id,
    before: { state: batch.state },
    after: {
      state: isDone ? 'done' : 'running',
      rows: verdicts.map(({ row, state, listingId }) => ({ rowNo: row.rowNo, state, listingId })),
    },
  }
}

/** What a person mapped by hand is used again for the next file with the same columns. */
async function rememberMapping(tx: Transaction, { organisationId, library, mapping }: ImportBatchRow): Promise<void> {
  const { source, signature, columns } = storedMapping({ mapping })
  if (source !== 'given') return
  await saveImportMapping(tx, { organisationId, library, signature, mapping: columns, usedAt: await readClock(tx) })
}

async function storeRows<L extends Library>(
  ctx: Ctx,
  tx: Transaction,
  batch: ImportBatchRow & { library: L },
  rows: readonly ImportRowRow[],
  references: References,
): Promise<RowVerdict[]> {
  const { library, organisationId, header } = batch
  const { userId } = requirePerson(ctx.actor)
  const prepare = createRowPreparer({ library, mapping: storedMapping(batch).columns, header, references })
  const kind = listingKinds[library]
  const imported = await findImportedListings(
    tx,
    library,
    organisationId,
    rows.map(row => row.rowKey),
  )
  const verdicts: RowVerdict[] = []
  const drafts: Parameters<typeof kind.insert>[1][number][] = []
  for (const { rowNo, cells, rowKey } of rows) {
    const row = { ...prepare({ rowNo, cells, problem: null }), key: rowKey }
    const verdict = verdictOfRow(library, row, imported.get(rowKey) ?? null, null)
    if (verdict.state !== 'ready') {
      verdicts.push(verdict)
      continue
    }
    const id = ctx.newId()
    const searchText = kind.searchText(row.content)
    drafts.push({ ...row.content, id, organisationId, createdBy: userId, searchText, importKey: rowKey })
    verdicts.push({ ...verdict, state: 'stored', listingId: id })
  }
  await kind.insert(tx, drafts)
  await updateImportRows(
    tx,
    batch.id,
    verdicts.map(({ row, state, listingId, problems }) => ({
      rowNo: row.rowNo,
      state,
      listingId,
      problems: problems.map(toStoredProblem),
    })),
  )
  return verdicts
}
