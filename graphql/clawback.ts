/** Money that is to come back (追回): of a determination, and of a bureau or a beneficiary; its collection and cancellation. */
import { cancelClawback, checkMayCancel } from '#usecases/subsidy/money/cancel-clawback.ts'
import { collectClawback } from '#usecases/subsidy/money/collect-clawback.ts'
import type { DeterminationClawback } from '#usecases/subsidy/money/find-clawback.ts'
import { listClawbacks } from '#usecases/subsidy/money/list-clawbacks.ts'
import { builder } from './builder.ts'
import { ClawbackReasonEnum } from './determination-step.ts'
import { refusals, VerdictType, verdictOf } from './errors.ts'
import { forwardArgs, notCounted, toConnection } from './page.ts'
import { readRawId } from './raw-id.ts'
import { DeterminationNode } from './subsidy.ts'

export const ClawbackType = builder.objectRef<DeterminationClawback>('Clawback').implement({
  description: 'Money that is to come back (追回), with its cause.',
  fields: t => ({
    id: t.exposeID('id'),
    determinationId: t.globalID({ resolve: row => ({ type: DeterminationNode, id: row.determinationId }) }),
    determination: t.field({
      type: DeterminationNode,
      nullable: true,
      description: 'What it takes back; null for whoever may not read it.',
      resolve: ({ determinationId }, _, { loaders }) => loaders.determination.load(determinationId),
    }),
    reason: t.expose('reason', { type: ClawbackReasonEnum }),
    causeId: t.exposeID('causeId', {
      description:
        'The registration, the reversal, the integrity record or the fact. Of FIGURE_LOWERED the figure that is less, or the integrity record that hid it until it was revoked.',
    }),
    lowerFigure: t.field({
      type: DeterminationNode,
      nullable: true,
      description:
        'Of FIGURE_LOWERED: the figure that is less than was granted. Null for whoever may not read it, and where an integrity record hid it: what it takes back says why.',
      resolve: ({ reason, causeId }, _, { loaders }) =>
        reason === 'figure_lowered' ? loaders.determination.load(causeId) : null,
    }),
    grantedFen: t.expose('grantedFen', {
      type: 'Fen',
      description: 'Granted here and still standing when it was raised.',
    }),
    wholeFen: t.expose('wholeFen', {
      type: 'Fen',
      description:
        'What may be granted since on the whole entitlement; where payers share it, the part of this bureau.',
    }),
    amountFen: t.expose('amountFen', { type: 'Fen' }),
    raisedAt: t.expose('raisedAt', { type: 'Instant' }),
    collectedOn: t.expose('collectedOn', { type: 'Day', nullable: true }),
    bankReference: t.exposeString('bankReference', { nullable: true }),
    cancelledAt: t.expose('cancelledAt', {
      type: 'Instant',
      nullable: true,
      description:
        'The integrity record it rests on was revoked, or an approver cancelled it: nothing is to come back. Null: not cancelled.',
    }),
    mayCancel: t.field({
      type: VerdictType,
      nullable: true,
      description: 'Before it is looked at whether the grant may stand; null for whoever may not read the grant.',
      resolve: async (row, _, { ctx, loaders }) => {
        const grant = await loaders.determination.load(row.determinationId)
        return grant && verdictOf(checkMayCancel(ctx.actor, row, grant))
      },
    }),
  }),
})

builder.objectField(DeterminationNode, 'clawbacks', t =>
  t.field({
    type: [ClawbackType],
    description: 'Oldest first.',
    resolve: (row, _, { loaders }) => loaders.clawbacks.load(row.id),
  }),
)

builder.queryField('clawbacks', t =>
  t.connection({
    type: ClawbackType,
    description: 'Of the viewer’s bureau, or of the viewer’s own organisation. Newest first.',
    errors: refusals,
    args: {
      isOpenOnly: t.arg.boolean({
        required: true,
        defaultValue: true,
        description: 'Without what was collected or cancelled.',
      }),
    },
    resolve: async (_, { isOpenOnly, ...args }, { ctx }) => {
      const input = forwardArgs(args)
      return toConnection(await listClawbacks(ctx, { isOpenOnly, ...input }), input.after, notCounted)
    },
  }),
)

builder.mutationField('cancelClawback', t =>
  t.field({
    type: ClawbackType,
    description: 'An approver lets a grant stand after all; refused while it would fall back again.',
    args: { id: t.arg.id({ required: true }), reason: t.arg.string({ required: true }) },
    errors: refusals,
    resolve: async (_, { id, reason }, { ctx, loaders }) => {
      const row = await cancelClawback(ctx, { id: readRawId(id, 'clawback'), reason })
      loaders.clawbacks.clear(row.determinationId)
      return row
    },
  }),
)

builder.mutationField('collectClawback', t =>
  t.field({
    type: ClawbackType,
    description: 'A cashier records that a claw-back has come in.',
    args: {
      id: t.arg.id({ required: true }),
      collectedOn: t.arg({ type: 'Day', required: true }),
      bankReference: t.arg.string({ required: true }),
    },
    errors: refusals,
    resolve: async (_, { id, ...proof }, { ctx, loaders }) => {
      const row = await collectClawback(ctx, { id: readRawId(id, 'clawback'), ...proof })
      loaders.clawbacks.clear(row.determinationId)
      return row
    },
  }),
)
