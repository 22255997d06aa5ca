/** The frame of the verbs that take a challenge a step: lock, authorise, decide, save, record. */
import type { Transaction } from '#db/client.ts'
import { type ChallengeRow, lockChallenge, updateChallenge } from '#db/queries/challenge.ts'
import { type Action, may } from '#domain/access/may.ts'
import { type ChallengeEvent, challengeLifecycle } from '#domain/challenge/challenge.ts'
import { checkTransition } from '#domain/lifecycle.ts'
import { NotFound, refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { takeStep } from '../support/step.ts'

export async function lockChallengeOrRefuse(
  tx: Transaction,
  id: string,
  strength?: 'share' | 'update',
): Promise<ChallengeRow> {
  const row = await lockChallenge(tx, id, strength)
  if (!row) throw new NotFound('challenge')
  return row
}

/** One step of a locked challenge with the columns that belong to it; returns the row as it is now. */
export async function stepChallenge(
  ctx: Ctx,
  tx: Transaction,
  row: ChallengeRow,
  step: { event: ChallengeEvent; reason?: string; change?: Partial<ChallengeRow> },
): Promise<ChallengeRow> {
  const { event, reason, change } = step
  const state = await takeStep(ctx, tx, {
    kind: 'challenge',
    id: row.id,
    lifecycle: challengeLifecycle,
    from: row.state,
    event,
    reason,
  })
  await updateChallenge(tx, row.id, { ...change, state })
  return { ...row, ...change, state }
}

export interface MoveChallenge {
  id: string
  event: ChallengeEvent
  action: Action
  reason?: string
  /** Further guards, and the columns the step sets; run after authorisation while the row is locked. */
  decide?: (tx: Transaction, row: ChallengeRow) => Promise<Partial<ChallengeRow>> | Partial<ChallengeRow>
}

export async function moveChallenge(ctx: Ctx, move: MoveChallenge): Promise<{ id: string }> {
  return mutate(ctx, async tx => {
    const row = await lockChallengeOrRefuse(tx, move.id)
    refuse(may(ctx.actor, move.action, { poster: row.posterId, bureau: row.bureauId }))
    refuse(checkTransition(challengeLifecycle, row.state, move.event))
    const change = (await move.decide?.(tx, row)) ?? {}
    const after = await stepChallenge(ctx, tx, row, { event: move.event, reason: move.reason, change })
    return {
      result: { id: row.id },
      audit: {
        action: `challenge.${move.event}`,
        subjectKind: 'challenge',
        subjectId: row.id,
        before: row,
        after: { ...after, reason: move.reason ?? '' },
      },
    }
  })
}
