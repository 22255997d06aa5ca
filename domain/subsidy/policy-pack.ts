/**
 * The form of a policy pack: a document, its clauses (wording first), and the rules that compute from contracts and
 * payments. Rules are data that a policy officer writes; what this form cannot say, a pack cannot claim. It grows by
 * new optional fields (tiers, several caps, several bases), never by changing the meaning of those that are here.
 */
import { z } from 'zod'
import { isRateValue, parseYuan, rateUnits } from '../money.ts'
import { factBases } from './fact-view.ts'
import { addProblem, daySchema, idSchema, regionCodeSchema } from './input-problem.ts'

export const packFormat = 'jiebang-policy/1'

export const policyStatuses = ['draft', 'in_force', 'superseded', 'repealed'] as const
/** 征求意见稿 (draft): may be simulated, never paid from. */
export type PolicyStatus = (typeof policyStatuses)[number]

const text = z.string().min(1)
const texts = z.array(text).default([])

/** `500万元`: the unit is part of the amount, so that a bare number cannot be read as 分 or 万元. Yields 分. */
const amountSchema = z.string().transform((written, ctx): bigint => {
  const fen = /元$/.test(written) ? parseYuan(written) : null
  if (fen !== null) return fen
  addProblem(ctx, `"${written}" is no amount`, 'write it with its unit, as 500万元, 1亿元 or 2000元')
  return z.NEVER
})

/** `{ value: 0.2, unit: permille }`: the unit is spelt out, for a ‰ read as % is a factor of ten. */
const rateSchema = z.strictObject({
  value: z
    .union([z.string(), z.number()])
    .transform(String)
    .superRefine((value, ctx) => {
      if (!isRateValue(value))
        addProblem(ctx, `"${value}" is no rate`, "write a plain decimal, quoted if it is long: '0.2'")
    }),
  unit: z.enum(rateUnits),
})

/** A field, or a field per reading of a parameter where the clause can be read in more than one way. */
const fieldRefSchema = z.union([text, z.strictObject({ choose: idSchema, readings: z.record(z.string(), text) })])
export type FieldRef = z.output<typeof fieldRefSchema>

export const operators = ['is', 'in', 'within', 'reached'] as const

/**
 * One test of one field. `is`/`in` compare texts, `within` asks whether a region lies in another (GB/T 2260),
 * `reached` whether a day has come by `asOf`. `why` is what the trace says about a record that the test turns away
 * (in `where` and `who`: because it fails; in `deduct`: because it holds).
 */
const conditionSchema = z
  .strictObject({
    field: text,
    is: text.optional(),
    in: z.array(text).min(1).optional(),
    within: regionCodeSchema.optional(),
    reached: z.boolean().optional(),
    when: z.strictObject({ parameter: idSchema, reading: idSchema }).optional(),
    why: text,
  })
  .superRefine((condition, ctx) => {
    if (operators.filter(operator => condition[operator] !== undefined).length === 1) return
    addProblem(ctx, 'must have exactly one test', `keep one of: ${operators.join(', ')}`)
  })
export type Condition = z.output<typeof conditionSchema>

const windowSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('whole_life'), date: text }),
  z.strictObject({ kind: z.literal('calendar_year'), date: text, yearOffset: z.int().min(-5).max(0).default(0) }),
])

const parameterSchema = z.strictObject({
  id: idSchema,
  question: text,
  default: idSchema,
  readings: z.array(z.strictObject({ id: idSchema, text })).min(2),
})

const ruleSchema = z.strictObject({
  id: idSchema,
  title: text,
  clause: idSchema,
  gives: z.enum(['ceiling', 'share_floor']),
  beneficiary: fieldRefSchema,
  who: z.array(conditionSchema).default([]),
  base: z.strictObject({
    of: z.enum(factBases),
    amount: fieldRefSchema,
    where: z.array(conditionSchema).default([]),
    deduct: z.array(conditionSchema).default([]),
  }),
  per: text,
  window: windowSchema,
  rate: rateSchema,
  cap: z.strictObject({ amount: amountSchema }).optional(),
  rounding: z.enum(['down', 'up']),
  parameters: z.array(parameterSchema).default([]),
  notes: texts,
})
export type Rule = z.output<typeof ruleSchema>

/** An award that hangs on an outside fact: kept as data with its figure, not computed from contracts. */
const awardSchema = z.strictObject({
  id: idSchema,
  title: text,
  evidence: text,
  bound: z.enum(['exactly', 'at_most', 'at_least']),
  amount: amountSchema,
  rate: z.strictObject({ ...rateSchema.shape, of: text }).optional(),
  per: text.optional(),
  overYears: z.int().min(1).max(50).optional(),
  once: z.boolean().default(false),
  computable: z.literal(false),
  reason: text,
})

/** `quote` is the clause's own wording (parts in 「」 where only parts are held); `text` is a paraphrase. */
const clauseSchema = z
  .strictObject({
    id: idSchema,
    number: text,
    title: text,
    quote: text.optional(),
    text: text.optional(),
    awards: z.array(awardSchema).default([]),
    noRule: text.optional(),
  })
  .superRefine((clause, ctx) => {
    if (clause.quote ?? clause.text) return
    addProblem(ctx, 'has no wording', 'give the quote, or a paraphrase as text')
  })
export type Clause = z.output<typeof clauseSchema>

export const policyPackSchema = z
  .strictObject({
    format: z.literal(packFormat),
    id: idSchema,
    version: z.string().min(1),
    title: text,
    issuingBody: text,
    documentNumber: text.nullable(),
    jurisdiction: regionCodeSchema,
    status: z.enum(policyStatuses),
    effectiveFrom: daySchema.nullable(),
    effectiveTo: daySchema.nullable(),
    notes: texts,
    clauses: z.array(clauseSchema).min(1),
    rules: z.array(ruleSchema).default([]),
  })
  .superRefine((pack, ctx) => {
    if (pack.status !== 'in_force' || pack.effectiveFrom) return
    addProblem(ctx, 'a policy in force needs the day it took effect', 'give effectiveFrom as YYYY-MM-DD', [
      'effectiveFrom',
    ])
  })

/** A validated pack: amounts in 分, rates as decimal text with their unit. */
export type PolicyPack = z.output<typeof policyPackSchema>
