/**
 * Recusal holds for the officer too: whoever belongs, or lately belonged, to the poster or a bidder does not open,
 * recommend or award, in whatever capacity they act at the moment.
 */
import type { Transaction } from '#db/client.ts'
import { listBidderIds } from '#db/queries/bid.ts'
import type { ChallengeRow } from '#db/queries/challenge.ts'
import { findReviewerCandidate } from '#db/queries/reviewer.ts'
import { checkReviewerConflict } from '#domain/challenge/conflict.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { requirePerson } from '../support/person.ts'

/** To be called after the deadline: the refusal may say that an organisation has bid. */
export async function refuseOfficerConflict(ctx: Ctx, tx: Transaction, row: ChallengeRow): Promise<void> {
  const { userId } = requirePerson(ctx.actor)
  const reviewerOrganisationIds = (await findReviewerCandidate(tx, { userId }))?.organisationIds ?? []
  const bidderIds = await listBidderIds(tx, row.id)
  refuse(checkReviewerConflict({ reviewerOrganisationIds, posterId: row.posterId, bidderIds }))
}
