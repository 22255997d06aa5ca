/**
 * What can stand where a pack needs an amount: a tree of a few forms, read strictly. Amounts are exact until a rule
 * rounds, once. A bare number is a number and never money.
 */
import { z } from 'zod'
import { addProblem, idSchema } from './input-problem.ts'
import { fenOfText, list, named, rateSchema, text } from './pack-values.ts'

type RateValue = z.output<typeof rateSchema>

/** The name of a measure; what ends in 元 is an amount and nothing else. */
const measureName = text.superRefine((name, ctx) => {
  if (!/^[A-Za-z_][\w-]*$/.test(name))
    addProblem(ctx, `"${name}" is no name of a measure`, 'use letters, digits and _; an amount needs its unit: 500万元')
})

export type Step = {
  every: bigint | number
  add: bigint | number
  of?: Amount | undefined
  over?: bigint | number | undefined
  from?: bigint | undefined
  count: 'full' | 'begun'
}

export type Bound = bigint | number

export interface Bracket {
  from?: Bound | undefined
  above?: Bound | undefined
  below?: Bound | undefined
  to?: Bound | undefined
  rate?: RateValue | undefined
  amount?: Amount | undefined
  excess?: RateValue | undefined
  step?: Step | undefined
  cap?: Amount | undefined
}

export interface Tiers {
  kind: 'whole' | 'marginal'
  by: Amount
  of?: Amount | undefined
  brackets: Bracket[]
}

/** A test of amounts, for a group as a whole. */
export interface Requirement {
  amount: Amount
  at_least?: Amount | undefined
  above?: Amount | undefined
  at_most?: Amount | undefined
  below?: Amount | undefined
  when?: { parameter: string; reading: string } | undefined
  why: string
}

export type Amount =
  | bigint
  | number
  | string
  | { rate: RateValue; of: Amount }
  | { fraction: [number, number]; of: Amount }
  | { least_of: Amount[] }
  | { greatest_of: Amount[] }
  | { sum: Amount[] }
  | { minus: [Amount, Amount] }
  | { each: Amount; of: Amount }
  | { tiers: Tiers }
  | { step: Step }
  | { cases: { requires: Requirement[]; gives: Amount }[]; otherwise?: Amount | undefined }
  | { rule: string; match: string }
  | { choose: string; readings: Record<string, Amount> }

const amount: z.ZodType<Amount, unknown> = z.lazy(() => amountSchema)
const amounts = list(amount).min(2)

/** `5000万元` is money, `100` a number; a text without 元 would be neither. */
const bound = z.union([z.int(), fenOfText], 'is neither an amount, as 500万元, nor a whole number')

const stepSchema = z.strictObject({
  every: bound,
  add: bound,
  of: amount.optional(),
  over: bound.optional(),
  from: fenOfText.optional(),
  count: z.enum(['full', 'begun']).default('full'),
})

const bracketSchema = z
  .strictObject({
    from: bound.optional(),
    above: bound.optional(),
    below: bound.optional(),
    to: bound.optional(),
    rate: rateSchema.optional(),
    amount: amount.optional(),
    excess: rateSchema.optional(),
    step: stepSchema.optional(),
    cap: amount.optional(),
  })
  .superRefine((bracket, ctx) => {
    if (bracket.from !== undefined && bracket.above !== undefined)
      addProblem(ctx, 'has two lower bounds', 'keep from (含, ≥) or above (不含, >)')
    if (bracket.below !== undefined && bracket.to !== undefined)
      addProblem(ctx, 'has two upper bounds', 'keep below (不含, <) or to (含, ≤)')
    const given = (['rate', 'amount', 'step'] as const).filter(part => bracket[part] !== undefined)
    if (given.length !== 1)
      addProblem(ctx, 'must give exactly one thing', 'keep one of: rate, amount (with or without excess), step')
    if (bracket.excess !== undefined && bracket.amount === undefined)
      addProblem(ctx, 'excess is the rate over a base amount', 'add amount, or write rate')
  })

const tiersSchema = z.strictObject({
  kind: z.enum(['whole', 'marginal']),
  by: amount.default('base'),
  of: amount.optional(),
  brackets: list(bracketSchema).min(1),
})

const when = z.strictObject({ parameter: idSchema, reading: idSchema }).optional()

export const requirementSchema = z
  .strictObject({
    amount,
    at_least: amount.optional(),
    above: amount.optional(),
    at_most: amount.optional(),
    below: amount.optional(),
    when,
    why: text,
  })
  .superRefine((requirement, ctx) => {
    const { at_least, above, at_most, below } = requirement
    if ([at_least, above, at_most, below].filter(part => part !== undefined).length !== 1)
      addProblem(ctx, 'must have exactly one test', 'keep one of: at_least, above, at_most, below')
  })

