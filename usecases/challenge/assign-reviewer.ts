/** Asks an expert to review the bids. Recusal ("回避") is decided here, at opening and again at scoring. */

import { listBidderIds } from '#db/queries/bid.ts'
import { findReviewerCandidate, insertReviewer } from '#db/queries/reviewer.ts'
import { normaliseEmail } from '#domain/access/account.ts'
import { may } from '#domain/access/may.ts'
import { checkReviewerConflict, NotAnExpert } from '#domain/challenge/conflict.ts'
import { checkReviewComplete, ReviewComplete } from '#domain/challenge/score.ts'
import { assignableStates, checkInState } from '#domain/challenge/verdicts.ts'
import { NotFound, Refusal, refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { requirePerson } from '../support/person.ts'
import { lockChallengeOrRefuse } from './move-challenge.ts'
import { readProgress } from './read-progress.ts'

export class AlreadyAssigned extends Refusal {
  readonly code = 'ALREADY_ASSIGNED'
  constructor() {
    super('This expert is on the panel already')
  }
}

export interface AssignReviewerInput {
  challengeId: string
  /** The expert's e-mail address, or the user's id. */
  reviewer: { email: string } | { userId: string }
}

export async function assignReviewer(ctx: Ctx, input: AssignReviewerInput): Promise<{ id: string }> {
  return mutate(ctx, async tx => {
    const row = await lockChallengeOrRefuse(tx, input.challengeId)
    refuse(may(ctx.actor, 'challenge.run', { bureau: row.bureauId }))
    refuse(checkInState(row.state, 'assign_reviewer', assignableStates))
    const { reviewer } = input
    const who = 'email' in reviewer ? { email: normaliseEmail(reviewer.email) } : reviewer
    const candidate = await findReviewerCandidate(tx, who)
    if (!candidate) throw new NotFound('user')
    if (!candidate.roles.includes('expert')) throw new NotAnExpert()
    const isOpened = row.state === 'under_review'
    refuse(
      checkReviewerConflict({
        reviewerOrganisationIds: candidate.organisationIds,
        posterId: row.posterId,
        bidderIds: isOpened ? await listBidderIds(tx, row.id) : [],
      }),
    )
    if (isOpened && checkReviewComplete(await readProgress(tx, row)) === null) throw new ReviewComplete()
    const assignedBy = requirePerson(ctx.actor).userId
    const isNew = await insertReviewer(tx, { challengeId: row.id, userId: candidate.userId, assignedBy })
    if (!isNew) throw new AlreadyAssigned()
    return {
      result: { id: row.id },
      audit: {
        action: 'challenge.assign_reviewer',
        subjectKind: 'challenge',
        subjectId: row.id,
        before: null,
        after: { reviewerId: candidate.userId },
      },
    }
  })
}
