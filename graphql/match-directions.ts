/** Every direction in which listings are matched, as fields of whatever asks. */
import type { Library } from '#domain/listing.ts'
import { findSuggestedReviewers, type SuggestedReviewer } from '#usecases/challenge/find-suggested-reviewers.ts'
import { type InterestedEnterprise, listInterestedEnterprises } from '#usecases/matching/list-interested-enterprises.ts'
import { listSolvedDemands, type SolvedDemand } from '#usecases/matching/list-solved-demands.ts'
import { AchievementType } from './achievement.ts'
import { builder } from './builder.ts'
import { ChallengeType } from './challenge.ts'
import { DemandType } from './demand.ts'
import { ExpertType } from './expert.ts'
import { OrganisationCardType } from './listing.ts'
import { MatchType, resolveMatches, StrengthEnum, sayInErrors, withLibrary } from './match.ts'
import { MatchFilterInput } from './match-filter.ts'

const firstArg = (defaultValue: number) => ({ defaultValue, description: '1 to 100.' })

/** A direction as a field of the listing that asks; its own library is asked for the like. */
function addMatches<View extends { id: string }>(
  ref: ReturnType<typeof builder.objectRef<View>>,
  name: string,
  direction: { from: Library; to: Library; description: string },
): void {
  builder.objectField(ref, name, t =>
    t.field({
      type: [MatchType],
      description: `${direction.description}, best first, each with its reasons.`,
      args: { first: t.arg.int(firstArg(20)), filter: t.arg({ type: MatchFilterInput }) },
      resolve: ({ id }, { first, filter }, context) =>
        resolveMatches(context, { from: { library: direction.from, id }, to: direction.to, first, filter }),
    }),
  )
}

const thatMaySolve = { from: 'demand', to: 'achievement', description: 'Achievements that may solve it' } as const
addMatches(DemandType, 'matchingAchievements', thatMaySolve)
addMatches(DemandType, 'matchingExperts', { from: 'demand', to: 'expert', description: 'Experts who may help' })
addMatches(AchievementType, 'matchingDemands', {
  from: 'achievement',
  to: 'demand',
  description: 'Demands it may solve',
})
addMatches(ExpertType, 'matchingDemands', {
  from: 'expert',
  to: 'demand',
  description: 'Demands the expert may help with',
})
addMatches(DemandType, 'similar', { from: 'demand', to: 'demand', description: 'Demands for the like' })
addMatches(AchievementType, 'similar', { from: 'achievement', to: 'achievement', description: 'Achievements like it' })
addMatches(ExpertType, 'similar', { from: 'expert', to: 'expert', description: 'Experts of the same subject' })

const SolvedDemandType = builder.objectRef<SolvedDemand>('SolvedDemand').implement({
  description: 'A demand that has been solved.',
  fields: t => ({
    match: t.field({ type: MatchType, resolve: ({ match }) => withLibrary('demand', match) }),
    challenge: t.expose('challenge', { type: ChallengeType, description: 'Through which it was solved.' }),
  }),
})

const InterestedEnterpriseType = builder.objectRef<InterestedEnterprise>('InterestedEnterprise').implement({
  description: 'An organisation that has asked for the like of an achievement.',
  fields: t => ({
    organisation: t.expose('organisation', { type: OrganisationCardType }),
    score: t.float({ description: 'Of its best demand.', resolve: ({ demands }) => demands[0]?.score ?? 0 }),
    strength: t.field({
      type: StrengthEnum,
      description: 'Of its best demand.',
      resolve: ({ demands }) => demands[0]?.explanation.strength ?? 'none',
    }),
    demands: t.field({
      type: [MatchType],
      description: 'The evidence: its matching demands, best first, at most 5.',
      resolve: ({ demands }) => demands.map(match => withLibrary('demand', match)),
    }),
  }),
})

const SuggestedReviewerType = builder.objectRef<SuggestedReviewer>('SuggestedReviewer').implement({
  description: 'An expert who knows the subject and need not recuse, as far as may be known at the time.',
  fields: t => ({
    match: t.field({ type: MatchType, resolve: ({ match }) => withLibrary('expert', match) }),
    email: t.string({
      nullable: true,
      description: 'For `assignReviewer`; null when no account with the role of expert has the address of the contact.',
      resolve: ({ account }) => account?.email ?? null,
    }),
    reviewsThisYear: t.int({
      nullable: true,
      description: 'Challenges they were asked to review this year; null when no account is known.',
      resolve: ({ account }) => account?.reviewsThisYear ?? null,
    }),
    reviewsPerYear: t.int({
      description: 'The most they accept.',
      resolve: ({ match }) => match.listing.reviewsPerYear,
    }),
  }),
})

builder.objectField(DemandType, 'solvedDemands', t =>
  t.field({
    type: [SolvedDemandType],
    description: 'Similar demands whose challenge was awarded and has not failed, best first.',
    args: { first: t.arg.int(firstArg(10)) },
    resolve: ({ id }, { first }, { ctx }) => sayInErrors(listSolvedDemands(ctx, { id, limit: first ?? 10 })),
  }),
)

builder.objectField(AchievementType, 'interestedEnterprises', t =>
  t.field({
    type: [InterestedEnterpriseType],
    description: 'Other organisations that have asked for the like, by their best demand.',
    args: { first: t.arg.int(firstArg(10)) },
    resolve: ({ id }, { first }, { ctx }) => sayInErrors(listInterestedEnterprises(ctx, { id, limit: first ?? 10 })),
  }),
)

builder.objectField(ChallengeType, 'suggestedReviewers', t =>
  t.field({
    type: [SuggestedReviewerType],
    nullable: true,
    description:
      'Experts who know its subject, best first, without those who must recuse; before the opening nobody is left out for having bid, because that would tell who has. Null unless the viewer may assign reviewers now.',
    args: { first: t.arg.int(firstArg(20)) },
    resolve: ({ id }, { first }, { ctx }) =>
      sayInErrors(findSuggestedReviewers(ctx, { challengeId: id, limit: first ?? 20 })),
  }),
)