const fractionPart = z.int().min(1).max(1000)

/**
 * Three forms with an inner amount under `of`, read as one: read as three, an amount ten levels deep would be read 59,049
 * times.
 */
const parts = ['rate', 'fraction', 'each'] as const
const partSchema = z
  .strictObject({
    rate: rateSchema.optional(),
    fraction: z.tuple([fractionPart, fractionPart]).optional(),
    each: amount.optional(),
    of: amount,
  })
  .superRefine((written, ctx) => {
    if (parts.filter(part => written[part] !== undefined).length !== 1)
      addProblem(ctx, 'must say what it takes of the amount', 'give one of: rate, fraction, each')
  })
  .meta({ minProperties: 2, maxProperties: 2 })

export const amountSchema: z.ZodType<Amount, unknown> = z.union([
  z.int().min(0),
  z.string().transform((written, ctx): bigint | string => {
    const parsed =
      /元$/.test(written) || /^\d/.test(written) ? fenOfText.safeParse(written) : measureName.safeParse(written)
    if (parsed.success) return parsed.data
    for (const issue of parsed.error.issues) ctx.addIssue({ ...issue } as z.core.$ZodRawIssue)
    return z.NEVER
  }),
  partSchema,
  z.strictObject({ least_of: amounts }),
  z.strictObject({ greatest_of: amounts }),
  z.strictObject({ sum: amounts }),
  z.strictObject({ minus: z.tuple([amount, amount]) }),
  z.strictObject({ tiers: tiersSchema }),
  z.strictObject({ step: stepSchema }),
  z.strictObject({
    cases: list(z.strictObject({ requires: list(requirementSchema).min(1), gives: amount })).min(1),
    otherwise: amount.optional(),
  }),
  z.strictObject({ rule: idSchema, match: text.default('key') }),
  z.strictObject({ choose: idSchema, readings: named(amount) }),
]) as never

/** The amounts directly inside another, with the path to each. */
export function innerAmounts(of: Amount): [path: string, inner: Amount][] {
  if (typeof of !== 'object') return []
  if ('rate' in of || 'fraction' in of) return [['of', of.of]]
  if ('least_of' in of) return listed('least_of', of.least_of)
  if ('greatest_of' in of) return listed('greatest_of', of.greatest_of)
  if ('sum' in of) return listed('sum', of.sum)
  if ('minus' in of) return listed('minus', of.minus)
  if ('each' in of)
    return [
      ['each', of.each],
      ['of', of.of],
    ]
  if ('tiers' in of) return innerOfTiers(of.tiers)
  if ('step' in of) return of.step.of === undefined ? [] : [['step.of', of.step.of]]
  if ('cases' in of) {
    const inner = of.cases.flatMap(({ requires, gives }, index): [string, Amount][] => [
      ...requires.flatMap((requirement, at) => innerOfRequirement(requirement, `cases.${index}.requires.${at}`)),
      [`cases.${index}.gives`, gives],
    ])
    return of.otherwise === undefined ? inner : [...inner, ['otherwise', of.otherwise]]
  }
  if ('choose' in of) return Object.entries(of.readings).map(([reading, inner]) => [`readings.${reading}`, inner])
  return []
}

/** The amounts that a requirement compares, with the path to each. */
export function innerOfRequirement(requirement: Requirement, path: string): [path: string, inner: Amount][] {
  const compared = (['amount', 'at_least', 'above', 'at_most', 'below'] as const).map(
    part => [part, requirement[part]] as const,
  )
  return compared.flatMap(([part, inner]) => (inner === undefined ? [] : [[`${path}.${part}`, inner]]))
}

function innerOfTiers({ by, of, brackets }: Tiers): [string, Amount][] {
  const parts: [string, Amount | undefined][] = [
    ['tiers.by', by],
    ['tiers.of', of],
    ...brackets.flatMap(({ amount, cap, step }, index): [string, Amount | undefined][] => [
      [`tiers.brackets.${index}.amount`, amount],
      [`tiers.brackets.${index}.cap`, cap],
      [`tiers.brackets.${index}.step.of`, step?.of],
    ]),
  ]
  return parts.filter((part): part is [string, Amount] => part[1] !== undefined)
}

function listed(name: string, list: readonly Amount[]): [string, Amount][] {
  return list.map((inner, index) => [`${name}.${index}`, inner])
}
