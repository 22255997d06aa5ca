/**
 * The facts a policy is evaluated on: registered contracts, money that moved, evidence, and what was granted before.
 * `docs/subsidy-facts.md` documents the format with an example for each construct. Unknown fields and references to
 * records that are not there are refused, all at once, with the path of each: a misspelt `deregisteredOn` must never
 * pay out.
 */
import { z } from 'zod'
import { type FieldProblem, InvalidInput } from '../../refusal.ts'
import {
  addProblem,
  daySchema,
  fenSchema,
  idSchema,
  problemsOf,
  readFen,
  regionCodeSchema,
} from '../pack/input-problem.ts'
import { checkEndDays } from './check-end-days.ts'
import type { FactField, FactTable } from './fact-fields.ts'
import { type FactInput, type FactRecord, factTables, tableNames } from './fact-tables.ts'

const year = z.unknown().transform((value, ctx): number => {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1949 && value <= 2999) return value
  addProblem(ctx, `${JSON.stringify(value)} is no year`, 'give a year from 1949 to 2999, as a number')
  return z.NEVER
})
const orNull = <T extends z.ZodType>(schema: T) => schema.nullish().transform(value => value ?? null)
const optionalFen = z
  .unknown()
  .optional()
  .transform((value, ctx) => (value == null ? null : readFen(value, ctx)))

/** Money granted before. `keys` name what it was granted for, where a wider limit or another rule asks: `contract.buyerId`. */
const grantSchema = z.strictObject({
  id: idSchema,
  /** Another policy; absent: the one that is evaluated. */
  policy: orNull(idSchema),
  rule: idSchema,
  key: idSchema,
  beneficiaryId: orNull(idSchema),
  keys: z.record(z.string(), idSchema).default({}),
  year: orNull(year),
  amountFen: fenSchema,
  grantedOn: daySchema,
  /** Whose money it was, where the rule divides a figure among payers; absent: divided as the rule does. */
  payer: orNull(regionCodeSchema),
})

/** Money of a grant that was spent for a purpose. */
const useSchema = z.strictObject({
  id: idSchema,
  grantId: idSchema,
  purpose: idSchema,
  amountFen: fenSchema,
  spentOn: daySchema,
})

const whole = z.int().superRefine((value, ctx) => {
  if (!Number.isSafeInteger(value)) addProblem(ctx, `${value} is no whole number`, 'give a whole number')
})

/** What a field may hold as it is handed in; absent and null are the same where it is not required. */
export function schemaOfField(field: FactField): z.ZodType {
  switch (field.type) {
    case 'money':
      return field.isRequired ? fenSchema : optionalFen
    case 'day':
      return field.isRequired ? daySchema : orNull(daySchema)
    case 'region':
      return orNull(regionCodeSchema)
    case 'number':
      return orNull(whole)
    case 'yes_no':
      return orNull(z.boolean())
    case 'texts':
      return orNull(z.array(z.string().min(1)))
    case 'id':
      return field.isRequired ? idSchema : orNull(idSchema)
    case 'text':
      return schemaOfText(field)
  }
}

function schemaOfText({ words, isRequired, default: initial }: FactField): z.ZodType {
  const schema = words ? z.enum(words) : z.string()
  if (initial !== undefined) return schema.default(initial)
  return isRequired ? schema : orNull(schema)
}

/** What policies declare of their own. A name that objects have of themselves would be lost on the way. */
export const moreSchema = z
  .unknown()
  .optional()
  .superRefine((more, ctx) => {
    if (typeof more === 'object' && more !== null && Object.hasOwn(more, '__proto__'))
      addProblem(ctx, 'is no name of a fact', 'give it the name that the policy declares', ['__proto__'])
  })
  .pipe(z.record(z.string(), z.unknown()).nullish())

function schemaOfTable(table: FactTable): z.ZodType {
  const shape = Object.entries(factTables[table]).filter(([, field]) => !field.sumOf)
  return z.strictObject({
    ...Object.fromEntries(shape.map(([name, field]) => [name, schemaOfField(field)])),
    more: moreSchema,
  })
}

const list = (item: z.ZodType) =>
  z
    .array(item)
    .optional()
    .transform(value => value ?? [])

const factsSchema = z.strictObject({
  asOf: orNull(daySchema),
  year: orNull(year),
  parameters: z.record(z.string(), z.string()).default({}),
  ...Object.fromEntries(tableNames.map(table => [table, list(schemaOfTable(table))])),
  grants: list(grantSchema),
  uses: list(useSchema),
})

export type Grant = z.output<typeof grantSchema>
export type Use = z.output<typeof useSchema>

interface FactsHead {
  asOf: string | null
  year: number | null
  parameters: Readonly<Record<string, string>>
  grants: readonly Grant[]
  uses: readonly Use[]
}
export type Facts = FactsHead & { readonly [T in FactTable]: readonly FactRecord<T>[] }
/** What may be handed in: amounts as `bigint`, integer or digit string; what is optional may be absent. */
export type FactsInput = {
  asOf?: string | null
  year?: number | null
  parameters?: Readonly<Record<string, string>>
  grants?: readonly z.input<typeof grantSchema>[]
  uses?: readonly z.input<typeof useSchema>[]
} & { readonly [T in FactTable]?: readonly FactInput<T>[] }

