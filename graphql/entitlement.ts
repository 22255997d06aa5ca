/** "我的政策额度": what the viewer's organisation would get, beside what it has got. Never a figure of others. */
import {
  listMyEntitlements,
  type MissingRecord,
  type MyEntitlement,
  type MyEntitlements,
  type UnreadablePolicy,
} from '#usecases/subsidy/figure/list-my-entitlements.ts'
import { builder } from './builder.ts'
import { ContractNode } from './contract.ts'
import { refusals } from './errors.ts'
import { DeterminationNode, DeterminationStateEnum } from './subsidy.ts'
import { FigureKindEnum } from './subsidy-verbs.ts'

const MissingType = builder.objectRef<MissingRecord>('EntitlementMissingRecord').implement({
  description: 'A record that was looked at and does not count.',
  fields: t => ({
    record: t.exposeString('record'),
    kind: t.exposeString('kind'),
    date: t.expose('date', { type: 'Day', description: 'The day by which it would count.' }),
    occurredOn: t.expose('occurredOn', {
      type: 'Day',
      nullable: true,
      description: 'The own day of a money fact or a kept one.',
    }),
    amountFen: t.expose('amountFen', { type: 'Fen', nullable: true }),
    contractId: t.globalID({
      nullable: true,
      resolve: ({ contractId }) => (contractId === null ? null : { type: ContractNode, id: contractId }),
    }),
    contractTitle: t.exposeString('contractTitle', { nullable: true }),
    why: t.exposeString('why'),
  }),
})

const OwnFigureType = builder.objectRef<MyEntitlement['figures'][number]>('EntitlementFigure').implement({
  fields: t => ({
    determinationId: t.globalID({ resolve: ({ id }) => ({ type: DeterminationNode, id }) }),
    state: t.field({ type: DeterminationStateEnum, resolve: ({ state }) => state }),
    figureFen: t.field({
      type: 'Fen',
      description: 'What was approved; before that, what it comes to.',
      resolve: ({ approvedFen, ceilingFen }) => approvedFen ?? ceilingFen,
    }),
  }),
})

const EntitlementType = builder.objectRef<MyEntitlement>('MyEntitlement').implement({
  fields: t => ({
    policyId: t.exposeID('policyId'),
    policyTitle: t.exposeString('policyTitle'),
    isDraft: t.exposeBoolean('isDraft', { description: '征求意见稿: nothing is paid from it.' }),
    rule: t.exposeString('rule'),
    ruleTitle: t.exposeString('ruleTitle'),
    gives: t.expose('gives', { type: FigureKindEnum }),
    clauseId: t.exposeID('clauseId'),
    clause: t.exposeString('clause'),
    key: t.exposeString('key'),
    keyName: t.exposeString('keyName', {
      nullable: true,
      description: 'The contract, project or achievement that it is for; null for a unit.',
    }),
    window: t.exposeString('window'),
    entitledFen: t.expose('entitledFen', {
      type: 'Fen',
      nullable: true,
      description:
        'What the rule gives (see `gives`), by the register as it is today; null where records of others decide who gets it.',
    }),
    determinedFen: t.expose('determinedFen', { type: 'Fen' }),
    claimedFen: t.expose('claimedFen', {
      type: 'Fen',
      description: 'Claimed, told or reviewed, and not yet approved.',
    }),
    approvedFen: t.expose('approvedFen', { type: 'Fen' }),
    paidFen: t.expose('paidFen', { type: 'Fen' }),
    undeterminedFen: t.expose('undeterminedFen', {
      type: 'Fen',
      description: 'No bureau has a figure of it yet; 0 for a draft.',
    }),
    figures: t.expose('figures', { type: [OwnFigureType], description: 'What bureaus have of it, the oldest first.' }),
    sharedLimits: t.exposeStringList('sharedLimits', {
      description: 'Limits shared with others: the figure may be less. What others get is not told.',
    }),
    unmet: t.exposeStringList('unmet', {
      description: 'Why it gives nothing, as the computation says; empty where it gives something.',
    }),
    missing: t.expose('missing', { type: [MissingType] }),
    notes: t.exposeStringList('notes'),
  }),
})

const RefusedPolicyType = builder.objectRef<UnreadablePolicy>('EntitlementNotComputed').implement({
  fields: t => ({
    policyId: t.exposeID('policyId'),
    policyTitle: t.exposeString('policyTitle'),
    why: t.exposeString('why'),
  }),
})

const MyEntitlementsType = builder.objectRef<MyEntitlements>('MyEntitlements').implement({
  fields: t => ({
    asOf: t.expose('asOf', { type: 'Day' }),
    year: t.exposeInt('year'),
    items: t.expose('items', { type: [EntitlementType] }),
    refused: t.expose('refused', { type: [RefusedPolicyType] }),
  }),
})

builder.queryField('myEntitlements', t =>
  t.field({
    type: MyEntitlementsType,
    description: 'Under every policy in force and every draft, for a year of application (absent: this one).',
    args: { year: t.arg.int() },
    errors: refusals,
    resolve: (_, { year }, { ctx }) => listMyEntitlements(ctx, { year: year ?? null }),
  }),
)
