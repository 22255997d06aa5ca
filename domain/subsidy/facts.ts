/**
 * The facts a policy is evaluated on: registered contracts, real payments, incomes, and what was granted before.
 * `docs/subsidy-facts.md` documents the format with an example per rule. Unknown fields and references to records that
 * are not there are refused, all at once, with the path of each: a misspelt `deregisteredOn` must never pay out.
 */
import { z } from 'zod'
import { organisationKinds } from '../access/roles.ts'
import { challengeKinds } from '../challenge/challenge.ts'
import { contractTypes } from '../contract/contract.ts'
import { type FieldProblem, InvalidInput } from '../refusal.ts'
import { daySchema, fenSchema, idSchema, problemsOf, readFen, regionCodeSchema } from './input-problem.ts'

const day = daySchema.nullish().transform(value => value ?? null)
const reference = idSchema.nullish().transform(value => value ?? null)
const optionalFen = z
  .unknown()
  .optional()
  .transform((value, ctx) => (value == null ? null : readFen(value, ctx)))

const organisation = z.strictObject({
  id: idSchema,
  name: z.string().optional(),
  kind: z.enum(organisationKinds),
  regionCode: regionCodeSchema.nullish().transform(value => value ?? null),
})

const project = z.strictObject({
  id: idSchema,
  name: z.string().optional(),
  kind: z.enum(challengeKinds).default('attack'),
  listedById: idSchema,
  solverId: reference,
})

const contract = z.strictObject({
  id: idSchema,
  name: z.string().optional(),
  type: z.enum(contractTypes),
  buyerId: idSchema,
  sellerId: idSchema,
  registryId: reference,
  projectId: reference,
  contractAmountFen: fenSchema,
  technologyAmountFen: optionalFen,
  signedOn: day,
  registeredOn: day,
  deregisteredOn: day,
  revokedOn: day,
})

const payment = z.strictObject({
  id: idSchema,
  contractId: idSchema,
  amountFen: fenSchema,
  paidOn: daySchema,
  evidenceId: reference,
  reversedOn: day,
})

const income = z
  .strictObject({
    id: idSchema,
    transferId: reference,
    contractId: reference,
    teamId: idSchema,
    incomeFen: fenSchema,
    netIncomeFen: optionalFen,
    receivedOn: daySchema,
    reversedOn: day,
  })
  .transform(value => ({ ...value, transferId: value.transferId ?? value.contractId ?? value.id }))

const grant = z.strictObject({
  id: idSchema,
  rule: idSchema,
  key: idSchema,
  year: z
    .int()
    .min(1949)
    .max(2999)
    .nullish()
    .transform(value => value ?? null),
  amountFen: fenSchema,
  grantedOn: daySchema,
})

const list = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .optional()
    .transform(value => value ?? [])

const factsSchema = z.strictObject({
  asOf: day,
  year: z
    .int()
    .min(1949)
    .max(2999)
    .nullish()
    .transform(value => value ?? null),
  parameters: z.record(z.string(), z.string()).default({}),
  organisations: list(organisation),
  projects: list(project),
  contracts: list(contract),
  payments: list(payment),
  incomes: list(income),
  grants: list(grant),
})

export type Facts = z.output<typeof factsSchema>
/** What may be handed in: amounts as `bigint`, integer or digit string; what is optional may be absent. */
export type FactsInput = z.input<typeof factsSchema>
export type Organisation = Facts['organisations'][number]
export type Project = Facts['projects'][number]
export type Contract = Facts['contracts'][number]
export type Payment = Facts['payments'][number]
export type Income = Facts['incomes'][number]

/**
 * Reads facts, amounts in 分 and days as YYYY-MM-DD.
 * @throws InvalidInput naming every wrong field, duplicate id and missing reference at once.
 */
export function parseFacts(input: unknown): Facts {
  const parsed = factsSchema.safeParse(input)
  if (!parsed.success) throw new InvalidInput(problemsOf(parsed.error.issues))
  const problems = checkFacts(parsed.data)
  if (problems.length > 0) throw new InvalidInput(problems)
  return parsed.data
}

type Noun = 'organisations' | 'projects' | 'contracts'

const references = [
  ['projects', 'listedById', 'organisations'],
  ['projects', 'solverId', 'organisations'],
  ['contracts', 'buyerId', 'organisations'],
  ['contracts', 'sellerId', 'organisations'],
  ['contracts', 'registryId', 'organisations'],
  ['contracts', 'projectId', 'projects'],
  ['payments', 'contractId', 'contracts'],
  ['incomes', 'contractId', 'contracts'],
] as const satisfies readonly (readonly [keyof Facts, string, Noun])[]

function checkFacts(facts: Facts): FieldProblem[] {
  const ids = {
    organisations: new Set(facts.organisations.map(record => record.id)),
    projects: new Set(facts.projects.map(record => record.id)),
    contracts: new Set(facts.contracts.map(record => record.id)),
  }
  const dangling = references.flatMap(([from, field, to]) =>
    facts[from].flatMap((record, index) => {
      const id = (record as Readonly<Record<string, unknown>>)[field]
      if (typeof id !== 'string' || ids[to].has(id)) return []
      const message = `refers to "${id}", which is not among ${to}`
      return [{ path: `${from}.${index}.${field}`, message, remedy: `add it to ${to}, or correct the id` }]
    }),
  )
  return [...duplicates(facts), ...dangling]
}

function duplicates(facts: Facts): FieldProblem[] {
  const nouns = ['organisations', 'projects', 'contracts', 'payments', 'incomes', 'grants'] as const
  return nouns.flatMap(noun => {
    const seen = new Set<string>()
    return facts[noun].flatMap(({ id }, index) => {
      const isRepeated = seen.has(id)
      seen.add(id)
      if (!isRepeated) return []
      return [{ path: `${noun}.${index}.id`, message: `"${id}" was given before`, remedy: 'give every record once' }]
    })
  })
}
