/** The frame of the steps from a figure to money: lock, authorise, another person, decide, save, record, tell. */
import type { Transaction } from '#db/client.ts'
import { readClock } from '#db/queries/clock.ts'
import {
  type DeterminationRow,
  lockDetermination,
  type NewDetermination,
  updateDetermination,
} from '#db/queries/subsidy.ts'
import { type Action, may } from '#domain/access/may.ts'
import type { SubsidyTopic } from '#domain/notification/notification.ts'
import { NotFound, refuse } from '#domain/refusal.ts'
import {
  checkAnotherPerson,
  checkMayAdvance,
  type DeterminationEvent,
  determinationLifecycle,
  personsOf,
} from '#domain/subsidy/money/determination.ts'
import type { Ctx } from '../../support/ctx.ts'
import { mutate } from '../../support/mutate.ts'
import { checkOwnOrganisation } from '../../support/own-organisation.ts'
import { requirePerson } from '../../support/person.ts'
import { takeStep } from '../../support/step.ts'
import { subjectOf } from '../figure/determination-access.ts'
import { getDetermination } from '../figure/find-determination.ts'
import { keepRedFlags } from '../flags/find-red-flags.ts'

export interface MoveDetermination {
  id: string
  event: DeterminationEvent
  action: Action
  /** Who is told of it; nobody without. */
  topic?: SubsidyTopic
  reason?: string
  /** False of a step that whoever took an earlier one may take too. */
  needsAnotherPerson?: boolean
  /** Looks for red flags before the step is taken; what was found is audited beside it. */
  findsFlags?: boolean
  /** Guards of the verb and what it writes beside the state; runs while the row is locked, `now` is the database's clock. */
  decide: (tx: Transaction, row: DeterminationRow, now: Date, userId: string) => Promise<Change> | Change
}

type Change = Partial<NewDetermination>

/** Locks a determination that the actor may read. @throws NotFound for everybody else. */
export async function lockReadable(ctx: Ctx, tx: Transaction, id: string): Promise<DeterminationRow> {
  const row = await lockDetermination(tx, id)
  if (!row || may(ctx.actor, 'subsidy.read', subjectOf(row))) throw new NotFound('determination')
  return row
}

export async function moveDetermination(ctx: Ctx, move: MoveDetermination): Promise<DeterminationRow> {
  const { id, event, reason = '' } = move
  await mutate(ctx, async tx => {
    const row = await lockReadable(ctx, tx, id)
    refuse(may(ctx.actor, move.action, subjectOf(row)))
    const { userId } = requirePerson(ctx.actor)
    // A claim is made for one's own unit; every other step is the bureau's.
    if (event !== 'claim') refuse(await checkOwnOrganisation(ctx, tx, [row.beneficiaryId]))
    refuse(checkMayAdvance(row.policyStatus, row.state, event))
    if (move.needsAnotherPerson ?? true) refuse(checkAnotherPerson(personsOf(row), userId))
    const now = await readClock(tx)
    const change = await move.decide(tx, row, now, userId)
    const flags = move.findsFlags ? [(await keepRedFlags(ctx, tx, row)).audit] : []
    const frame = { kind: 'determination', id, lifecycle: determinationLifecycle, from: row.state, event, reason }
    const state = await takeStep(ctx, tx, frame)
    await updateDetermination(tx, id, { ...change, state })
    const payload = { determinationId: id, clawbackId: null }
    const step = {
      action: `subsidy.${event}`,
      subjectKind: 'determination',
      subjectId: id,
      before: { state: row.state },
      after: { ...change, state, reason },
      messages: move.topic ? [{ topic: move.topic, payload }] : [],
    }
    return { result: null, audit: [...flags, step] }
  })
  if (move.topic) ctx.outbox.wake()
  return getDetermination(ctx, { id })
}
