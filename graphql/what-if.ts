/** What-ifs ("政策推演"): a policy replayed over the register. Seen by the bureau that asked; every result by its id. */
import { may } from '#domain/access/may.ts'
import { readFailure } from '#domain/stored-failure.ts'
import type { PolicyPack, PolicyStatus } from '#domain/subsidy/pack/policy-pack.ts'
import {
  listVariables,
  type PackVariable,
  variableKinds,
  variablePlaces,
  variableUnits,
} from '#domain/subsidy/what-if/variables.ts'
import { checkCancellable, checkDone, whatIfStates } from '#domain/subsidy/what-if/what-if.ts'
import { isUuid } from '#domain/uuid.ts'
import { askWhatIf } from '#usecases/subsidy/what-if/ask-what-if.ts'
import { cancelWhatIf } from '#usecases/subsidy/what-if/cancel-what-if.ts'
import {
  type ChangePage,
  changeOrders,
  changeSides,
  findWhatIf,
  findWhatIfResult,
  listReplays,
  listWhatIfChanges,
  type NamedWhatIf,
} from '#usecases/subsidy/what-if/find-what-if.ts'
import { findWhatIfPack, listWhatIfVersions, type VersionHead } from '#usecases/subsidy/what-if/find-what-if-pack.ts'
import type { TurnedNumber } from '#usecases/subsidy/what-if/list-turned-numbers.ts'
import { listWhatIfs } from '#usecases/subsidy/what-if/list-what-ifs.ts'
import { isSameResult, replayWhatIf } from '#usecases/subsidy/what-if/replay-what-if.ts'
import { builder } from './builder.ts'
import { wordEnum } from './enums.ts'
import { refusals, StoredFailureType, VerdictType, verdictOf } from './errors.ts'
import { PolicyStatusEnum } from './policy.ts'
import { readRawId } from './raw-id.ts'
import { OpenQuestionType, questionsOf, ReadingInput, readingsOf } from './rule-reading.ts'

const StateEnum = wordEnum('WhatIfState', whatIfStates)
const OrderEnum = wordEnum('WhatIfChangeOrder', changeOrders)
const SideEnum = wordEnum('WhatIfChangeSide', changeSides)
const KindEnum = wordEnum('PackVariableKind', variableKinds)
const UnitEnum = wordEnum('PackVariableUnit', variableUnits)
const PlaceEnum = wordEnum('PackVariablePlace', variablePlaces)

const VariableType = builder.objectRef<PackVariable>('PackVariable').implement({
  description: 'A number of a policy that a what-if can turn.',
  fields: t => ({
    path: t.exposeString('path'),
    kind: t.expose('kind', { type: KindEnum }),
    unit: t.expose('unit', { type: UnitEnum }),
    value: t.exposeString('value', { description: '分, a whole number, or the decimal text of a rate.' }),
    rule: t.exposeString('rule', { nullable: true }),
    clause: t.exposeString('clause', { nullable: true }),
    place: t.expose('place', { type: PlaceEnum }),
    name: t.exposeString('name', { description: 'The number of a bracket, the id of a limit, the reason of a test.' }),
  }),
})

const RuleHeadType = builder.objectRef<{ id: string; title: string }>('WhatIfRule').implement({
  fields: t => ({ id: t.exposeString('id'), title: t.exposeString('title') }),
})

const SubjectType = builder.objectRef<PolicyPack>('WhatIfSubject').implement({
  fields: t => ({
    rules: t.field({ type: [RuleHeadType], resolve: pack => pack.rules }),
    questions: t.field({ type: [OpenQuestionType], resolve: ({ rules }) => rules.flatMap(questionsOf) }),
    variables: t.field({ type: [VariableType], resolve: listVariables }),
  }),
})

const VersionHeadType = builder.objectRef<VersionHead>('WhatIfVersion').implement({
  fields: t => ({
    id: t.exposeID('id'),
    policyId: t.exposeString('policyId'),
    title: t.exposeString('title'),
    status: t.field({ type: PolicyStatusEnum, resolve: ({ status }) => status as PolicyStatus }),
    loadedAt: t.expose('loadedAt', { type: 'Instant' }),
  }),
})

const ChangePageType = builder.objectRef<ChangePage>('WhatIfChanges').implement({
  description: 'Who would get more or less.',
  fields: t => ({
    total: t.exposeInt('total'),
    items: t.expose('items', {
      type: 'Json',
      description:
        'A list of `NamedChange` (domain/subsidy/what-if/result.ts): name, kind, size, beforeFen, afterFen, decisive.',
    }),
  }),
})

