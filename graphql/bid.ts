/** Bids (揭榜方案), their receipts, and the review that scores them. */
import { type BidContent, bidStates, type TeamMember } from '#domain/bid/bid.ts'
import { feedbackReasons } from '#domain/bid/feedback.ts'
import { commitmentInput, sealBinding } from '#domain/bid/sealing.ts'
import { checkReviewComplete, type ReviewProgress, type Standing } from '#domain/challenge/score.ts'
import { NotFound } from '#domain/refusal.ts'
import { isUuid } from '#domain/uuid.ts'
import type { BidView } from '#usecases/bid/bid-view.ts'
import { findBid } from '#usecases/bid/find-bid.ts'
import { scoreBid } from '#usecases/bid/score-bid.ts'
import { type BidReceipt, submitBid } from '#usecases/bid/submit-bid.ts'
import { withdrawBid } from '#usecases/bid/withdraw-bid.ts'
import { findReview, type Review } from '#usecases/challenge/find-review.ts'
import { builder } from './builder.ts'
import { wordEnum } from './enums.ts'
import { refusals, VerdictType, verdictOf } from './errors.ts'
import { OrganisationCardType } from './listing.ts'
import { loadOrganisation } from './loaders.ts'
import { readRawId } from './raw-id.ts'

const BidStateEnum = wordEnum('BidState', bidStates)
export const FeedbackReasonEnum = wordEnum('FeedbackReason', feedbackReasons, 'Why a bid was not awarded.')

const TeamMemberType = builder.objectRef<TeamMember>('TeamMember').implement({
  fields: t => ({ name: t.exposeString('name'), title: t.exposeString('title'), duty: t.exposeString('duty') }),
})

const BidContentType = builder.objectRef<BidContent>('BidContent').implement({
  fields: t => ({
    priceFen: t.expose('priceFen', { type: 'Fen' }),
    plan: t.exposeString('plan'),
    team: t.expose('team', { type: [TeamMemberType] }),
    durationDays: t.exposeInt('durationDays'),
  }),
})

const BidFeedbackType = builder.objectRef<NonNullable<BidView['feedback']>>('BidFeedback').implement({
  fields: t => ({ reason: t.expose('reason', { type: FeedbackReasonEnum }), text: t.exposeString('text') }),
})

const hundredths = 'In hundredths of a point, 0 to 10000.'
const StandingType = builder.objectRef<Standing>('Standing').implement({
  description: 'How a bid stands by the scores.',
  fields: t => ({
    bidId: t.globalID({ resolve: standing => ({ id: standing.bidId, type: 'Bid' }) }),
    rank: t.exposeInt('rank', { description: '1 is best; equal totals share a rank.' }),
    totalHundredths: t.exposeInt('totalHundredths', { description: `Mean of the weighted totals. ${hundredths}` }),
    spreadHundredths: t.exposeInt('spreadHundredths', { description: `Highest minus lowest total. ${hundredths}` }),
    dimensionHundredths: t.exposeIntList('dimensionHundredths', { description: `Means, in order. ${hundredths}` }),
  }),
})

export const BidType = builder.objectRef<BidView>('Bid')
builder.node(BidType, {
  description:
    'A bid. Its contents are nobody’s but the bidder’s until opening; asked for alone, the bidder sees them.',
  id: { resolve: bid => bid.id },
  loadOne: (id, { ctx }) => (isUuid(id) ? findBid(ctx, { id }) : null),
  isTypeOf: value => typeof value === 'object' && value !== null && 'commitment' in value && 'isOwn' in value,
  fields: t => ({
    challengeId: t.globalID({ resolve: bid => ({ id: bid.challengeId, type: 'Challenge' }) }),
    state: t.expose('state', { type: BidStateEnum }),
    organisation: t.field({
      type: OrganisationCardType,
      resolve: (bid, _, c) => loadOrganisation(c, bid.organisationId),
    }),
    isOwn: t.exposeBoolean('isOwn', { description: 'Of the organisation the viewer acts for.' }),
    sealedAt: t.expose('sealedAt', { type: 'Instant', nullable: true }),
    openedAt: t.expose('openedAt', { type: 'Instant', nullable: true }),
    commitment: t.exposeString('commitment', { description: 'The receipt: SHA-256 of `commitmentText`, hex.' }),
    commitmentText: t.string({
      nullable: true,
      description: 'What the commitment was computed from, for whoever may read the contents.',
      resolve: bid => (bid.content && bid.salt ? commitmentInput(bid.content, bid.salt, sealBinding(bid)) : null),
    }),
    content: t.expose('content', { type: BidContentType, nullable: true, description: 'Null while it is sealed.' }),
    feedback: t.expose('feedback', { type: BidFeedbackType, nullable: true }),
    standing: t.expose('standing', {
      type: StandingType,
      nullable: true,
      description: 'After the award, for the bidder and the bureau.',
    }),
  }),
})

