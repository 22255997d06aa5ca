/** The cashier records that a claw-back has come in. What came back is free again on the limits it was granted under. */
import {
  type ClawbackView,
  lockClawback,
  findClawback as selectClawback,
  updateClawback,
} from '#db/queries/clawback.ts'
import { readClock } from '#db/queries/clock.ts'
import { lockDetermination, updateDetermination } from '#db/queries/subsidy.ts'
import { may } from '#domain/access/may.ts'
import { dayInChina } from '#domain/calendar.ts'
import { NotFound, refuse, requireValid } from '#domain/refusal.ts'
import { ClawbackCancelled, ClawbackCollected, checkCollection } from '#domain/subsidy/money/clawback.ts'
import { determinationLifecycle } from '#domain/subsidy/money/determination.ts'
import type { Ctx } from '../../support/ctx.ts'
import { mutate } from '../../support/mutate.ts'
import { checkOwnOrganisation } from '../../support/own-organisation.ts'
import { requirePerson } from '../../support/person.ts'
import { takeStep } from '../../support/step.ts'
import { getClawback } from './find-clawback.ts'
import { release } from './withdraw-approval.ts'

export interface CollectClawbackInput {
  id: string
  collectedOn: string
  bankReference: string
}

export async function collectClawback(ctx: Ctx, input: CollectClawbackInput): Promise<ClawbackView> {
  const { determinationId } = await getClawback(ctx, { id: input.id })
  await mutate(ctx, async tx => {
    const row = await lockDetermination(tx, determinationId)
    const claim = await lockClawback(tx, input.id)
    if (!row || !claim) throw new NotFound('clawback')
    refuse(may(ctx.actor, 'subsidy.pay', { bureau: row.bureauId }))
    refuse(await checkOwnOrganisation(ctx, tx, [row.beneficiaryId]))
    const { userId: collectedBy } = requirePerson(ctx.actor)
    if (claim.cancelledAt !== null) throw new ClawbackCancelled(dayInChina(claim.cancelledAt))
    if (claim.collectedAt !== null) throw new ClawbackCollected(claim.collectedOn)
    const today = dayInChina(await readClock(tx))
    requireValid(checkCollection(input, { paidOn: row.paidOn ?? '9999-12-31', today }))
    const { collectedOn } = input
    const bankReference = input.bankReference.trim()
    await release(ctx, tx, [{ determinationId: row.id, amountFen: claim.amountFen, clawbackId: claim.id }])
    // Read when nothing is waited for any more, as at an approval.
    const collectedAt = await readClock(tx)
    await updateClawback(tx, claim.id, { collectedBy, collectedAt, collectedOn, bankReference })
    const collectedFen = row.collectedFen + claim.amountFen
    const event = collectedFen === row.approvedFen ? 'claw_back' : 'claw_back_part'
    const frame = { kind: 'determination', id: row.id, lifecycle: determinationLifecycle, from: row.state } as const
    const state = await takeStep(ctx, tx, { ...frame, event, reason: claim.reason })
    await updateDetermination(tx, row.id, { state, collectedFen })
    return {
      result: null,
      audit: {
        action: 'clawback.collect',
        subjectKind: 'clawback',
        subjectId: claim.id,
        before: { state: row.state, collectedFen: row.collectedFen },
        after: { state, collectedFen, collectedOn, bankReference },
      },
    }
  })
  const collected = await selectClawback(ctx.db, input.id)
  if (!collected) throw new NotFound('clawback')
  return collected
}
