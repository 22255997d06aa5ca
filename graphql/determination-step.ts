/** What was done with a determination, when, by whom. */
import { causeOf, clawbackReasons } from '#domain/subsidy/money/clawback.ts'
import { determinationEvents } from '#domain/subsidy/money/determination.ts'
import type { DeterminationStep } from '#usecases/subsidy/figure/list-determination-steps.ts'
import { builder } from './builder.ts'
import { wordEnum } from './enums.ts'
import { DeterminationNode } from './subsidy.ts'

const DeterminationEventEnum = wordEnum('DeterminationEvent', determinationEvents)

export const ClawbackReasonEnum = wordEnum(
  'ClawbackReason',
  clawbackReasons,
  'What fell away; FIGURE_LOWERED: what was recorded later made the figure less than what was granted.',
)

const DeterminationStepType = builder.objectRef<DeterminationStep>('DeterminationStep').implement({
  description: 'What was done with a determination. A beneficiary reads no names and notes of the bureau.',
  fields: t => ({
    id: t.exposeID('id'),
    event: t.field({ type: DeterminationEventEnum, resolve: step => step.event as 'claim' }),
    at: t.expose('at', { type: 'Instant' }),
    actorName: t.exposeString('actorName', { nullable: true }),
    reason: t.string({
      description: 'In the words of who took it.',
      resolve: ({ reason }) => (causeOf(reason) === null ? reason : ''),
    }),
    cause: t.field({
      type: ClawbackReasonEnum,
      nullable: true,
      description: 'What fell away, where that is why.',
      resolve: ({ reason }) => causeOf(reason),
    }),
  }),
})

builder.objectField(DeterminationNode, 'steps', t =>
  t.field({
    type: [DeterminationStepType],
    description: 'Oldest first.',
    resolve: (row, _, { loaders }) => loaders.determinationSteps.load(row.id),
  }),
)
