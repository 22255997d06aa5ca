/** Changes the terms while they are the poster's alone: as a draft, or after the bureau has returned them. */
import { listDimensions, replaceDimensions, updateChallenge } from '#db/queries/challenge.ts'
import { may } from '#domain/access/may.ts'
import { type ChallengeContent, checkChallengeDraft } from '#domain/challenge/check-challenge.ts'
import { checkInState, editableChallengeStates } from '#domain/challenge/verdicts.ts'
import { refuse, requireValid } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { lockChallengeOrRefuse } from './move-challenge.ts'

export async function editChallenge(
  ctx: Ctx,
  input: { id: string; content: ChallengeContent },
): Promise<{ id: string }> {
  return mutate(ctx, async tx => {
    const row = await lockChallengeOrRefuse(tx, input.id)
    refuse(may(ctx.actor, 'challenge.edit', { poster: row.posterId }))
    refuse(checkInState(row.state, 'edit', editableChallengeStates))
    requireValid(checkChallengeDraft(input.content))
    const { dimensions, ...terms } = input.content
    const before = { ...row, dimensions: await listDimensions(tx, row.id) }
    await updateChallenge(tx, row.id, terms)
    await replaceDimensions(tx, row.id, dimensions)
    return {
      result: { id: row.id },
      audit: {
        action: 'challenge.edit',
        subjectKind: 'challenge',
        subjectId: row.id,
        before,
        after: { ...row, ...input.content },
      },
    }
  })
}
