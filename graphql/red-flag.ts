/** 疑点 of a determination: for the bureau, before it approves. A beneficiary does not learn whether there are any. */
import { may } from '#domain/access/may.ts'
import { checkFlaggable } from '#domain/subsidy/flags/check-red-flags.ts'
import {
  type FlagExplanation,
  type FlagFigure,
  type FlagRecord,
  flagRecordKinds,
  flagUnits,
  redFlagKinds,
} from '#domain/subsidy/flags/red-flag.ts'
import { findRedFlags } from '#usecases/subsidy/flags/find-red-flags.ts'
import type { RedFlagView } from '#usecases/subsidy/flags/list-red-flags.ts'
import { checkMayOverride, overrideRedFlag } from '#usecases/subsidy/flags/override-red-flag.ts'
import { builder } from './builder.ts'
import { wordEnum } from './enums.ts'
import { refusals, VerdictType, verdictOf } from './errors.ts'
import { readRawId } from './raw-id.ts'
import { DeterminationNode } from './subsidy.ts'

const RedFlagKindEnum = wordEnum('RedFlagKind', redFlagKinds, 'What was seen; docs/red-flags.md says how.')
const FlagRecordKindEnum = wordEnum('RedFlagRecordKind', flagRecordKinds)
const FlagUnitEnum = wordEnum('RedFlagUnit', flagUnits)

const FlagRecordType = builder.objectRef<FlagRecord>('RedFlagRecord').implement({
  description: 'A record that the flag rests on.',
  fields: t => ({
    kind: t.expose('kind', { type: FlagRecordKindEnum }),
    recordId: t.exposeString('id'),
    name: t.exposeString('name'),
    amountFen: t.field({
      type: 'Fen',
      nullable: true,
      resolve: ({ amountFen }) => (amountFen === null ? null : BigInt(amountFen)),
    }),
    on: t.expose('on', { type: 'Day', nullable: true }),
    note: t.exposeString('note'),
  }),
})

const FlagFigureType = builder.objectRef<FlagFigure>('RedFlagFigure').implement({
  description: 'A figure that was compared, or what it was compared with.',
  fields: t => ({
    name: t.exposeString('name'),
    unit: t.expose('unit', { type: FlagUnitEnum }),
    value: t.exposeString('value', { description: 'A whole number in digits: 分, days, pieces or percent.' }),
  }),
})

const FlagExplanationType = builder.objectRef<FlagExplanation>('RedFlagExplanation').implement({
  description: 'What was seen, with everything that is needed to check it by hand.',
  fields: t => ({
    zh: t.exposeString('zh'),
    en: t.exposeString('en'),
    records: t.expose('records', { type: [FlagRecordType] }),
    figures: t.expose('figures', { type: [FlagFigureType] }),
  }),
})

const RedFlagViewerCanType = builder.objectRef<RedFlagView>('RedFlagViewerCan').implement({
  fields: t => ({
    override: t.field({
      type: VerdictType,
      resolve: (flag, _, { ctx }) => verdictOf(checkMayOverride(ctx.actor, flag, flag.determination)),
    }),
  }),
})

const RedFlagType = builder.objectRef<RedFlagView>('RedFlag').implement({
  description: 'A fact to look at before money is approved. No verdict: it can be set aside with a reason.',
  fields: t => ({
    id: t.exposeID('id'),
    kind: t.expose('kind', { type: RedFlagKindEnum }),
    explanation: t.expose('explanation', { type: FlagExplanationType }),
    foundAt: t.expose('foundAt', { type: 'Instant' }),
    isOpen: t.boolean({ resolve: flag => flag.overriddenAt === null }),
    overriddenAt: t.expose('overriddenAt', { type: 'Instant', nullable: true }),
    overriddenByName: t.exposeString('overriddenByName', { nullable: true }),
    overrideReason: t.exposeString('overrideReason', { nullable: true }),
    viewerCan: t.field({ type: RedFlagViewerCanType, resolve: flag => flag }),
  }),
})

builder.objectFields(DeterminationNode, t => ({
  redFlags: t.field({
    type: [RedFlagType],
    nullable: true,
    description: 'Open ones first. For the paying bureau and those above it, null for everybody else.',
    resolve: (row, _, { loaders }) => loaders.redFlags.load(row.id),
  }),
  mayFindRedFlags: t.field({
    type: VerdictType,
    description: 'May the viewer look for red flags now?',
    resolve: (row, _, { ctx }) =>
      verdictOf(may(ctx.actor, 'red_flag.find', { bureau: row.bureauId }) ?? checkFlaggable(row.state)),
  }),
}))

const FoundRedFlagsType = builder.objectRef<{ redFlags: RedFlagView[] }>('FoundRedFlags').implement({
  fields: t => ({ redFlags: t.expose('redFlags', { type: [RedFlagType] }) }),
})

builder.mutationFields(t => ({
  findRedFlags: t.field({
    type: FoundRedFlagsType,
    description: 'Looks for red flags again; those that are known stay as they are. Gives all of the determination.',
    args: { determinationId: t.arg.globalID({ for: DeterminationNode, required: true }) },
    errors: refusals,
    resolve: async (_, { determinationId }, { ctx, loaders }) => {
      const id = readRawId(determinationId.id, 'determination')
      const redFlags = await findRedFlags(ctx, { determinationId: id })
      loaders.redFlags.clear(id)
      return { redFlags }
    },
  }),
  overrideRedFlag: t.field({
    type: RedFlagType,
    description: 'A reviewer sets a flag aside, with a reason of at least 10 characters; never of their own figure.',
    args: { id: t.arg.id({ required: true }), reason: t.arg.string({ required: true }) },
    errors: refusals,
    resolve: async (_, { id, reason }, { ctx, loaders }) => {
      const flag = await overrideRedFlag(ctx, { id: readRawId(id, 'red flag'), reason })
      loaders.redFlags.clear(flag.determinationId)
      return flag
    },
  }),
}))
