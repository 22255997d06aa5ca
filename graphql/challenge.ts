/** Challenges (榜单项目): the public list, the desks of those who post, run, review and bid, and what each may do now. */
import type { OrganisationKind } from '#domain/access/roles.ts'
import { challengeKinds, challengeSorts, challengeStates, selections } from '#domain/challenge/challenge.ts'
import { type ScoringDimension, usualDimensions } from '#domain/challenge/check-challenge.ts'
import { type ChallengeVerb, challengeVerdict } from '#domain/challenge/verdicts.ts'
import { isUuid } from '#domain/uuid.ts'
import { listBids } from '#usecases/bid/list-bids.ts'
import type { ChallengeView } from '#usecases/challenge/challenge-view.ts'
import { findChallenges } from '#usecases/challenge/find-challenges.ts'
import { findReview } from '#usecases/challenge/find-review.ts'
import {
  challengeScopes,
  countListedChallenges,
  type ListChallengesInput,
  listChallenges,
} from '#usecases/challenge/list-challenges.ts'
import { BidType, ReviewType } from './bid.ts'
import { builder } from './builder.ts'
import { DemandType, IndicatorType } from './demand.ts'
import { IpWishEnum, OrganisationKindEnum, wordEnum } from './enums.ts'
import { refusals, VerdictType, verdictOf } from './errors.ts'
import { OrganisationCardType } from './listing.ts'
import { loadOrganisation } from './loaders.ts'
import { forwardArgs, toConnection } from './page.ts'

const ChallengeKindEnum = wordEnum('ChallengeKind', challengeKinds, '揭榜攻关, 揭榜转化.')
const SelectionEnum = wordEnum('Selection', selections, '公开, 赛马制, 定向委托.')
const ChallengeStateEnum = wordEnum('ChallengeState', challengeStates)

const ScoringDimensionType = builder.objectRef<ScoringDimension>('ScoringDimension').implement({
  fields: t => ({
    name: t.exposeString('name'),
    weight: t.exposeInt('weight', { description: 'Percent; the weights of a challenge sum to 100.' }),
  }),
})

const BidCountType = builder.objectRef<{ kind: OrganisationKind; count: number }>('BidCount').implement({
  fields: t => ({ kind: t.expose('kind', { type: OrganisationKindEnum }), count: t.exposeInt('count') }),
})

const verdictFields = {
  edit: 'edit',
  submit: 'submit',
  return: 'return',
  vet: 'vet',
  publish: 'publish',
  assignReviewer: 'assign_reviewer',
  bid: 'bid',
  withdrawBid: 'withdraw_bid',
  open: 'open',
  score: 'score',
  recommend: 'recommend',
  award: 'award',
  cancel: 'cancel',
} as const satisfies Record<string, ChallengeVerb>

const ChallengePermissionsType = builder.objectRef<ChallengeView>('ChallengePermissions').implement({
  description: 'What the viewer may do with the challenge now, and why not.',
  fields: t =>
    Object.fromEntries(
      Object.entries(verdictFields).map(([name, verb]) => [
        name,
        t.field({
          type: VerdictType,
          resolve: (view, _, { ctx }) => verdictOf(challengeVerdict(ctx.actor, verb, view, view.readAt)),
        }),
      ]),
    ),
})

