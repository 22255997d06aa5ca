/** The weights of the ranking, for the administrator: proposed, compared with those in force, switched on. */
import { checkSwitch, weightsStateOf, weightsStates } from '#domain/matching/evaluation/check-switch.ts'
import type { RankingQuality, WeightsComparison } from '#domain/matching/evaluation/compare-rankings.ts'
import type { MeanInterval } from '#domain/matching/evaluation/paired-bootstrap.ts'
import type { WeightField } from '#domain/matching/ranking/check-weights.ts'
import { activateMatchWeights } from '#usecases/matching/activate-match-weights.ts'
import { compareMatchWeights } from '#usecases/matching/compare-match-weights.ts'
import { getMatchWeights, type MatchWeightsOverview } from '#usecases/matching/get-match-weights.ts'
import type { MatchWeightsView } from '#usecases/matching/get-named-weights.ts'
import { proposeMatchWeights } from '#usecases/matching/propose-match-weights.ts'
import { restoreDefaultWeights } from '#usecases/matching/restore-default-weights.ts'
import { builder } from './builder.ts'
import { wordEnum } from './enums.ts'
import { refusals, VerdictType, verdictOf } from './errors.ts'
import { readRawId } from './raw-id.ts'

const MatchWeightsStateEnum = wordEnum('MatchWeightsState', weightsStates)

const RankingQualityType = builder.objectRef<RankingQuality>('RankingQuality').implement({
  fields: t => ({
    ndcgAt10: t.exposeFloat('ndcgAt10', { nullable: true, description: 'Null when nothing shown was of any worth.' }),
    successAt3: t.exposeFloat('successAt3', { nullable: true, description: 'Share of demands, 0 to 1.' }),
  }),
})

const MeanIntervalType = builder.objectRef<MeanInterval>('MeanInterval').implement({
  fields: t => ({ mean: t.exposeFloat('mean'), low: t.exposeFloat('low'), high: t.exposeFloat('high') }),
})

const WeightsComparisonType = builder.objectRef<WeightsComparison>('MatchWeightsComparison').implement({
  description: 'What was shown for the judged demands, ranked by the weights then in force and by the proposed ones.',
  fields: t => ({
    demands: t.exposeInt('demands', { description: 'Judged demands that were ranked both ways.' }),
    active: t.expose('active', { type: RankingQualityType }),
    proposed: t.expose('proposed', { type: RankingQualityType }),
    gain: t.expose('gain', {
      type: MeanIntervalType,
      nullable: true,
      description: 'nDCG@10, proposed less active, with its interval (95 %). Null when nothing was measured.',
    }),
    againstId: t.exposeID('againstId', {
      nullable: true,
      description: 'What they were compared with; null: the weights of the program.',
    }),
  }),
})

const MatchWeightsType = builder.objectRef<MatchWeightsView>('MatchWeights').implement({
  fields: t => ({
    id: t.exposeID('id'),
    state: t.field({ type: MatchWeightsStateEnum, resolve: weightsStateOf }),
    weights: t.expose('weights', { type: 'Json', description: 'As they were proposed; shaped as `defaults`.' }),
    note: t.exposeString('note'),
    createdByName: t.exposeString('createdByName'),
    createdAt: t.expose('createdAt', { type: 'Instant' }),
    comparison: t.expose('comparison', { type: WeightsComparisonType, nullable: true }),
    comparedAt: t.expose('comparedAt', { type: 'Instant', nullable: true }),
    activatedByName: t.exposeString('activatedByName', { nullable: true }),
    activatedAt: t.expose('activatedAt', { type: 'Instant', nullable: true }),
    retiredAt: t.expose('retiredAt', { type: 'Instant', nullable: true }),
    activation: t.field({
      type: VerdictType,
      description: 'May they be switched on now, without accepting a loss?',
      resolve: view => verdictOf(checkSwitch(view, { activeId: view.activeId, acceptLoss: false })),
    }),
  }),
})

const WeightFieldType = builder.objectRef<WeightField>('MatchWeightField').implement({
  description: 'A number of the weights and its limits, both included.',
  fields: t => ({
    path: t.exposeString('path', { description: 'For example `factors.trl`.' }),
    least: t.exposeFloat('least'),
    most: t.exposeFloat('most'),
    isWhole: t.exposeBoolean('isWhole'),
    defaultValue: t.exposeFloat('defaultValue'),
  }),
})

const OverviewType = builder.objectRef<MatchWeightsOverview>('MatchWeightsOverview').implement({
  fields: t => ({
    active: t.expose('active', {
      type: MatchWeightsType,
      nullable: true,
      description: 'Null: those of the program are in force.',
    }),
    inForce: t.expose('inForce', { type: 'Json', description: 'What every ranking turns on now.' }),
    defaults: t.expose('defaults', { type: 'Json' }),
    fields: t.field({ type: [WeightFieldType], resolve: ({ fields }) => [...fields] }),
    history: t.expose('history', { type: [MatchWeightsType], description: 'The latest first, at most a hundred.' }),
  }),
})

const idArg = { required: true, description: 'Of the weights.' } as const

builder.queryFields(t => ({
  matchWeights: t.field({
    type: OverviewType,
    description: 'For the administrator of the platform.',
    errors: refusals,
    resolve: (_, _args, { ctx }) => getMatchWeights(ctx),
  }),
}))

builder.mutationFields(t => ({
  proposeMatchWeights: t.field({
    type: MatchWeightsType,
    description: 'Keeps other weights, with the reason. Nothing is ranked by them yet.',
    args: {
      weights: t.arg({ type: 'Json', required: true, description: 'Every number, shaped as `defaults`.' }),
      note: t.arg.string({ required: true, description: 'At most 500 characters.' }),
    },
    errors: refusals,
    resolve: (_, { weights, note }, { ctx }) => proposeMatchWeights(ctx, { weights, note }),
  }),
  compareMatchWeights: t.field({
    type: MatchWeightsType,
    description: 'Compares proposed weights with those in force over the judged demands of the log. May take a while.',
    args: { id: t.arg.id(idArg) },
    errors: refusals,
    resolve: (_, { id }, { ctx }) => compareMatchWeights(ctx, { id: readRawId(id, 'match_weights') }),
  }),
  activateMatchWeights: t.field({
    type: MatchWeightsType,
    description: 'The service ranks by these weights from now on. They must have been compared with those in force.',
    args: {
      id: t.arg.id(idArg),
      acceptLoss: t.arg.boolean({ required: true, defaultValue: false, description: 'Even though they lose.' }),
    },
    errors: refusals,
    resolve: (_, { id, acceptLoss }, { ctx }) =>
      activateMatchWeights(ctx, { id: readRawId(id, 'match_weights'), acceptLoss }),
  }),
  restoreDefaultWeights: t.field({
    type: OverviewType,
    description: 'The service ranks by the weights of the program again.',
    errors: refusals,
    resolve: (_, _args, { ctx }) => restoreDefaultWeights(ctx),
  }),
}))
