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
import { type DeterminationRow, lockDeterminations } from '#db/queries/subsidy.ts'
import { listContractsById } from '#db/queries/subsidy-facts.ts'
import { may } from '#domain/access/may.ts'
import { dayInChina } from '#domain/calendar.ts'
import type { GroundChange } from '#domain/notification/notification.ts'
import { NotFound, type Refusal, refuse, requireValid } from '#domain/refusal.ts'
import { checkAnotherPerson } from '#domain/subsidy/money/determination.ts'
import { checkRevocation, IntegrityRevoked } from '#domain/subsidy/money/integrity.ts'
import type { Ctx } from '../../support/ctx.ts'
import { type AuditNote, mutate } from '../../support/mutate.ts'
import { checkOwnOrganisation } from '../../support/own-organisation.ts'
import { requirePerson } from '../../support/person.ts'
import { type EvidenceInput, type ReadEvidence, readEvidence, storeEvidence } from '../../support/store-evidence.ts'
import { isOnStatedIncome, type StoredTrace } from '../figure/stored-trace.ts'
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

/** @throws IntegrityRevoked, SamePerson for whoever recorded it, OwnOrganisation for a member of the unit */
export async function revokeIntegrity(ctx: Ctx, input: RevokeIntegrityInput): Promise<NamedIntegrity> {
  const { id, ...record } = await getIntegrityRecord(ctx, input)
  refuse(checkMayRevoke(ctx, record))
  const document = input.evidence ? readEvidence(input.evidence) : null
  await mutate(ctx, async tx => {
    const row = await lockIntegrity(tx, id)
    if (!row) throw new NotFound('integrity record')
    refuse(await checkOwnOrganisation(ctx, tx, [row.organisationId]))
    const revoked = await revoke(ctx, tx, row, { ...input, document })
    const by = { cancelledBy: revoked.revokedBy, cancelledAt: revoked.revokedAt }
    const { cancelled, hidden } = await cancel(tx, id, by)
    const audit = [noteOf(row, revoked, hidden), ...cancelled.map(one => noteOfCancelled(one, by))]
    return { result: null, audit }
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
async function cancel(tx: Transaction, id: string, by: { cancelledBy: string; cancelledAt: Date }) {
  const raised = await listOpenClawbacksOn(tx, id)
  const figures = await lockDeterminations(
    tx,
    raised.map(({ determinationId }) => determinationId),
  )
  const open = await lockOpenClawbacksOn(tx, id)
  const ids = open.map(one => one.id)
  await cancelClawbacks(tx, ids, by)
  const grants = figures.filter(({ id }) => open.some(({ determinationId }) => determinationId === id))
  return { cancelled: open, hidden: await listHidden(tx, id, grants) }
}

function noteOf(row: IntegrityRow, revoked: object, hidden: readonly GroundChange[]): AuditNote {
  const audit = { action: 'integrity.revoke', subjectKind: 'organisation', subjectId: row.organisationId }
  const messages = hidden.map(payload => ({ topic: 'subsidy.ground_changed' as const, payload }))
  return { ...audit, before: row, after: { id: row.id, ...revoked }, messages }
}

/**
 * What else takes the same grants back, and raised nothing while all of them was to come back already: other records that
 * stand, a registration that ended, or that less is due by now for whatever happened meanwhile (a payment reversed, a fact
 * withdrawn, an award entered late). A record that raised nothing and is repaired by now is not among them: no debt arose.
 */
async function listHidden(
  tx: Transaction,
  recordId: string,
  grants: readonly DeterminationRow[],
): Promise<GroundChange[]> {
  if (grants.length === 0) return []
  const figureIds = grants.map(({ id }) => id)
  const others = await listStandingIntegrity(tx, figureIds)
  const records = [...new Set(others.map(({ id }) => id))]
  return [
    ...records.map((causeId): GroundChange => ({ reason: 'integrity_record', causeId })),
    ...(await listEndedRegistrations(tx, grants)),
    { reason: 'figure_lowered', figureIds, causeId: recordId },
  ]
}

/** Of what was granted on an income that an officer stated, which the register cannot compute anew. */
async function listEndedRegistrations(tx: Transaction, grants: readonly DeterminationRow[]): Promise<GroundChange[]> {
  const stated = grants.filter(({ trace }) => isOnStatedIncome(trace as StoredTrace))
  const contracts = await listContractsById(
    tx,
    stated.map(({ subjectId }) => subjectId),
  )
  return contracts.flatMap(({ registration }): GroundChange[] => {
    if (registration?.state !== 'deregistered' && registration?.state !== 'revoked') return []
    return [{ reason: `registration_${registration.state}`, causeId: registration.id }]
  })
}

function noteOfCancelled(
  { id, determinationId, cancelledBy, cancelledAt }: ClawbackRow,
  after: { cancelledBy: string; cancelledAt: Date },
): AuditNote {
  return {
    action: 'clawback.cancel',
    subjectKind: 'clawback',
    subjectId: id,
    before: { cancelledBy, cancelledAt },
    after,
    messages: [{ topic: 'subsidy.clawback_cancelled', payload: { determinationId, clawbackId: id } }],
  }
}
