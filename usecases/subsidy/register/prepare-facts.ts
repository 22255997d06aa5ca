/** Facts on their way into the register: read by the dictionary, and every word that names something found out. */
import type { Queryable } from '#db/client.ts'
import { findReferences, type NewSubsidyFact, type ReferenceNoun, type ReferenceRow } from '#db/queries/kept-fact.ts'
import { type FieldProblem, InvalidInput } from '#domain/refusal.ts'
import { groupBy } from '#domain/subsidy/evaluate/group-by.ts'
import { type KeptReading, type ReadKeptFact, readKeptFact } from '#domain/subsidy/facts/kept-fact.ts'
import { type KeptField, type KeptTable, keptFieldsOf } from '#domain/subsidy/facts/kept-fields.ts'

/** What a fact says, ready to be stored: references by id, amounts as JSON holds them. */
export type PreparedFact = Pick<NewSubsidyFact, 'content' | 'occurredOn' | 'holderId' | 'contractId' | 'projectId'>

interface Read {
  fact: ReadKeptFact | null
  problems: FieldProblem[]
}

function read(table: KeptTable, input: unknown, reading: KeptReading): Read {
  try {
    return { fact: readKeptFact(table, input, reading), problems: [] }
  } catch (error) {
    if (error instanceof InvalidInput) return { fact: null, problems: [...error.problems] }
    throw error
  }
}

const remedyOf: Readonly<Record<ReferenceNoun | 'party', string>> = {
  organisations: 'give the full name of a unit of the platform, or its unified social credit code',
  party: 'give the full name of a unit of the platform, or its unified social credit code',
  contracts: 'give the registration number of the contract, or its full title',
  projects: 'give the full title of the project',
  persons: 'record the person first, then give the name',
  achievements: 'record the achievement first, then give its name',
}

/** The one thing that a word names. */
function findOne(found: readonly ReferenceRow[], field: KeptField & { to: NonNullable<KeptField['to']> }) {
  const nouns: readonly string[] = field.to === 'party' ? ['organisations', 'persons'] : [field.to]
  const rows = [...new Map(found.filter(({ noun }) => nouns.includes(noun)).map(row => [row.id, row])).values()]
  const [row, ...others] = rows
  if (row && others.length === 0) return row
  const remedy = remedyOf[field.to]
  if (!row) return { path: field.name, message: `names nothing that is known as ${field.title}`, remedy }
  return { path: field.name, message: `names ${rows.length} things of that name`, remedy: 'give the number or the id' }
}

function placeOf(table: KeptTable, named: ReadonlyMap<string, ReferenceRow>) {
  const id = (name: string) => named.get(name)?.id ?? null
  if (table === 'contracts') return { holderId: null, contractId: id('id'), projectId: null }
  if (table === 'projects') return { holderId: null, contractId: null, projectId: id('id') }
  const holder = ['id', 'holderId', 'teamId', 'organisationId', 'ownerId'].flatMap(name => named.get(name) ?? [])[0]
  return { holderId: holder?.owner_id ?? null, contractId: id('contractId'), projectId: id('projectId') }
}

const storable = (value: unknown): unknown => (typeof value === 'bigint' ? Number(value) : value)

/**
 * Each of the inputs as a fact, or what is wrong with it, in the order of the inputs. One SQL statement.
 */
export async function prepareFacts(
  db: Queryable,
  table: KeptTable,
  { inputs, reading }: { inputs: readonly unknown[]; reading: KeptReading },
): Promise<(PreparedFact | { problems: FieldProblem[] })[]> {
  const references = keptFieldsOf(table).flatMap(field => (field.to ? [{ ...field, to: field.to }] : []))
  const facts = inputs.map(input => read(table, input, reading))
  const wordOf = (fact: ReadKeptFact | null, name: string) => {
    const word = fact?.content[name]
    return typeof word === 'string' ? word.trim() : null
  }
  const words = new Set(facts.flatMap(({ fact }) => references.flatMap(({ name }) => wordOf(fact, name) ?? [])))
  const byWord = groupBy(await findReferences(db, [...words]), ({ word }) => [word])
  return facts.map(({ fact, problems }) => {
    if (!fact) return { problems }
    const named = new Map<string, ReferenceRow>()
    for (const field of references) {
      const word = wordOf(fact, field.name)
      if (word === null) continue
      const found = findOne(byWord.get(word) ?? [], field)
      if ('path' in found) problems.push(found)
      else named.set(field.name, found)
    }
    if (problems.length > 0) return { problems }
    const { id: _, ...content } = Object.fromEntries(
      Object.entries(fact.content).map(([name, value]) => [name, named.get(name)?.id ?? storable(value)]),
    )
    return { content, occurredOn: fact.occurredOn ?? reading.today, ...placeOf(table, named) }
  })
}
