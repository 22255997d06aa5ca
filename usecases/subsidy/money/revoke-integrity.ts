/**
 * The bureau revokes an integrity record ("撤销"): it was a mistake, or its decision was annulled. Nothing follows from it any
 * more, and what is to come back on it and has not come back is cancelled. What has come back stays where it is, and is due
 * again when it is determined anew; so is an approval that was withdrawn.
 */
import type { Transaction } from '#db/client.ts'
import { type ClawbackRow, cancelClawbacks, listOpenClawbacksOn, lockOpenClawbacksOn } from '#db/queries/clawback.ts'
import { readClock } from '#db/queries/clock.ts'
import {
  type IntegrityRow,
  listStandingIntegrity,
  lockIntegrity,
  type NamedIntegrity,
  saveRevocation,
} from '#db/queries/integrity.ts'
import { lockDeterminations } from '#db/queries/subsidy.ts'
import { may } from '#domain/access/may.ts'
import { dayInChina } from '#domain/calendar.ts'
import type { OutboxMessage } from '#domain/notification/notification.ts'
import { NotFound, type Refusal, refuse, requireValid } from '#domain/refusal.ts'
import { checkAnotherPerson } from '#domain/subsidy/money/determination.ts'
import { checkRevocation, IntegrityRevoked } from '#domain/subsidy/money/integrity.ts'
import type { Ctx } from '../../support/ctx.ts'
import { type AuditNote, mutate } from '../../support/mutate.ts'
import { requirePerson } from '../../support/person.ts'
import { type EvidenceInput, type ReadEvidence, readEvidence, storeEvidence } from '../../support/store-evidence.ts'
import { getIntegrityRecord } from './find-integrity.ts'

export interface RevokeIntegrityInput {
  id: string
  /** Today where it is left out. */
  revokedOn?: string | null | undefined
  reason: string
  /** What annuls the decision, where a document does. */
  evidence?: EvidenceInput | null | undefined
}

/** An officer of its bureau other than who recorded it. */
export function checkMayRevoke(
  { actor }: Pick<Ctx, 'actor'>,
  { bureauId, recordedBy }: Pick<NamedIntegrity, 'bureauId' | 'recordedBy'>,
): Refusal | null {
  const refusal = may(actor, 'integrity.revoke', { bureau: bureauId })
  return refusal ?? checkAnotherPerson([recordedBy], requirePerson(actor).userId)
}

/** @throws IntegrityRevoked, SamePerson for whoever recorded it */
export async function revokeIntegrity(ctx: Ctx, input: RevokeIntegrityInput): Promise<NamedIntegrity> {
  const { id, ...record } = await getIntegrityRecord(ctx, input)
  refuse(checkMayRevoke(ctx, record))
  const document = input.evidence ? readEvidence(input.evidence) : null
  await mutate(ctx, async tx => {
    const row = await lockIntegrity(tx, id)
    if (!row) throw new NotFound('integrity record')
    const revoked = await revoke(ctx, tx, row, { ...input, document })
    const cancelled = await cancel(tx, id, revoked)
    return { result: null, audit: [await noteOf(tx, row, revoked, cancelled), ...cancelled.map(noteOfCancelled)] }
  })
  ctx.outbox.wake()
  return getIntegrityRecord(ctx, { id })
}

async function revoke(
  ctx: Ctx,
  tx: Transaction,
  { id, foundOn, revokedOn: before }: IntegrityRow,
  input: RevokeIntegrityInput & { document: ReadEvidence | null },
) {
  if (before !== null) throw new IntegrityRevoked(before)
  const revokedAt = await readClock(tx)
  const today = dayInChina(revokedAt)
  const [revokedOn, revocationReason] = [input.revokedOn ?? today, input.reason.trim()]
  requireValid(checkRevocation({ revokedOn, reason: revocationReason }, { foundOn, today }))
  const place = { subjectKind: 'integrity_record', subjectId: id, purpose: 'annulment', uploadedAt: revokedAt }
  const evidence = input.document && (await storeEvidence(ctx, tx, input.document, place))
  const { userId: revokedBy } = requirePerson(ctx.actor)
  const revoked = { revokedOn, revokedBy, revokedAt, revocationReason, revocationEvidenceId: evidence?.id ?? null }
  await saveRevocation(tx, id, revoked)
  return revoked
}

/**
 * While the record is locked nothing more is raised on it. Figures before claw-backs, in the order of their ids: as whoever
 * raises or collects one locks them. What is being collected meanwhile is waited for, and stays.
 */
async function cancel(tx: Transaction, id: string, by: { revokedBy: string; revokedAt: Date }): Promise<ClawbackRow[]> {
  const raised = await listOpenClawbacksOn(tx, id)
  await lockDeterminations(
    tx,
    raised.map(({ determinationId }) => determinationId),
  )
  const open = await lockOpenClawbacksOn(tx, id)
  const ids = open.map(one => one.id)
  await cancelClawbacks(tx, ids, { cancelledBy: by.revokedBy, cancelledAt: by.revokedAt })
  return open
}

async function noteOf(
  tx: Transaction,
  row: IntegrityRow,
  revoked: object,
  cancelled: readonly ClawbackRow[],
): Promise<AuditNote> {
  const messages = await listHidden(tx, cancelled)
  const audit = { action: 'integrity.revoke', subjectKind: 'organisation', subjectId: row.organisationId }
  return { ...audit, before: row, after: { id: row.id, ...revoked }, messages }
}

/** What else stands against the same grants, and raised nothing while all of them was to come back already. */
async function listHidden(tx: Transaction, cancelled: readonly ClawbackRow[]): Promise<OutboxMessage[]> {
  const others = await listStandingIntegrity(
    tx,
    cancelled.map(({ determinationId }) => determinationId),
  )
  return [...new Set(others.map(({ id }) => id))].map(causeId => ({
    topic: 'subsidy.ground_changed',
    payload: { reason: 'integrity_record', causeId },
  }))
}

function noteOfCancelled({ id, determinationId, amountFen }: ClawbackRow): AuditNote {
  return {
    action: 'clawback.cancel',
    subjectKind: 'clawback',
    subjectId: id,
    before: { amountFen },
    after: { amountFen: 0n },
    messages: [{ topic: 'subsidy.clawback_cancelled', payload: { determinationId, clawbackId: id } }],
  }
}
