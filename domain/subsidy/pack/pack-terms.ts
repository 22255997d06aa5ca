/** How a pack says that a figure is paid: in stages, by whom, and what it must be used for. */
import { z } from 'zod'
import { addProblem, idSchema, regionCodeSchema } from './input-problem.ts'
import { amountSchema } from './pack-amount.ts'
import { conditionSchema, lengthSchema } from './pack-condition.ts'
import { list, rateSchema, text } from './pack-values.ts'

export const stageSchema = z.strictObject({
  id: idSchema,
  title: text,
  share: rateSchema.optional(),
  amount: amountSchema.optional(),
  due: conditionSchema.optional(),
})
export type Stage = z.output<typeof stageSchema>

export const useConditionSchema = z
  .strictObject({
    id: idSchema,
    text,
    purpose: idSchema,
    atLeast: rateSchema.optional(),
    atMost: rateSchema.optional(),
    within: lengthSchema.optional(),
  })
  .superRefine(({ atLeast, atMost }, ctx) => {
    if ((atLeast === undefined) === (atMost === undefined))
      addProblem(ctx, 'must have one bound', 'give atLeast or atMost')
  })
export type UseCondition = z.output<typeof useConditionSchema>

export const payerSchema = z
  .strictObject({
    payer: regionCodeSchema,
    all: z.literal(true).optional(),
    where: list(conditionSchema).min(1).optional(),
    share: rateSchema.optional(),
    rest: z.literal(true).optional(),
  })
  .superRefine((payer, ctx) => {
    if ([payer.all, payer.share, payer.rest].filter(part => part !== undefined).length !== 1)
      addProblem(ctx, 'must say what it pays', 'keep one of: all (with where), share, rest')
    if ((payer.all === undefined) !== (payer.where === undefined))
      addProblem(ctx, 'all and where go together', 'say under which conditions this payer pays everything')
  })
export type Payer = z.output<typeof payerSchema>
