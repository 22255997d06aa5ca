/**
 * Works off `subsidy.…`: tells the beneficiary's people that something became of a figure, and the bureau's reviewers
 * that it was claimed. At once and whatever they chose for alerts: it is their money, and their work.
 */
import { readClock } from '#db/queries/clock.ts'
import { insertNotifications, listStaff, type StaffMember } from '#db/queries/notification.ts'
import { finishMessage, lockOpenMessage, type TakenMessage } from '#db/queries/outbox.ts'
import { type DeterminationRow, findDetermination } from '#db/queries/subsidy.ts'
import type { Actor } from '#domain/access/actor.ts'
import { may } from '#domain/access/may.ts'
import type { SubsidyKind, SubsidyTopic } from '#domain/notification/notification.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'

const kinds: Record<SubsidyTopic, SubsidyKind> = {
  'subsidy.told': 'subsidy_told',
  'subsidy.claimed': 'subsidy_claimed',
  'subsidy.approved': 'subsidy_approved',
  'subsidy.refused': 'subsidy_refused',
  'subsidy.paid': 'subsidy_paid',
  'subsidy.clawed_back': 'subsidy_clawed_back',
  'subsidy.clawback_cancelled': 'subsidy_clawback_cancelled',
  'subsidy.recomputed': 'subsidy_recomputed',
}

/** Those who can act on it or own it, by the one access table. */
function isTold({ userId, displayName, isAdmin, acting }: StaffMember, topic: SubsidyTopic, row: DeterminationRow) {
  const actor: Actor = { kind: 'user', userId, displayName, isAdmin, acting }
  const verdict =
    topic === 'subsidy.claimed'
      ? may(actor, 'subsidy.review', { bureau: row.bureauId })
      : may(actor, 'subsidy.read', { beneficiary: row.beneficiaryId })
  return verdict === null
}

/** Returns how many notifications were written; 0 when another worker was first. */
export async function announceStep(ctx: Ctx, message: Extract<TakenMessage, { topic: SubsidyTopic }>): Promise<number> {
  refuse(may(ctx.actor, 'notification.issue'))
  const { topic, payload } = message
  return mutate(ctx, async tx => {
    if (!(await lockOpenMessage(tx, message))) return { result: 0, audit: [] }
    const row = await findDetermination(tx, payload.determinationId)
    if (!row) throw new Error(`the outbox speaks of a determination that is not there: ${message.seq}`)
    const organisationId = topic === 'subsidy.claimed' ? row.bureauId : row.beneficiaryId
    const now = await readClock(tx)
    const staff = await listStaff(tx, [organisationId])
    const rows = staff
      .filter(person => isTold(person, topic, row))
      .map(({ userId }) => ({
        id: ctx.newId(),
        userId,
        organisationId,
        kind: kinds[topic],
        subjectKind: 'determination' as const,
        subjectId: row.id,
        payload: { clawbackId: payload.clawbackId },
        createdAt: now,
        deliveredAt: now,
      }))
    await insertNotifications(tx, rows)
    await finishMessage(tx, message, now)
    const audit = {
      action: 'notification.issue',
      subjectKind: 'determination',
      subjectId: row.id,
      before: null,
      after: { message: message.seq, notifications: rows.length },
    }
    return { result: rows.length, audit: rows.length > 0 ? audit : [] }
  })
}
