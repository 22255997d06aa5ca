/** Changes the terms while they are the poster's alone: as a draft, or after the bureau has returned them. */
import { listDimensions, replaceDimensions, updateChallenge } from '#db/queries/challenge.ts'
import { may } from '#domain/access/may.ts'
import { type ChallengeContent, checkChallengeDraft } from '#domain/challenge/check-challenge.ts'
import { checkInState, editableChallengeStates } from '#domain/challenge/verdicts.ts'
import { refuse, requireValid } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { lockChallengeOrRefuse } from './move-challenge.ts'

/** What is left out or null stays as it is. */
export type ChallengeTerms = { [K in keyof ChallengeContent]?: ChallengeContent[K] | null | undefined }

/** The terms as they will be; read under the lock, so that nobody's change in between is undone. */
function changed(before: ChallengeContent, terms: ChallengeTerms): ChallengeContent {
  return {
    title: terms.title ?? before.title,
    problem: terms.problem ?? before.problem,
    indicators: terms.indicators ?? before.indicators,
    ipOwnership: terms.ipOwnership ?? before.ipOwnership,
    rewardFen: terms.rewardFen ?? before.rewardFen,
    conditions: terms.conditions ?? before.conditions,
    dimensions: terms.dimensions ?? before.dimensions,
  }
}

export async function editChallenge(ctx: Ctx, input: { id: string; terms: ChallengeTerms }): Promise<{ id: string }> {
  return mutate(ctx, async tx => {
    const row = await lockChallengeOrRefuse(tx, input.id)
    refuse(may(ctx.actor, 'challenge.edit', { poster: row.posterId }))
    refuse(checkInState(row.state, 'edit', editableChallengeStates))
    const before = { ...row, dimensions: await listDimensions(tx, row.id) }
    const content = changed(before, input.terms)
    requireValid(checkChallengeDraft(content))
    const { dimensions, ...terms } = content
    await updateChallenge(tx, row.id, terms)
    await replaceDimensions(tx, row.id, dimensions)
    return {
      result: { id: row.id },
      audit: {
        action: 'challenge.edit',
        subjectKind: 'challenge',
        subjectId: row.id,
        before,
        after: { ...row, ...content },
      },
    }
  })
}
