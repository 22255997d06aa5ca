/** The steps of a challenge, from a demand to the award. */
import { cancelReasons } from '#domain/challenge/reasons.ts'
import { NotFound } from '#domain/refusal.ts'
import { assignReviewer } from '#usecases/challenge/assign-reviewer.ts'
import { awardChallenge } from '#usecases/challenge/award-challenge.ts'
import { cancelChallenge } from '#usecases/challenge/cancel-challenge.ts'
import type { ChallengeView } from '#usecases/challenge/challenge-view.ts'
import { createChallenge } from '#usecases/challenge/create-challenge.ts'
import { editChallenge } from '#usecases/challenge/edit-challenge.ts'
import { findChallenge } from '#usecases/challenge/find-challenges.ts'
import { openBids } from '#usecases/challenge/open-bids.ts'
import { publishChallenge } from '#usecases/challenge/publish-challenge.ts'
import { recommendBid } from '#usecases/challenge/recommend-bid.ts'
import { returnChallenge } from '#usecases/challenge/return-challenge.ts'
import { submitChallenge } from '#usecases/challenge/submit-challenge.ts'
import { vetChallenge } from '#usecases/challenge/vet-challenge.ts'
import { BidType, FeedbackReasonEnum } from './bid.ts'
import { builder } from './builder.ts'
import { ChallengeType } from './challenge.ts'
import type { GraphqlContext } from './context.ts'
import { DemandType, IndicatorInput, toIndicator } from './demand.ts'
import { IpWishEnum, wordEnum } from './enums.ts'
import { refusals } from './errors.ts'
import { readRawId } from './raw-id.ts'

const CancelReasonEnum = wordEnum('CancelReason', cancelReasons)

const ScoringDimensionInput = builder.inputType('ScoringDimensionInput', {
  fields: t => ({ name: t.string({ required: true }), weight: t.int({ required: true }) }),
})

const ChallengeTermsInput = builder.inputType('ChallengeTermsInput', {
  description: 'What is left out is taken from the demand when creating, and kept as it is when editing.',
  fields: t => ({
    title: t.string(),
    problem: t.string(),
    indicators: t.field({ type: [IndicatorInput] }),
    ipOwnership: t.field({ type: IpWishEnum }),
    rewardFen: t.field({ type: 'Fen', required: true }),
    conditions: t.string(),
    dimensions: t.field({ type: [ScoringDimensionInput], required: true }),
  }),
})

const BidFeedbackInput = builder.inputType('BidFeedbackInput', {
  fields: t => ({
    bidId: t.globalID({ required: true, for: BidType }),
    reason: t.field({ type: FeedbackReasonEnum, required: true }),
    text: t.string({ required: true }),
  }),
})

const RecommendationType = builder
  .objectRef<{ challenge: ChallengeView; noticeEndsAt: Date; isEstimated: boolean }>('Recommendation')
  .implement({
    fields: t => ({
      challenge: t.expose('challenge', { type: ChallengeType }),
      noticeEndsAt: t.expose('noticeEndsAt', { type: 'Instant' }),
      isEstimated: t.exposeBoolean('isEstimated', {
        description: 'The holidays of the year it ends in are not announced yet: Monday to Friday were counted.',
      }),
    }),
  })

/** The challenge as it is after a verb. */
async function reload({ ctx }: GraphqlContext, { id }: { id: string }): Promise<ChallengeView> {
  const view = await findChallenge(ctx, { id })
  if (!view) throw new NotFound('challenge')
  return view
}

const challengeId = (globalId: { id: string }) => readRawId(globalId.id, 'challenge')

/** An indicator list that was left out stays left out. */
const toTerms = <T extends { indicators?: readonly Parameters<typeof toIndicator>[0][] | null }>(terms: T) => ({
  ...terms,
  indicators: terms.indicators?.map(toIndicator) ?? null,
})