interface Replay {
  replay: NamedWhatIf
  original: NamedWhatIf
}

const ReplayType = builder.objectRef<Replay>('WhatIfReplay').implement({
  fields: t => ({
    id: t.id({ resolve: ({ replay }) => replay.id }),
    askedAt: t.field({ type: 'Instant', resolve: ({ replay }) => replay.askedAt }),
    isSame: t.boolean({
      nullable: true,
      description: 'Facts and result are the same, byte by byte; null while it runs.',
      resolve: ({ replay, original }) => isSameResult(original, replay),
    }),
  }),
})

const TurnedNumberType = builder.objectRef<TurnedNumber>('TurnedNumber').implement({
  description: 'A number that a what-if turned.',
  fields: t => ({
    variable: t.expose('variable', { type: VariableType, description: 'As the text has it.' }),
    ruleTitle: t.exposeString('ruleTitle', { nullable: true, description: 'Null for a limit over several rules.' }),
    value: t.exposeString('value', { description: 'What it was turned to, written as `variable.value`.' }),
  }),
})

const WhatIfType = builder.objectRef<NamedWhatIf>('WhatIf').implement({
  description: 'One question to the register and its answer. Nothing of it changes once it has ended.',
  fields: t => ({
    id: t.exposeID('id'),
    title: t.exposeString('title'),
    state: t.expose('state', { type: StateEnum }),
    progressPercent: t.exposeInt('progressPercent'),
    failure: t.field({
      type: StoredFailureType,
      nullable: true,
      resolve: ({ failure }) => (failure === null ? null : readFailure(failure)),
    }),
    policyId: t.exposeString('policyId'),
    policyTitle: t.exposeString('policyTitle', { nullable: true, description: 'Null for an edited copy.' }),
    versionId: t.exposeID('versionId', { nullable: true }),
    comparedVersionId: t.exposeID('comparedVersionId', { nullable: true }),
    comparedTitle: t.exposeString('comparedTitle', { nullable: true }),
    variations: t.expose('variations', { type: 'Json', description: 'A list of `{ path, value }`.' }),
    turned: t.field({
      type: [TurnedNumberType],
      description: 'The same numbers with their names and what they were.',
      resolve: (row, _, { loaders }) => loaders.turnedNumbers.load(row),
    }),
    rules: t.exposeStringList('rules', { nullable: true, description: 'Null: all.' }),
    parameters: t.expose('parameters', { type: 'Json', description: 'Readings other than the default.' }),
    fromYear: t.exposeInt('fromYear'),
    toYear: t.exposeInt('toYear'),
    asOf: t.expose('asOf', { type: 'Day' }),
    knownAt: t.expose('knownAt', { type: 'Instant', description: 'What was recorded later does not count.' }),
    askedByName: t.exposeString('askedByName'),
    askedAt: t.expose('askedAt', { type: 'Instant' }),
    finishedAt: t.expose('finishedAt', { type: 'Instant', nullable: true }),
    factsSha256: t.exposeString('factsSha256', { nullable: true }),
    resultSha256: t.exposeString('resultSha256', { nullable: true }),
    replayOf: t.exposeID('replayOf', { nullable: true }),
    result: t.field({
      type: 'Json',
      nullable: true,
      description:
        'A `WhatIfResult` (domain/subsidy/what-if/result.ts); its `format` names the shape. Null until done.',
      resolve: ({ id, state }, _, { ctx }) => (state === 'done' ? findWhatIfResult(ctx, { id }) : null),
    }),
    changes: t.field({
      type: ChangePageType,
      args: {
        order: t.arg({ type: OrderEnum }),
        side: t.arg({ type: SideEnum }),
        search: t.arg.string(),
        first: t.arg.int({ required: true, defaultValue: 50 }),
        offset: t.arg.int({ required: true, defaultValue: 0 }),
      },
      errors: refusals,
      resolve: ({ id }, args, { ctx }) => listWhatIfChanges(ctx, { id, ...args }),
    }),
    replays: t.field({
      type: [ReplayType],
      resolve: async (original, _, { ctx }) => (await listReplays(ctx, original)).map(replay => ({ replay, original })),
    }),
    mayReplay: t.field({
      type: VerdictType,
      resolve: ({ bureauId, state }, _, { ctx }) =>
        verdictOf(may(ctx.actor, 'what_if.ask', { bureau: bureauId }) ?? checkDone(state)),
    }),
    mayCancel: t.field({
      type: VerdictType,
      resolve: ({ bureauId, state }, _, { ctx }) =>
        verdictOf(may(ctx.actor, 'what_if.cancel', { bureau: bureauId }) ?? checkCancellable(state)),
    }),
  }),
})

