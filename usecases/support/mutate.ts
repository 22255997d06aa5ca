/** The frame of every verb that writes: one transaction, and in it, last, the audit entry. */
import type { Transaction } from '#db/client.ts'
import { type AuditDraft, insertAudit } from '#db/queries/audit.ts'
import { withTransaction } from '#db/transaction.ts'
import type { Ctx } from './ctx.ts'

export type AuditNote = Omit<AuditDraft, 'actorUserId' | 'actorOrganisationId' | 'requestId'>

export interface Outcome<T> {
  result: T
  audit: AuditNote | readonly AuditNote[]
}

/** Who acts, as the two columns every record carries. */
export function actorColumns(ctx: Ctx): { actorUserId: string | null; actorOrganisationId: string | null } {
  if (ctx.actor.kind !== 'user') return { actorUserId: null, actorOrganisationId: null }
  return { actorUserId: ctx.actor.userId, actorOrganisationId: ctx.actor.acting?.organisationId ?? null }
}

/**
 * Runs `work` and writes its audit in the same transaction; either all of it happens or nothing. What it did to public
 * listings is in this process's index before it returns, so the next question finds it, or finds it gone.
 */
export async function mutate<T>(ctx: Ctx, work: (tx: Transaction) => Promise<Outcome<T>>): Promise<T> {
  const { result, notes, seq } = await withTransaction(ctx.db, async tx => {
    const { result, audit } = await work(tx)
    const notes: readonly AuditNote[] = Array.isArray(audit) ? audit : [audit]
    let seq = 0
    for (const note of notes) seq = await insertAudit(tx, { ...note, ...actorColumns(ctx), requestId: ctx.requestId })
    return { result, notes, seq }
  })
  if (ctx.written) ctx.written.seq = Math.max(ctx.written.seq, seq)
  if (notes.some(({ listings }) => listings && listings.length > 0)) await ctx.matching.takeIn(seq)
  return result
}
