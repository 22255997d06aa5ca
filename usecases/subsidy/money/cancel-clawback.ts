/**
 * An approver takes back that a grant is to come back ("取消追回"): the mistake that raised it has been corrected. Only where
 * the grant may stand by now, and only while it has not come back; what an integrity record raised is cancelled by revoking
 * that record (`revokeIntegrity`).
 */
import type { Transaction } from '#db/client.ts'
import {
  type ClawbackRow,
  type ClawbackView,
  cancelClawbacks,
  listGrantsBeside,
  lockClawback,
} from '#db/queries/clawback.ts'
import { readClock } from '#db/queries/clock.ts'
import { listStandingIntegrity } from '#db/queries/integrity.ts'
import { type DeterminationRow, lockDeterminations } from '#db/queries/subsidy.ts'
import { lockGranting } from '#db/queries/subsidy-limit.ts'
import type { Actor } from '#domain/access/actor.ts'
import { may } from '#domain/access/may.ts'
import { checkLength, checkReason } from '#domain/field-check.ts'
import { NotFound, type Refusal, refuse, requireValid } from '#domain/refusal.ts'
import { ClawbackStands, checkCancellable, fallsBackFen, planClawback } from '#domain/subsidy/money/clawback.ts'
import { longestDeterminationReason } from '#domain/subsidy/money/determination.ts'
import { IntegrityRecordStands } from '#domain/subsidy/money/integrity.ts'
import type { Ctx } from '../../support/ctx.ts'
import { mutate } from '../../support/mutate.ts'
import { checkOwnOrganisation } from '../../support/own-organisation.ts'
import { requirePerson } from '../../support/person.ts'
import { entitlementOf, isGranted, listStandingGrants } from '../figure/list-standing-grants.ts'
import { readRulesOf, reevaluateGrants } from '../figure/reevaluate-determinations.ts'
import { getClawback } from './find-clawback.ts'

/** Whether the grant may stand is looked at by the verb itself, under its locks. */
export function checkMayCancel(
  actor: Actor,
  claim: Pick<ClawbackRow, 'reason' | 'causeId' | 'collectedAt' | 'collectedOn' | 'cancelledAt'>,
  { bureauId }: Pick<DeterminationRow, 'bureauId'>,
): Refusal | null {
  return may(actor, 'clawback.cancel', { bureau: bureauId }) ?? checkCancellable(claim)
}

/** @throws ClawbackStands, IntegrityRecordStands, ClawbackOfRecord, ClawbackCollected, ClawbackCancelled, OwnOrganisation */
export async function cancelClawback(ctx: Ctx, input: { id: string; reason: string }): Promise<ClawbackView> {
  const { determinationId } = await getClawback(ctx, input)
  const reason = input.reason.trim()
  requireValid([
    ...checkReason('reason', reason, { isNeeded: true }),
    ...checkLength('reason', reason, longestDeterminationReason),
  ])
  await mutate(ctx, async tx => {
    const rows = await lockEntitlement(tx, determinationId)
    const claim = await lockClawback(tx, input.id)
    const row = rows.find(({ id }) => id === determinationId)
    if (!row || !claim) throw new NotFound('clawback')
    refuse(checkMayCancel(ctx.actor, claim, row))
    refuse(await checkOwnOrganisation(ctx, tx, [row.beneficiaryId]))
    const { userId: cancelledBy } = requirePerson(ctx.actor)
    const cancelledAt = await readClock(tx)
    await cancelClawbacks(tx, [claim.id], { cancelledBy, cancelledAt })
    refuse(await checkMayStand(tx, row, { rows, now: cancelledAt }))
    return {
      result: null,
      audit: {
        action: 'clawback.cancel',
        subjectKind: 'clawback',
        subjectId: claim.id,
        before: { cancelledBy: null, cancelledAt: null },
        after: { cancelledBy, cancelledAt, reason },
        messages: [
          { topic: 'subsidy.clawback_cancelled' as const, payload: { determinationId, clawbackId: claim.id } },
        ],
      },
    }
  })
  ctx.outbox.wake()
  return getClawback(ctx, input)
}

/** Figures in the order of their ids, as whoever raises or collects locks them; then nothing else is granted meanwhile. */
async function lockEntitlement(tx: Transaction, determinationId: string): Promise<DeterminationRow[]> {
  const beside = await listGrantsBeside(tx, [determinationId])
  const rows = await lockDeterminations(tx, [...new Set([determinationId, ...beside])])
  await lockGranting(tx, { isAlone: true })
  return rows
}

/** What would come back again of the entitlement, with the claw-back cancelled already: nothing may. */
async function checkMayStand(
  tx: Transaction,
  row: DeterminationRow,
  { rows, now }: { rows: readonly DeterminationRow[]; now: Date },
): Promise<Refusal | null> {
  const grants = rows.filter(isGranted)
  const [record] = await listStandingIntegrity(tx, [row.id])
  if (record) return new IntegrityRecordStands(record.id, record.foundOn)
  const [lead = row] = grants.toSorted((a, b) => Number(b.approvedAt) - Number(a.approvedAt))
  const payable = (await reevaluateGrants(tx, await readRulesOf(tx, [lead]), { grants, now })).get(lead.id)
  if (!payable) throw new RangeError(`figure ${lead.id} was not evaluated again`)
  const standing = (await listStandingGrants(tx, grants)).get(entitlementOf(lead)) ?? []
  const backFen = fallsBackFen(standing, planClawback(standing, payable))
  return backFen > 0n ? new ClawbackStands(backFen) : null
}