builder.queryFields(t => ({
  whatIfs: t.field({
    type: [WhatIfType],
    description: 'Of the viewer’s bureau, the latest first; at most a hundred.',
    errors: refusals,
    resolve: (_, _args, { ctx }) => listWhatIfs(ctx),
  }),
  whatIf: t.field({
    type: WhatIfType,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_, { id }, { ctx }) => (isUuid(id) ? findWhatIf(ctx, { id }) : null),
  }),
  whatIfSubject: t.field({
    type: SubjectType,
    description: 'What can be chosen and turned in a version, or in a working copy.',
    args: { versionId: t.arg.id(), editId: t.arg.id() },
    errors: refusals,
    resolve: (_, { versionId, editId }, { ctx }) =>
      findWhatIfPack(ctx, {
        versionId: versionId ? readRawId(versionId, 'policy version') : null,
        editId: editId ? readRawId(editId, 'policy edit') : null,
      }),
  }),
  whatIfVersions: t.field({
    type: [VersionHeadType],
    description: 'What can be replayed or compared with.',
    resolve: (_, _args, { ctx }) => listWhatIfVersions(ctx),
  }),
  mayAskWhatIf: t.field({
    type: VerdictType,
    description: 'May the viewer ask what a policy would give?',
    resolve: (_, _args, { ctx }) => {
      const acting = ctx.actor.kind === 'user' ? ctx.actor.acting : null
      return verdictOf(may(ctx.actor, 'what_if.ask', { bureau: acting?.organisationId ?? null }))
    },
  }),
}))

const VariationInput = builder.inputType('PackVariationInput', {
  fields: t => ({ path: t.string({ required: true }), value: t.string({ required: true }) }),
})
const AskInput = builder.inputType('AskWhatIfInput', {
  fields: t => ({
    versionId: t.id({ description: 'Exactly one of versionId, editId, source.' }),
    editId: t.id(),
    source: t.string({ description: 'YAML.' }),
    title: t.string(),
    comparedVersionId: t.id({ description: 'Absent: the version in force. Null: compared with nothing.' }),
    variations: t.field({ type: [VariationInput], required: true, defaultValue: [] }),
    rules: t.stringList({ description: 'Null: all.' }),
    readings: t.field({ type: [ReadingInput], required: true, defaultValue: [] }),
    comparedReadings: t.field({ type: [ReadingInput], required: true, defaultValue: [] }),
    fromYear: t.int({ required: true }),
    toYear: t.int({ required: true }),
    asOf: t.field({ type: 'Day', description: 'Absent: today.' }),
  }),
})

const rawOr = (id: string | null | undefined, noun: string) => (id ? readRawId(id, noun) : null)

builder.mutationFields(t => ({
  askWhatIf: t.field({
    type: WhatIfType,
    description: 'Asks; the answer is computed in the background.',
    args: { input: t.arg({ type: AskInput, required: true }) },
    errors: refusals,
    resolve: (_, { input }, { ctx }) => {
      const { versionId, editId, comparedVersionId, readings, comparedReadings, ...rest } = input
      return askWhatIf(ctx, {
        ...rest,
        versionId: rawOr(versionId, 'policy version'),
        editId: rawOr(editId, 'policy edit'),
        comparedVersionId: comparedVersionId === undefined ? undefined : rawOr(comparedVersionId, 'policy version'),
        parameters: readingsOf(readings),
        comparedParameters: readingsOf(comparedReadings),
      })
    },
  }),
  cancelWhatIf: t.field({
    type: WhatIfType,
    description: 'One that waits or is computed ends without a result.',
    args: { id: t.arg.id({ required: true }) },
    errors: refusals,
    resolve: (_, { id }, { ctx }) => cancelWhatIf(ctx, { id: readRawId(id, 'what-if') }),
  }),
  replayWhatIf: t.field({
    type: WhatIfType,
    description: 'Computes a finished one again, from the register as it was known then.',
    args: { id: t.arg.id({ required: true }) },
    errors: refusals,
    resolve: (_, { id }, { ctx }) => replayWhatIf(ctx, { id: readRawId(id, 'what-if') }),
  }),
}))
