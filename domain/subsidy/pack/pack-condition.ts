/**
 * Tests of a record or of a beneficiary, as a pack writes them. One object, one test: what is not written here, a pack
 * cannot ask. `why` is what the trace says about a record that the test turns away.
 */
import { z } from 'zod'
import { addProblem, daySchema, idSchema, regionCodeSchema } from './input-problem.ts'
import { fenOfText, list, monthDaySchema, rateSchema, text } from './pack-values.ts'

export const comparisons = ['at_least', 'above', 'at_most', 'below'] as const
export type Comparison = (typeof comparisons)[number]

export const operators = [
  'is',
  'in',
  'has',
  'within',
  'outside',
  'reached',
  'elapsed',
  'given',
  ...comparisons,
  'same_as',
  'during',
  'since',
  'funded',
  'evidence',
] as const
export type Operator = (typeof operators)[number]

/** What money or a number is compared with: an amount, a whole number, another field, a rate of another field. */
const operandSchema = z.union([
  z.int(),
  fenOfText,
  z.strictObject({ field: text }),
  z.strictObject({ rate: rateSchema, of: text }),
])
export type Operand = z.output<typeof operandSchema>

const edgeSchema = z.strictObject({ day: monthDaySchema, yearOffset: z.int().min(-5).max(5).default(0) })
export const spanSchema = z.union([
  z.strictObject({ yearOffset: z.int().min(-5).max(5) }),
  z.strictObject({ from: daySchema.optional(), to: daySchema.optional() }),
  z.strictObject({ from: edgeSchema, to: edgeSchema }),
])
export type Span = z.output<typeof spanSchema>
export type Edge = z.output<typeof edgeSchema>

export const lengthSchema = z
  .strictObject({
    days: z.int().min(1).max(40_000).optional(),
    months: z.int().min(1).max(1_200).optional(),
    years: z.int().min(1).max(100).optional(),
  })
  .superRefine((length, ctx) => {
    if (Object.values(length).filter(value => value !== undefined).length !== 1)
      addProblem(ctx, 'must have exactly one unit', 'give one of: days, months, years')
  })
export type Length = z.output<typeof lengthSchema>

const sinceSchema = z
  .strictObject({ day: text, atMost: lengthSchema.optional(), atLeast: lengthSchema.optional() })
  .superRefine(({ atMost, atLeast }, ctx) => {
    if ((atMost === undefined) === (atLeast === undefined))
      addProblem(ctx, 'must have one bound', 'give atMost or atLeast')
  })

const fundedSchema = z.strictObject({ under: z.union([z.literal('any'), list(idSchema).min(1)]) })

const evidenceSchema = z.strictObject({
  kind: text,
  levels: list(text).min(1).optional(),
  results: list(text).min(1).optional(),
  yearOffset: z.int().min(-5).max(0).optional(),
})

/** The tests, by their word. All optional here; a condition has exactly one. */
const tests = {
  is: z.union([text, z.boolean()]).optional(),
  in: list(text).min(1).optional(),
  has: text.optional(),
  within: regionCodeSchema.optional(),
  outside: regionCodeSchema.optional(),
  reached: z.boolean().optional(),
  elapsed: lengthSchema.optional(),
  given: z.boolean().optional(),
  at_least: operandSchema.optional(),
  above: operandSchema.optional(),
  at_most: operandSchema.optional(),
  below: operandSchema.optional(),
  same_as: text.optional(),
  during: spanSchema.optional(),
  since: sinceSchema.optional(),
  funded: fundedSchema.optional(),
  evidence: evidenceSchema.optional(),
}

interface TestInput extends Partial<Record<Operator, unknown>> {
  field?: string
  not?: TestInput
  any?: TestInput[]
  all?: TestInput[]
}

function refuseWrongTests(test: TestInput & { why?: string }, ctx: z.RefinementCtx): void {
  const found = operators.filter(operator => test[operator] !== undefined)
  const joined = (['not', 'any', 'all'] as const).filter(join => test[join] !== undefined)
  if (found.length + joined.length !== 1)
    addProblem(ctx, 'must have exactly one test', `keep one of: ${operators.join(', ')}, not, any, all`)
  else if (found.length === 1 && test.field === undefined)
    addProblem(ctx, 'has no field', 'name the field that is tested', ['field'])
  else if (joined.length === 1 && test.field !== undefined)
    addProblem(ctx, `"${joined[0]}" joins other tests and has no field`, 'remove the field', ['field'])
}

const shape = {
  field: text.optional(),
  ...tests,
  get not() {
    return innerSchema.optional()
  },
  get any() {
    return list(innerSchema).min(1).optional()
  },
  get all() {
    return list(innerSchema).min(1).optional()
  },
}

/** A test inside another: no `why` of its own. */
const innerSchema: z.ZodType<Test, unknown> = z.lazy(() => z.strictObject(shape).superRefine(refuseWrongTests)) as never

export interface Test {
  field?: string | undefined
  is?: string | boolean | undefined
  in?: string[] | undefined
  has?: string | undefined
  within?: string | undefined
  outside?: string | undefined
  reached?: boolean | undefined
  elapsed?: Length | undefined
  given?: boolean | undefined
  at_least?: Operand | undefined
  above?: Operand | undefined
  at_most?: Operand | undefined
  below?: Operand | undefined
  same_as?: string | undefined
  during?: Span | undefined
  since?: z.output<typeof sinceSchema> | undefined
  funded?: z.output<typeof fundedSchema> | undefined
  evidence?: z.output<typeof evidenceSchema> | undefined
  not?: Test | undefined
  any?: Test[] | undefined
  all?: Test[] | undefined
}

export type Condition = Test & { when?: { parameter: string; reading: string } | undefined; why: string }

export const conditionSchema: z.ZodType<Condition, unknown> = z.lazy(() =>
  z
    .strictObject({
      ...shape,
      when: z.strictObject({ parameter: idSchema, reading: idSchema }).optional(),
      why: text,
    })
    .superRefine(refuseWrongTests),
) as never

/** The one test of a condition that tests a field; null for one that joins others. */
export function operatorOf(test: Test): Operator | null {
  return operators.find(operator => test[operator] !== undefined) ?? null
}

/** The tests that a `not`, `any` or `all` joins. */
export function innerTests(test: Test): readonly Test[] {
  return test.any ?? test.all ?? (test.not ? [test.not] : [])
}

/** Every field that a test reads, its own first. */
export function fieldsRead(test: Test): string[] {
  const operands = comparisons.flatMap(comparison => {
    const operand = test[comparison]
    if (typeof operand !== 'object') return []
    return 'field' in operand ? [operand.field] : [operand.of]
  })
  const own = [test.field, test.since?.day, test.same_as].filter(field => field !== undefined)
  return [...own, ...operands, ...innerTests(test).flatMap(fieldsRead)]
}
