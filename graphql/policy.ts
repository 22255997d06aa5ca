/** Policies as they were loaded: every clause with its wording, and whether the house can compute it. */
import { formatRate } from '#domain/money.ts'
import { givings, type PolicyPack, windowKinds } from '#domain/subsidy/pack/policy-pack.ts'
import { limitScopes } from '#domain/subsidy/pack/rule-terms.ts'
import { findPolicy } from '#usecases/subsidy/policy/find-policy.ts'
import { listPolicies } from '#usecases/subsidy/policy/list-policies.ts'
import type { ClauseView, PolicyLimit, PolicyView, RuleView } from '#usecases/subsidy/policy/policy-view.ts'
import { builder } from './builder.ts'
import { wordEnum } from './enums.ts'
import { OpenQuestionType, questionsOf } from './rule-reading.ts'

export const PolicyStatusEnum = wordEnum(
  'PolicyStatus',
  ['draft', 'in_force', 'superseded', 'repealed'],
  'DRAFT (征求意见稿) is simulated, never paid from.',
)
const RuleSubjectEnum = wordEnum(
  'RuleSubject',
  ['challenge', 'year', 'income'],
  'What has to be named to determine the rule.',
)

const RuleGivesEnum = wordEnum('RuleGives', givings, 'CEILING may be granted in part; of BASIS nothing is given.')
const LimitScopeEnum = wordEnum('LimitScope', limitScopes)
const RuleWindowKindEnum = wordEnum('RuleWindowKind', windowKinds, 'Which days it looks at.')

type Parameter = RuleView['parameters'][number]
type Award = PolicyPack['clauses'][number]['awards'][number]

const ReadingType = builder.objectRef<Parameter['readings'][number]>('RuleReading').implement({
  fields: t => ({ id: t.exposeString('id'), text: t.exposeString('text') }),
})

const ParameterType = builder.objectRef<Parameter>('RuleParameter').implement({
  description: 'A question that the clause leaves open, with the readings it allows.',
  fields: t => ({
    id: t.exposeString('id'),
    question: t.exposeString('question'),
    default: t.exposeString('default'),
    readings: t.expose('readings', { type: [ReadingType] }),
  }),
})

const RuleType = builder.objectRef<RuleView>('Rule').implement({
  description: 'What the house computes from contracts and payments.',
  fields: t => ({
    id: t.exposeString('id'),
    title: t.exposeString('title'),
    gives: t.expose('gives', { type: RuleGivesEnum }),
    rate: t.string({
      nullable: true,
      description: '`30%`, `0.2‰`; null for a rule that is computed in another way.',
      resolve: rule => rule.rate && formatRate(rule.rate),
    }),
    fixedFen: t.expose('fixedFen', {
      type: 'Fen',
      nullable: true,
      description: 'A sum that is given whatever the records come to.',
    }),
    growthRate: t.string({
      nullable: true,
      description: '`10%` of what one amount has over another; null for a rule that is computed in another way.',
      resolve: rule => rule.growthRate && formatRate(rule.growthRate),
    }),
    capFen: t.expose('capFen', { type: 'Fen', nullable: true }),
    isUnlimited: t.exposeBoolean('isUnlimited', { description: 'No cap, no shared limit, no bracket.' }),
    subject: t.expose('subject', { type: RuleSubjectEnum }),
    parameters: t.expose('parameters', { type: [ParameterType] }),
    notes: t.exposeStringList('notes'),
    needsReports: t.exposeBoolean('needsReports', {
      description: 'Computed from amounts that are reported year by year; what was not reported is not 0.',
    }),
    exclusions: t.exposeStringList('exclusions', {
      description: 'Why a unit or a record does not count, under the readings taken by default.',
    }),
    scope: t.expose('scope', {
      type: LimitScopeEnum,
      nullable: true,
      description: 'On what its cap holds; null where no one word says it.',
    }),
    beneficiaryField: t.exposeString('beneficiaryField', { description: 'The fact that names whoever gets it.' }),
    keyFields: t.stringList({ resolve: rule => [...rule.keyFields], description: 'The facts that it is counted by.' }),
    summedField: t.exposeString('summedField', {
      nullable: true,
      description: 'The one fact that is summed; null where the base is read in another way.',
    }),
    windowKind: t.field({ type: RuleWindowKindEnum, resolve: ({ window }) => window.kind }),
    yearOffset: t.int({
      nullable: true,
      description: 'Of a rule that looks at calendar years: -1 is the year before the application.',
      resolve: ({ window }) => (window.kind === 'calendar_year' ? window.yearOffset : null),
    }),
  }),
})