builder.mutationFields(t => {
  const id = t.arg.globalID({ required: true, for: ChallengeType })
  return {
    createChallenge: t.field({
      type: ChallengeType,
      description: 'Makes a draft from a published demand of one’s own, for the list of a bureau.',
      args: {
        demandId: t.arg.globalID({ required: true, for: DemandType }),
        bureauId: t.arg.id({ required: true, description: 'Plain id of a verified bureau.' }),
        terms: t.arg({ type: ChallengeTermsInput, required: true }),
      },
      errors: refusals,
      resolve: async (_, { demandId, bureauId, terms }, context) => {
        const ids = { demandId: readRawId(demandId.id, 'demand'), bureauId: readRawId(bureauId, 'bureau') }
        return reload(context, await createChallenge(context.ctx, { ...toTerms(terms), ...ids }))
      },
    }),
    editChallenge: t.field({
      type: ChallengeType,
      description: 'Changes the terms of a draft, or of one that was returned.',
      args: { id, terms: t.arg({ type: ChallengeTermsInput, required: true }) },
      errors: refusals,
      resolve: async (_, args, context) => {
        const input = { id: challengeId(args.id), terms: toTerms(args.terms) }
        return reload(context, await editChallenge(context.ctx, input))
      },
    }),
    submitChallenge: t.field({
      type: ChallengeType,
      description: 'Hands the terms to the bureau; they are fixed from then on.',
      args: { id },
      errors: refusals,
      resolve: async (_, args, context) =>
        reload(context, await submitChallenge(context.ctx, { id: challengeId(args.id) })),
    }),
    returnChallenge: t.field({
      type: ChallengeType,
      args: { id, reason: t.arg.string({ required: true }) },
      errors: refusals,
      resolve: async (_, args, context) =>
        reload(context, await returnChallenge(context.ctx, { ...args, id: challengeId(args.id) })),
    }),
    vetChallenge: t.field({
      type: ChallengeType,
      description: 'Records the experts’ argumentation (专家论证).',
      args: { id, argumentation: t.arg.string({ required: true }) },
      errors: refusals,
      resolve: async (_, args, context) =>
        reload(context, await vetChallenge(context.ctx, { ...args, id: challengeId(args.id) })),
    }),
    publishChallenge: t.field({
      type: ChallengeType,
      description: 'Puts a vetted challenge on the list; the deadline cannot be moved afterwards.',
      args: { id, bidsCloseAt: t.arg({ type: 'Instant', required: true }) },
      errors: refusals,
      resolve: async (_, args, context) =>
        reload(context, await publishChallenge(context.ctx, { ...args, id: challengeId(args.id) })),
    }),
    assignReviewer: t.field({
      type: ChallengeType,
      description: 'Asks an expert, by e-mail address, to review the bids.',
      args: { id, email: t.arg.string({ required: true }) },
      errors: refusals,
      resolve: async (_, args, context) => {
        const input = { challengeId: challengeId(args.id), reviewer: { email: args.email } }
        return reload(context, await assignReviewer(context.ctx, input))
      },
    }),
    openBids: t.field({
      type: ChallengeType,
      description: 'After the deadline, opens every bid at once (开标) and begins the review; without bids, 流榜.',
      args: { id },
      errors: refusals,
      resolve: async (_, args, context) =>
        reload(context, await openBids(context.ctx, { challengeId: challengeId(args.id) })),
    }),
    recommendBid: t.field({
      type: RecommendationType,
      description: 'Proposes the winner once all scores are in, and begins the public notice (公示).',
      args: {
        id,
        bidId: t.arg.globalID({ required: true, for: BidType }),
        reason: t.arg.string({ required: true, defaultValue: '', description: 'Needed unless the bid ranks first.' }),
      },
      errors: refusals,
      resolve: async (_, args, context) => {
        const input = { challengeId: challengeId(args.id), bidId: readRawId(args.bidId.id, 'bid'), reason: args.reason }
        const done = await recommendBid(context.ctx, input)
        return { ...done, challenge: await reload(context, done) }
      },
    }),
    awardChallenge: t.field({
      type: ChallengeType,
      description: 'After the notice, awards the recommended bid and tells every other bidder why not.',
      args: { id, feedback: t.arg({ type: [BidFeedbackInput], required: true, defaultValue: [] }) },
      errors: refusals,
      resolve: async (_, args, context) => {
        const feedback = args.feedback.map(f => ({ ...f, bidId: f.bidId.id }))
        return reload(context, await awardChallenge(context.ctx, { challengeId: challengeId(args.id), feedback }))
      },
    }),
    cancelChallenge: t.field({
      type: ChallengeType,
      args: {
        id,
        reason: t.arg({ type: CancelReasonEnum, required: true }),
        text: t.arg.string({ required: true }),
      },
      errors: refusals,
      resolve: async (_, args, context) =>
        reload(context, await cancelChallenge(context.ctx, { ...args, id: challengeId(args.id) })),
    }),
  }
})
