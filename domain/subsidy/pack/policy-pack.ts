/**
 * The form of a policy pack: a document, its clauses (wording first), and the rules that compute from contracts and
 * payments. Rules are data that a policy officer writes; what this form cannot say, a pack cannot claim. It grows by
 * new optional fields (tiers, several caps, several bases), never by changing the meaning of those that are here
 * (but for what nobody reported, which was 0 before the first release).
 */
import { z } from 'zod'
import { type FactTable, valueTypes } from '../facts/fact-fields.ts'
import { factBases, tableNames } from '../facts/fact-tables.ts'
import { addProblem, daySchema, idSchema, regionCodeSchema } from './input-problem.ts'
import { type Amount, amountSchema, requirementSchema } from './pack-amount.ts'
import { conditionSchema, type Test } from './pack-condition.ts'
import { packLimits } from './pack-limits.ts'
import { payerSchema, stageSchema, useConditionSchema } from './pack-terms.ts'
import { fenOfText, list, monthDaySchema, named, partIdSchema, rateSchema, text, texts, titled } from './pack-values.ts'
import { versionLabel } from './version-label.ts'

export const packFormat = 'jiebang-policy/1'

export const policyStatuses = ['draft', 'in_force', 'superseded', 'repealed'] as const
/** 征求意见稿 (draft): may be simulated, never paid from. */
export type PolicyStatus = (typeof policyStatuses)[number]

/** A field, or a field per reading of a parameter where the clause can be read in more than one way. */
const fieldRefSchema = z.union([text, z.strictObject({ choose: idSchema, readings: named(text) })])
export type FieldRef = z.output<typeof fieldRefSchema>

/** One field, or several whose values together are the key. */
const perSchema = z.union([text, list(text).min(1)])

const yearOffset = z.int().min(-5).max(5).default(0)
const edge = z.strictObject({ day: monthDaySchema, yearOffset })
const windowSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('whole_life'), date: text }),
  z.strictObject({ kind: z.literal('calendar_year'), date: text, yearOffset }),
  z.strictObject({ kind: z.literal('yearly'), date: text, from: edge, to: edge }),
  z.strictObject({ kind: z.literal('range'), date: text, from: daySchema.optional(), to: daySchema.optional() }),
])
export type Window = z.output<typeof windowSchema>
export const windowKinds = ['whole_life', 'calendar_year', 'yearly', 'range'] as const satisfies Window['kind'][]

/** One thing, or one per reading of a parameter where the clause can be read in more than one way. */
const orChoice = <T extends z.ZodType>(schema: T) =>
  z.union([schema, z.strictObject({ choose: idSchema, readings: named(schema) })])
export interface Choice<T> {
  choose: string
  readings: Record<string, T>
}

/** The amount of one record. */
const recordAmountSchema = z.union([
  z.string().transform((written, ctx) => {
    if (!/^\d/.test(written)) return written
    const parsed = fenOfText.safeParse(written)
    if (parsed.success) return parsed.data
    addProblem(ctx, `"${written}" is neither a field nor an amount`, 'name a money field, or an amount as 500万元')
    return z.NEVER
  }),
  z.strictObject({ choose: idSchema, readings: named(text) }),
  z.strictObject({ least_of: list(text).min(2) }),
  z.strictObject({ greatest_of: list(text).min(2) }),
  z.strictObject({ rate: rateSchema, of: text }),
  z.strictObject({ by: text, amounts: named(fenOfText) }),
  z.strictObject({ by: text, rates: named(rateSchema), of: text }),
])
export type RecordAmount = z.output<typeof recordAmountSchema>

export const aggregates = ['sum', 'count', 'highest', 'lowest'] as const

const measureSchema = z.strictObject({
  of: z.enum(factBases),
  what: z.union([z.enum(aggregates), z.strictObject({ distinct: text })]).default('sum'),
  amount: recordAmountSchema.optional(),
  where: list(conditionSchema).default([]),
  deduct: list(conditionSchema).default([]),
  per: orChoice(perSchema).optional(),
  window: orChoice(windowSchema).optional(),
  missing: z.literal('zero').optional(),
})
type WrittenMeasure = z.output<typeof measureSchema>
export type Measure = Omit<WrittenMeasure, 'per' | 'window'> & {
  per?: string | string[] | undefined
  window?: Window | undefined
}