/**
 * Reads facts, amounts in 分 and days as YYYY-MM-DD.
 * @throws InvalidInput naming every wrong field, duplicate id and missing reference at once.
 */
export function parseFacts(input: unknown): Facts {
  const parsed = factsSchema.safeParse(input)
  if (!parsed.success) throw new InvalidInput(problemsOf(parsed.error.issues))
  const facts = withTransferIds(parsed.data as unknown as Facts)
  const problems = checkFacts(facts)
  if (problems.length > 0) throw new InvalidInput(problems)
  return facts
}

/** An income that names no transfer is of its contract, else of itself. */
function withTransferIds(facts: Facts): Facts {
  const incomes = facts.incomes.map(income => ({
    ...income,
    transferId: income.transferId ?? income.contractId ?? income.id,
  }))
  return { ...facts, incomes }
}

interface Linked {
  id: string
}

function recordsOf(facts: Facts, table: FactTable | 'grants' | 'uses'): readonly (Linked & Record<string, unknown>)[] {
  return facts[table] as unknown as readonly (Linked & Record<string, unknown>)[]
}

function checkFacts(facts: Facts): FieldProblem[] {
  const ids = new Map(tableNames.map(table => [table, new Set(recordsOf(facts, table).map(record => record.id))]))
  const repeated = [...tableNames, 'grants' as const, 'uses' as const].flatMap(table => duplicates(facts, table))
  const dangling = tableNames.flatMap(table =>
    Object.entries(factTables[table]).flatMap(([property, { to }]) =>
      to === undefined ? [] : danglingReferences({ facts, table, property, to, ids }),
    ),
  )
  const days = tableNames.flatMap(table =>
    recordsOf(facts, table).flatMap((record, index) =>
      checkEndDays(table, record).map(problem => ({ ...problem, path: `${table}.${index}.${problem.path}` })),
    ),
  )
  return [...repeated, ...dangling, ...danglingUses(facts), ...days]
}

interface ReferenceCheck {
  facts: Facts
  table: FactTable
  property: string
  to: FactTable | 'party'
  ids: ReadonlyMap<FactTable, ReadonlySet<string>>
}

function danglingReferences({ facts, table, property, to, ids }: ReferenceCheck): FieldProblem[] {
  const targets: FactTable[] = to === 'party' ? ['organisations', 'persons'] : [to]
  return recordsOf(facts, table).flatMap((record, index) => {
    const id = record[property]
    if (typeof id !== 'string' || targets.some(target => ids.get(target)?.has(id))) return []
    const place = targets.join(' or ')
    const message = `refers to "${id}", which is not among ${place}`
    return [{ path: `${table}.${index}.${property}`, message, remedy: `add it to ${place}, or correct the id` }]
  })
}

function danglingUses(facts: Facts): FieldProblem[] {
  const grants = new Set(facts.grants.map(({ id }) => id))
  return facts.uses.flatMap(({ grantId }, index) => {
    if (grants.has(grantId)) return []
    const message = `refers to "${grantId}", which is not among grants`
    return [{ path: `uses.${index}.grantId`, message, remedy: 'add it to grants, or correct the id' }]
  })
}

function duplicates(facts: Facts, table: FactTable | 'grants' | 'uses'): FieldProblem[] {
  const seen = new Set<string>()
  return recordsOf(facts, table).flatMap(({ id }, index) => {
    const isRepeated = seen.has(id)
    seen.add(id)
    if (!isRepeated) return []
    return [{ path: `${table}.${index}.id`, message: `"${id}" was given before`, remedy: 'give every record once' }]
  })
}

const blanks = new Map<FactTable, Record<string, unknown>>()

/** A record of a table with nothing given: every field null, `kind` of a project as by default. */
export function blankRecord<T extends FactTable>(table: T): FactRecord<T> {
  const known = blanks.get(table)
  if (known) return known as FactRecord<T>
  const fields = Object.entries(factTables[table]).filter(([, { sumOf }]) => !sumOf)
  const made = Object.fromEntries(fields.map(([name, field]) => [name, field.default ?? null]))
  blanks.set(table, made)
  return made as FactRecord<T>
}

const schemas = new Map<FactTable, z.ZodType>()

/**
 * Reads one record of a table by itself, as it is kept in the register.
 * @throws InvalidInput naming every wrong field.
 */
export function parseKeptFact(table: FactTable, input: unknown): FactRecord<FactTable> {
  const schema = schemas.get(table) ?? schemaOfTable(table)
  schemas.set(table, schema)
  const parsed = schema.safeParse(input)
  if (!parsed.success) throw new InvalidInput(problemsOf(parsed.error.issues))
  return parsed.data as FactRecord<FactTable>
}