const ReviewProgressType = builder.objectRef<ReviewProgress>('ReviewProgress').implement({
  fields: t => ({
    reviewerCount: t.exposeInt('reviewerCount'),
    minReviewers: t.exposeInt('minReviewers', { description: 'The panel must be at least as large, and odd.' }),
    bidCount: t.exposeInt('bidCount'),
    scoredPairs: t.exposeInt('scoredPairs', { description: 'Pairs of reviewer and bid that have been scored.' }),
  }),
})

const ReviewerType = builder.objectRef<Review['reviewers'][number]>('Reviewer').implement({
  fields: t => ({
    userId: t.exposeID('userId'),
    displayName: t.exposeString('displayName'),
    scoredBids: t.exposeInt('scoredBids'),
  }),
})

const ScoreType = builder.objectRef<Review['scores'][number]>('Score').implement({
  fields: t => ({
    bidId: t.globalID({ resolve: score => ({ id: score.bidId, type: 'Bid' }) }),
    reviewerId: t.exposeID('reviewerId'),
    ordinal: t.exposeInt('ordinal', { description: 'Which dimension, from 1.' }),
    points: t.exposeInt('points'),
    comment: t.exposeString('comment'),
  }),
})

export const ReviewType = builder.objectRef<Review>('Review').implement({
  description: 'The review of a challenge, for its panel and its bureau.',
  fields: t => ({
    progress: t.expose('progress', { type: ReviewProgressType }),
    isComplete: t.exposeBoolean('isComplete'),
    completion: t.field({
      type: VerdictType,
      description: 'May a bid be recommended by the scores, and what is missing if not.',
      resolve: review => verdictOf(checkReviewComplete(review.progress)),
    }),
    reviewers: t.expose('reviewers', { type: [ReviewerType], description: 'A reviewer sees only themselves.' }),
    scores: t.expose('scores', { type: [ScoreType], description: 'One’s own until all are in; then all.' }),
    standings: t.expose('standings', { type: [StandingType], nullable: true, description: 'Null until all are in.' }),
  }),
})

const BidReceiptType = builder.objectRef<BidReceipt>('BidReceipt').implement({
  description: 'Keep it: after opening it proves that nothing was changed.',
  fields: t => ({
    bidId: t.globalID({ resolve: receipt => ({ id: receipt.bidId, type: BidType }) }),
    commitment: t.exposeString('commitment'),
    sealedAt: t.expose('sealedAt', { type: 'Instant' }),
  }),
})

const TeamMemberInput = builder.inputType('TeamMemberInput', {
  fields: t => ({
    name: t.string({ required: true }),
    title: t.string({ required: true, defaultValue: '' }),
    duty: t.string({ required: true, defaultValue: '' }),
  }),
})

const BidContentInput = builder.inputType('BidContentInput', {
  fields: t => ({
    priceFen: t.field({ type: 'Fen', required: true }),
    plan: t.string({ required: true }),
    team: t.field({ type: [TeamMemberInput], required: true }),
    durationDays: t.int({ required: true }),
  }),
})

const DimensionScoreInput = builder.inputType('DimensionScoreInput', {
  fields: t => ({
    ordinal: t.int({ required: true, description: 'Which dimension, from 1.' }),
    points: t.int({ required: true, description: '0 to 100.' }),
    comment: t.string({ required: true, defaultValue: '' }),
  }),
})

builder.mutationFields(t => ({
  submitBid: t.field({
    type: BidReceiptType,
    description: 'Hands in and seals a bid in one act; the deadline is judged by the database’s clock.',
    args: {
      challengeId: t.arg.globalID({ required: true }),
      content: t.arg({ type: BidContentInput, required: true }),
    },
    errors: refusals,
    resolve: (_, { challengeId, content }, { ctx }) =>
      submitBid(ctx, { challengeId: readRawId(challengeId.id, 'challenge'), content }),
  }),
  withdrawBid: t.field({
    type: BidType,
    description: 'Takes one’s sealed bid back before the deadline.',
    args: {
      id: t.arg.globalID({ required: true, for: BidType }),
      reason: t.arg.string({ required: true, defaultValue: '' }),
    },
    errors: refusals,
    resolve: async (_, { id, reason }, { ctx }) => {
      const withdrawn = await withdrawBid(ctx, { id: readRawId(id.id, 'bid'), reason })
      const bid = await findBid(ctx, { id: withdrawn.id })
      if (!bid) throw new NotFound('bid')
      return bid
    },
  }),
  scoreBid: t.field({
    type: ReviewType,
    description: 'A reviewer scores one bid in every dimension; may be repeated until all scores are in.',
    args: {
      bidId: t.arg.globalID({ required: true, for: BidType }),
      scores: t.arg({ type: [DimensionScoreInput], required: true }),
    },
    errors: refusals,
    resolve: async (_, { bidId, scores }, { ctx }) => {
      const { challengeId } = await scoreBid(ctx, { bidId: readRawId(bidId.id, 'bid'), scores })
      const review = await findReview(ctx, { challengeId })
      if (!review) throw new NotFound('challenge')
      return review
    },
  }),
}))
