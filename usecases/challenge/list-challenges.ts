/** The public list, and the desks of those who post, run, review or bid. */

import { type ChallengeFilter, countChallenges, pageOfChallenges } from '#db/queries/challenge.ts'
import { may, requireActing, SignInRequired } from '#domain/access/may.ts'
import type { ChallengeSort } from '#domain/challenge/challenge.ts'
import { checkPageSize, type Page } from '#domain/page.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { type ChallengeView, presentChallenge, viewerOf } from './challenge-view.ts'

/** `posted`: my organisation's. `run`: my bureau's. `review`: that I was asked to review. `bid`: that my organisation has bid on. */
export const challengeScopes = ['public', 'posted', 'run', 'review', 'bid'] as const
export type ChallengeScope = (typeof challengeScopes)[number]

export interface ListChallengesInput {
  scope: ChallengeScope
  filter: Pick<ChallengeFilter, 'search' | 'states' | 'posterId' | 'bureauId'>
  sort: ChallengeSort
  first: number | null | undefined
  after: string | null | undefined
}

/** Applies the scope: whose challenges, in which states. */
function scopedFilter(ctx: Ctx, { scope, filter }: ListChallengesInput): ChallengeFilter {
  if (scope === 'public') return { ...filter, isPublicOnly: true }
  if (ctx.actor.kind !== 'user') throw new SignInRequired()
  if (scope === 'review') return { ...filter, reviewerId: ctx.actor.userId, isPublicOnly: false }
  const { organisationId } = requireActing(ctx.actor)
  if (scope === 'bid') {
    refuse(may(ctx.actor, 'bid.read_sealed', { bidder: organisationId }))
    return { ...filter, bidderId: organisationId, isPublicOnly: false }
  }
  const whose = scope === 'posted' ? { posterId: organisationId } : { bureauId: organisationId }
  refuse(may(ctx.actor, 'challenge.read_unpublished', { poster: whose.posterId, bureau: whose.bureauId }))
  return { ...filter, ...whose, isPublicOnly: false }
}

export async function listChallenges(ctx: Ctx, input: ListChallengesInput): Promise<Page<ChallengeView>> {
  const page = await pageOfChallenges(ctx.db, {
    viewer: viewerOf(ctx),
    filter: scopedFilter(ctx, input),
    sort: input.sort,
    page: { first: checkPageSize(input.first), after: input.after ?? null },
  })
  return { ...page, items: page.items.map(({ item, cursor }) => ({ item: presentChallenge(ctx, item), cursor })) }
}

/** How many the same list holds in all. */
export async function countListedChallenges(ctx: Ctx, input: ListChallengesInput): Promise<number> {
  return countChallenges(ctx.db, scopedFilter(ctx, input))
}