/** Amounts of these are reported year by year, and one that was not reported is not known to be 0. */
export function isReported({ of, what }: Pick<Measure, 'of' | 'what'>): boolean {
  return of === 'figures' && what !== 'count' && typeof what !== 'object'
}

const limitSchema = z.strictObject({
  id: partIdSchema,
  amount: amountSchema,
  per: text.optional(),
  over: z.enum(['year', 'life']).optional(),
  short: z.enum(['in_order', 'pro_rata']).default('in_order'),
  clause: idSchema.optional(),
})
export type Limit = z.output<typeof limitSchema>

const packLimitSchema = z.strictObject({
  ...limitSchema.shape,
  per: text,
  rules: list(idSchema).min(1),
})
export type PackLimit = z.output<typeof packLimitSchema>

const parameterSchema = z.strictObject({
  id: idSchema,
  question: text,
  default: idSchema,
  readings: list(z.strictObject({ id: idSchema, text }), packLimits.readings).min(2),
})

/** `basis`: other rules compute from its figures; nothing is given under it. */
export const givings = ['ceiling', 'exactly', 'at_least', 'share_floor', 'basis'] as const
export const roundings = ['down', 'up', 'half_up'] as const

const ruleSchema = z
  .strictObject({
    id: partIdSchema,
    title: titled(),
    clause: idSchema,
    gives: z.enum(givings),
    beneficiary: fieldRefSchema,
    who: list(conditionSchema).default([]),
    per: orChoice(perSchema),
    window: orChoice(windowSchema),
    base: measureSchema.optional(),
    measures: named(measureSchema, packLimits.partsOfRule).default({}),
    requires: list(requirementSchema, packLimits.partsOfRule).default([]),
    rate: rateSchema.optional(),
    figure: amountSchema.optional(),
    overBase: z.literal(true).optional(),
    cap: z.strictObject({ amount: amountSchema }).optional(),
    limits: list(limitSchema, packLimits.partsOfRule).default([]),
    minimum: z.strictObject({ amount: fenOfText, below: z.enum(['nothing', 'raised']) }).optional(),
    rounding: z.enum(roundings).default('down'),
    roundTo: fenOfText.refine(fen => fen > 0n, { message: 'must be above 0' }).optional(),
    stages: list(stageSchema, packLimits.partsOfRule).default([]),
    uses: list(useConditionSchema, packLimits.partsOfRule).default([]),
    payers: list(payerSchema, packLimits.partsOfRule).default([]),
    parameters: list(parameterSchema, packLimits.partsOfRule).default([]),
    notes: texts,
  })
  .superRefine((rule, ctx) => {
    if ((rule.rate === undefined) === (rule.figure === undefined))
      addProblem(ctx, 'must say how it is computed', 'give rate (of the base), or figure')
  })
/** A rule as it is written; `per` and `window` may hang on how the clause is read. */
export type WrittenRule = z.output<typeof ruleSchema>
/** A rule under one reading of each parameter. */
export type Rule = Omit<WrittenRule, 'per' | 'window' | 'base' | 'measures'> & {
  per: string | string[]
  window: Window
  base?: Measure | undefined
  measures: Record<string, Measure>
}

const togetherSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    id: partIdSchema,
    kind: z.literal('exclusive'),
    rules: list(idSchema).min(2),
    per: text,
    take: z.enum(['higher', 'first']),
    clause: idSchema.optional(),
  }),
  z.strictObject({
    id: partIdSchema,
    kind: z.literal('difference'),
    rule: idSchema,
    less: idSchema,
    per: text,
    clause: idSchema.optional(),
  }),
])
export type Together = z.output<typeof togetherSchema>

/** The rules that an exclusive set or a difference is about. */
export const membersOf = (one: Together): string[] => (one.kind === 'exclusive' ? one.rules : [one.rule, one.less])

const declaredFieldSchema = z.strictObject({
  of: z.enum(tableNames as [FactTable, ...FactTable[]]),
  name: z.string().regex(/^[A-Za-z]\w*$/, 'must be letters, digits and _'),
  type: z.enum(valueTypes),
  title: text,
})