export const ChallengeType = builder.objectRef<ChallengeView>('Challenge')
builder.node(ChallengeType, {
  description: 'A demand on the list (榜单项目), open for bids.',
  id: { resolve: challenge => challenge.id },
  loadMany: async (ids, { ctx }) => {
    const views = await findChallenges(ctx, { ids: ids.filter(isUuid) })
    const byId = new Map(views.flatMap(view => (view ? [[view.id, view] as const] : [])))
    return ids.map(id => byId.get(id) ?? null)
  },
  isTypeOf: value => typeof value === 'object' && value !== null && 'bidsCloseAt' in value,
  fields: t => ({
    title: t.exposeString('title'),
    problem: t.exposeString('problem'),
    indicators: t.expose('indicators', { type: [IndicatorType] }),
    kind: t.expose('kind', { type: ChallengeKindEnum }),
    selection: t.expose('selection', { type: SelectionEnum }),
    state: t.expose('state', { type: ChallengeStateEnum }),
    ipOwnership: t.expose('ipOwnership', { type: IpWishEnum }),
    rewardFen: t.expose('rewardFen', { type: 'Fen', description: '榜额.' }),
    conditions: t.exposeString('conditions'),
    dimensions: t.expose('dimensions', { type: [ScoringDimensionType] }),
    demandId: t.globalID({ resolve: challenge => ({ id: challenge.demandId, type: DemandType }) }),
    poster: t.field({ type: OrganisationCardType, resolve: (view, _, c) => loadOrganisation(c, view.posterId) }),
    bureau: t.field({ type: OrganisationCardType, resolve: (view, _, c) => loadOrganisation(c, view.bureauId) }),
    createdAt: t.expose('createdAt', { type: 'Instant' }),
    publishedAt: t.expose('publishedAt', { type: 'Instant', nullable: true }),
    bidsCloseAt: t.expose('bidsCloseAt', {
      type: 'Instant',
      nullable: true,
      description: 'Bids are taken while the database’s clock is before it.',
    }),
    openedAt: t.expose('openedAt', { type: 'Instant', nullable: true }),
    noticeEndsAt: t.expose('noticeEndsAt', { type: 'Instant', nullable: true }),
    awardedAt: t.expose('awardedAt', { type: 'Instant', nullable: true }),
    readAt: t.expose('readAt', { type: 'Instant', description: 'The database’s clock, for counting down.' }),
    bidCounts: t.expose('bidCounts', {
      type: [BidCountType],
      description: 'How many bids stand, by kind of unit: all that is public of them before opening.',
    }),
    recommended: t.field({
      type: OrganisationCardType,
      nullable: true,
      description: 'The recommended bidder, from the public notice on.',
      resolve: (view, _, c) =>
        view.recommendedOrganisationId ? loadOrganisation(c, view.recommendedOrganisationId) : null,
    }),
    recommendedBidId: t.globalID({
      nullable: true,
      resolve: view => (view.recommendedBidId ? { id: view.recommendedBidId, type: BidType } : null),
    }),
    recommendationReason: t.exposeString('recommendationReason', { nullable: true, description: 'For the bureau.' }),
    ownBidId: t.globalID({
      nullable: true,
      description: 'The bid of the organisation the viewer acts for.',
      resolve: view => (view.ownBidId ? { id: view.ownBidId, type: BidType } : null),
    }),
    bids: t.field({
      type: [BidType],
      description: 'The bids the viewer may know of, in the order of sealing; contents only once they are opened.',
      resolve: (view, _, { ctx }) => listBids(ctx, { challengeId: view.id }),
    }),
    review: t.field({
      type: ReviewType,
      nullable: true,
      description: 'For the panel and the bureau.',
      resolve: (view, _, { ctx }) => findReview(ctx, { challengeId: view.id }),
    }),
    viewerCan: t.field({ type: ChallengePermissionsType, resolve: view => view }),
  }),
})

const ChallengeFilterInput = builder.inputType('ChallengeFilter', {
  fields: t => ({
    search: t.string({ description: 'Words that must all occur in the title.' }),
    states: t.field({ type: [ChallengeStateEnum] }),
    posterId: t.id({ description: 'Plain id of an organisation.' }),
    bureauId: t.id({ description: 'Plain id of a bureau.' }),
  }),
})

const ChallengeScopeEnum = wordEnum(
  'ChallengeScope',
  challengeScopes,
  'PUBLIC: what anyone sees. POSTED, RUN, BID: of the organisation the viewer acts for. REVIEW: the viewer was asked to review.',
)
const ChallengeSortEnum = wordEnum('ChallengeSort', challengeSorts)

builder.queryField('challenges', t =>
  t.connection(
    {
      type: ChallengeType,
      description: 'The public list, or with another scope the viewer’s own desk.',
      errors: refusals,
      args: {
        scope: t.arg({ type: ChallengeScopeEnum, required: true, defaultValue: 'public' }),
        filter: t.arg({ type: ChallengeFilterInput }),
        sort: t.arg({ type: ChallengeSortEnum, required: true, defaultValue: 'newest' }),
      },
      resolve: async (_, { scope, filter, sort, ...args }, { ctx }) => {
        const input: ListChallengesInput = { scope, filter: filter ?? {}, sort, ...forwardArgs(args) }
        const strangeId = [filter?.posterId, filter?.bureauId].some(id => id != null && !isUuid(id))
        if (strangeId) return toConnection<ChallengeView>({ items: [], hasNextPage: false }, input.after, async () => 0)
        return toConnection(await listChallenges(ctx, input), input.after, () => countListedChallenges(ctx, input))
      },
    },
    { fields: c => ({ totalCount: c.int({ resolve: connection => connection.count() }) }) },
  ),
)

builder.queryField('usualScoringDimensions', t =>
  t.field({
    type: [ScoringDimensionType],
    description: 'A starting point for the form.',
    resolve: () => [...usualDimensions],
  }),
)
