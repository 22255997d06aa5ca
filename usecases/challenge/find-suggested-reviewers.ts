/**
 * Whom the officers of a list might ask to review a challenge: the experts of the library who know its subject, without
 * those who must recuse. Who has bid is secret before the opening, also from the officers, and a missing name would
 * tell: until then only the poster is compared, as on assignment; afterwards the bidders too.
 */
import { listBidderIds } from '#db/queries/bid.ts'
import type { ChallengeRecord } from '#db/queries/challenge.ts'
import { listOrganisationCards } from '#db/queries/organisation.ts'
import { listReviewerAccounts, listReviewers, type ReviewerAccount } from '#db/queries/reviewer.ts'
import { normaliseEmail } from '#domain/access/account.ts'
import { checkExpertConflict, type Party } from '#domain/challenge/conflict.ts'
import { challengeVerdict, openedChallengeStates } from '#domain/challenge/verdicts.ts'
import { requireValid } from '#domain/refusal.ts'
import type { ListingView } from '../listing/listing-view.ts'
import { checkMatchLimit } from '../matching/list-matches.ts'
import { type MatchView, rankListings } from '../matching/rank-listings.ts'
import { typedQuery } from '../matching/typed-query.ts'
import type { Ctx } from '../support/ctx.ts'
import { readChallenge } from './find-challenges.ts'

/** So many are ranked, so that enough are left when some must recuse. */
const rankedExperts = 200

export interface SuggestedReviewer {
  match: MatchView<'expert'>
  /** The account with the contact's address, when it has the role of expert: whom `assignReviewer` would take. */
  account: Pick<ReviewerAccount, 'email' | 'reviewsThisYear'> | null
}

/** Null for whoever may not assign reviewers to the challenge now. */
export async function findSuggestedReviewers(
  ctx: Ctx,
  input: { challengeId: string; limit: number },
): Promise<SuggestedReviewer[] | null> {
  requireValid(checkMatchLimit(input.limit))
  const challenge = await readChallenge(ctx, input.challengeId)
  if (!challenge || challengeVerdict(ctx.actor, 'assign_reviewer', challenge, challenge.readAt)) return null
  const parties = await readParties(ctx, challenge)
  const panel = new Set((await listReviewers(ctx.db, challenge.id)).map(({ userId }) => userId))
  let accounts = new Map<string, ReviewerAccount>()
  const matches = await rankListings(ctx, {
    from: 'demand',
    to: 'expert',
    query: typedQuery({ title: challenge.title, text: challenge.problem }),
    limit: rankedExperts,
    choose: async ranked => {
      const emails = ranked.flatMap(({ listing }) => emailOf(listing) ?? [])
      const known = await listReviewerAccounts(ctx.db, [...new Set(emails)])
      accounts = new Map(known.map(account => [account.email, account]))
      return ranked
        .filter(({ listing }) => mayReview(listing, accounts.get(emailOf(listing) ?? ''), parties, panel))
        .slice(0, input.limit)
    },
  })
  return matches.map(match => {
    const account = accounts.get(emailOf(match.listing) ?? '')
    return { match, account: account?.isExpert ? account : null }
  })
}

interface Parties {
  poster: Party
  bidders: Party[]
}

async function readParties(ctx: Ctx, { id, state, posterId }: ChallengeRecord): Promise<Parties> {
  const bidderIds = openedChallengeStates.includes(state) ? await listBidderIds(ctx.db, id) : []
  const [poster, ...bidders] = await listOrganisationCards(ctx.db, [posterId, ...bidderIds])
  if (!poster) throw new Error(`organisation ${posterId} is missing`)
  return { poster, bidders: bidders.filter(bidder => bidder !== null) }
}

/** Officers see contacts; a contact without an address names nobody. */
function emailOf(listing: ListingView<'expert'>): string | null {
  const email = normaliseEmail(listing.contact?.email ?? '')
  return email === '' ? null : email
}

function mayReview(
  listing: ListingView<'expert'>,
  account: ReviewerAccount | undefined,
  parties: Parties,
  panel: ReadonlySet<string>,
): boolean {
  if (account && panel.has(account.userId)) return false
  const organisationIds = [listing.organisationId, ...(account?.organisationIds ?? [])]
  const unitNames = [listing.unit, ...(listing.details?.recusalUnits ?? [])]
  return checkExpertConflict({ organisationIds, unitNames, ...parties }) === null
}