/** An award that hangs on an outside fact: kept as data with its figure, not computed from contracts. */
const awardSchema = z.strictObject({
  id: idSchema,
  title: text,
  evidence: text,
  bound: z.enum(['exactly', 'at_most', 'at_least']),
  amount: fenOfText,
  rate: z.strictObject({ ...rateSchema.shape, of: text }).optional(),
  per: text.optional(),
  overYears: z.int().min(1).max(50).optional(),
  once: z.boolean().default(false),
  computable: z.literal(false),
  reason: text,
})

const wording = z.string().min(1).max(packLimits.wording)

/** `quote` is the clause's own wording (parts in 「」 where only parts are held); `text` is a paraphrase. */
const clauseSchema = z
  .strictObject({
    id: partIdSchema,
    number: text,
    title: titled(),
    quote: wording.optional(),
    text: wording.optional(),
    awards: list(awardSchema, packLimits.partsOfRule).default([]),
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
    id: partIdSchema,
    version: z.string().overwrite(versionLabel).min(1).max(packLimits.version),
    title: titled(packLimits.title),
    issuingBody: text,
    documentNumber: text.nullable(),
    jurisdiction: regionCodeSchema,
    status: z.enum(policyStatuses),
    effectiveFrom: daySchema.nullable(),
    effectiveTo: daySchema.nullable(),
    notes: texts,
    fields: list(declaredFieldSchema, packLimits.fields).default([]),
    clauses: list(clauseSchema, packLimits.clauses).min(1),
    rules: list(ruleSchema, packLimits.rules).default([]),
    together: list(togetherSchema, packLimits.together).default([]),
    limits: list(packLimitSchema, packLimits.limits).default([]),
  })
  .superRefine((pack, ctx) => {
    if (pack.effectiveFrom && pack.effectiveTo && pack.effectiveTo < pack.effectiveFrom)
      addProblem(ctx, 'ends before it begins', 'correct effectiveFrom or effectiveTo', ['effectiveTo'])
    if (pack.status !== 'in_force' || pack.effectiveFrom) return
    addProblem(ctx, 'a policy in force needs the day it took effect', 'give effectiveFrom as YYYY-MM-DD', [
      'effectiveFrom',
    ])
  })

/** A validated pack: amounts in 分, rates as decimal text with their unit. */
export type PolicyPack = z.output<typeof policyPackSchema>
/** A pack with every rule under one reading of each parameter. */
export type ReadPack = Omit<PolicyPack, 'rules'> & { rules: Rule[] }

/** The measures of a rule by name, the base first. */
export function measuresOf(rule: Rule): [name: string, measure: Measure][] {
  const named = Object.entries(rule.measures)
  return rule.base ? [['base', rule.base], ...named] : named
}

/** The figure of a rule as an amount: its `figure`, or the rate of its base. */
export function figureOf(rule: Rule): Amount {
  return rule.rate ? { rate: rule.rate, of: 'base' } : (rule.figure ?? 0n)
}

/** Whether a window has years. */
export function isYearly(window: Window): boolean {
  return window.kind === 'calendar_year' || window.kind === 'yearly'
}

/** Whether a field is all that a rule is per. */
export function isOwnKey({ per }: Pick<Rule, 'per'>, field: string): boolean {
  return typeof per === 'string' ? per === field : per.length === 1 && per[0] === field
}

/** The fields whose values are the key of a measure or of a rule. */
export function keyFields(per: string | readonly string[]): readonly string[] {
  return typeof per === 'string' ? [per] : per
}

/** On the rule's own key, for the same window: not one over a unit's other contracts or other years. */
export function isOwnLimit(rule: Rule, { per, over }: Limit): boolean {
  const isOfOne = per === undefined || isOwnKey(rule, per)
  return isOfOne && (over !== 'life' || !isYearly(rule.window))
}

/** Every condition of a rule, of whatever it is asked. */
export function testsOf(rule: Rule): readonly Test[] {
  return [
    ...rule.who,
    ...measuresOf(rule).flatMap(([, { where, deduct }]) => [...where, ...deduct]),
    ...rule.stages.flatMap(({ due }) => due ?? []),
    ...rule.payers.flatMap(({ where }) => where ?? []),
  ]
}
