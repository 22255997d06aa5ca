/** What was done with a determination, when, by whom. */
import { determinationEvents } from '#domain/subsidy/determination.ts'
import type { DeterminationStep } from '#usecases/subsidy/list-determination-steps.ts'
import { builder } from './builder.ts'
import { wordEnum } from './enums.ts'
import { DeterminationNode } from './subsidy.ts'

const DeterminationEventEnum = wordEnum('DeterminationEvent', determinationEvents)

const DeterminationStepType = builder.objectRef<DeterminationStep>('DeterminationStep').implement({
  description: 'What was done with a determination. A beneficiary reads no names and notes of the bureau.',
  fields: t => ({
    id: t.exposeID('id'),
    event: t.field({ type: DeterminationEventEnum, resolve: step => step.event as 'claim' }),
    at: t.expose('at', { type: 'Instant' }),
    actorName: t.exposeString('actorName', { nullable: true }),
    reason: t.exposeString('reason'),
  }),
})

builder.objectField(DeterminationNode, 'steps', t =>
  t.field({
    type: [DeterminationStepType],
    description: 'Oldest first.',
    resolve: (row, _, { loaders }) => loaders.determinationSteps.load(row.id),
  }),
)