const PolicyLimitType = builder.objectRef<PolicyLimit>('PolicyLimit').implement({
  description: 'A limit beside the cap of its rule.',
  fields: t => ({
    ruleId: t.exposeString('ruleId'),
    id: t.exposeString('id', { description: 'Its name in the pack.' }),
    amountFen: t.expose('amountFen', { type: 'Fen', nullable: true, description: 'Null where it varies.' }),
  }),
})

const AwardBoundEnum = wordEnum('AwardBound', ['exactly', 'at_most', 'at_least'])

const AwardType = builder.objectRef<Award>('Award').implement({
  description: 'An award that hangs on an outside fact: told, not computed.',
  fields: t => ({
    id: t.exposeString('id'),
    title: t.exposeString('title'),
    evidence: t.exposeString('evidence'),
    bound: t.expose('bound', { type: AwardBoundEnum }),
    amountFen: t.field({ type: 'Fen', resolve: award => award.amount }),
    reason: t.exposeString('reason', { description: 'Why it is not computed.' }),
  }),
})

const ClauseType = builder.objectRef<ClauseView>('Clause').implement({
  fields: t => ({
    id: t.exposeString('id'),
    number: t.exposeString('number'),
    title: t.exposeString('title'),
    quote: t.exposeString('quote', { nullable: true, description: 'Words of the document.' }),
    text: t.exposeString('text', { nullable: true, description: 'A paraphrase.' }),
    isComputable: t.boolean({ resolve: clause => clause.rules.length > 0 }),
    noRule: t.exposeString('noRule', { nullable: true, description: 'Why there is neither rule nor award.' }),
    rules: t.expose('rules', { type: [RuleType] }),
    awards: t.expose('awards', { type: [AwardType] }),
  }),
})

const PolicyType = builder.objectRef<PolicyView>('Policy').implement({
  description: 'A policy in the version that was loaded last.',
  fields: t => ({
    id: t.exposeID('id', { description: 'Id of the pack, as `zhengzhou-2022-draft`.' }),
    version: t.exposeString('version'),
    title: t.exposeString('title'),
    status: t.expose('status', { type: PolicyStatusEnum }),
    issuingBody: t.exposeString('issuingBody'),
    documentNumber: t.exposeString('documentNumber', { nullable: true }),
    jurisdiction: t.exposeString('jurisdiction', { description: 'GB/T 2260.' }),
    effectiveFrom: t.expose('effectiveFrom', { type: 'Day', nullable: true }),
    effectiveTo: t.expose('effectiveTo', { type: 'Day', nullable: true }),
    sha256: t.exposeString('sha256'),
    loadedAt: t.expose('loadedAt', { type: 'Instant' }),
    notes: t.exposeStringList('notes'),
    clauses: t.expose('clauses', { type: [ClauseType] }),
    limits: t.expose('limits', { type: [PolicyLimitType], description: 'Of all its rules.' }),
    questions: t.field({
      type: [OpenQuestionType],
      description: 'Of all its rules.',
      resolve: ({ clauses }) => clauses.flatMap(({ rules }) => rules.flatMap(questionsOf)),
    }),
  }),
})

builder.queryFields(t => ({
  policies: t.field({ type: [PolicyType], resolve: (_, _args, { ctx }) => listPolicies(ctx) }),
  policy: t.field({
    type: PolicyType,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_, { id }, { ctx }) => findPolicy(ctx, { id }),
  }),
}))
