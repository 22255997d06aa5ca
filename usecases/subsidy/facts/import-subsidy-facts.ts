/**
 * Many facts of one table from a file. A preview does all that the import does and takes it back, so that both find the
 * same rows wrong; right rows are kept, wrong ones are handed back with what to do. The same file twice adds nothing.
 */
import type { Transaction } from '#db/client.ts'
import { sha256 } from '#db/digest.ts'
import { readClock } from '#db/queries/clock.ts'
import { insertKeptFacts, type NewSubsidyFact } from '#db/queries/kept-fact.ts'
import { withTransaction } from '#db/transaction.ts'
import { mayInOwnRegion } from '#domain/access/may.ts'
import { dayInChina } from '#domain/calendar.ts'
import { ImportTooLarge, UnreadableFile } from '#domain/import/refusals.ts'
import type { TableRow, TableSource } from '#domain/import/table.ts'
import { type FieldProblem, refuse, requireValid } from '#domain/refusal.ts'
import { visible } from '#domain/storable-text.ts'
import { type FactColumn, readFactHeader, readFactRow } from '#domain/subsidy/facts/fact-columns.ts'
import { checkProof, factKnown } from '#domain/subsidy/facts/kept-fact.ts'
import type { KeptTable } from '#domain/subsidy/facts/kept-fields.ts'
import type { Ctx } from '../../support/ctx.ts'
import { mutate } from '../../support/mutate.ts'
import { requirePerson } from '../../support/person.ts'
import { type PreparedFact, prepareFacts } from '../register/prepare-facts.ts'
import { checkIncomeSums } from './check-income-sums.ts'
import { listFactForm } from './fact-form.ts'
import { checkFactRegions, checkFactsNotOwn } from './fact-regions.ts'
import { type FactProof, readProof, storeProof } from './record-subsidy-fact.ts'

export interface ImportSubsidyFactsInput extends FactProof {
  table: KeptTable
  /** .csv or .xlsx whose first row names the columns. */
  file: TableSource
  isPreview: boolean
}

export interface FailedFact {
  rowNo: number
  cells: readonly string[]
  problems: FieldProblem[]
}

export interface ImportedFacts {
  header: string[]
  rowCount: number
  /** Rows that are kept now, or would be. */
  kept: number
  failed: FailedFact[]
  /** The failed rows as a file to correct: as they were, and what is wrong. */
  failedCsv: string
}

/** One transaction, and a person who waits for it. */
const mostRows = 2_000
const rowsPerInsert = 500

async function readFile(ctx: Ctx, { table, file }: ImportSubsidyFactsInput) {
  const { header, rows: found } = await ctx.tables.read(file, { header: true })
  if (header === null) throw new UnreadableFile('the first row names no columns', 'name the fields in the first row')
  const { columns, problems } = readFactHeader(table, header)
  requireValid(problems)
  const rows: TableRow[] = []
  for await (const row of found) {
    if (rows.length === mostRows) throw new ImportTooLarge('rows', mostRows, mostRows + 1, 'split the file')
    rows.push(row)
  }
  if (rows.length === 0) throw new UnreadableFile('the file has no rows', 'choose a file with one fact a row')
  return { header, columns, rows }
}

/** What a row says, or why it says nothing. */
function readRow(columns: readonly (FactColumn | null)[], { cells, problem }: TableRow) {
  if (problem) return { fields: {}, problems: [{ path: 'row', message: problem.message, remedy: problem.remedy }] }
  return readFactRow(columns, cells)
}

interface Stored {
  rows: NewSubsidyFact[]
  failed: FailedFact[]
}

type Prepared = PreparedFact | { problems: FieldProblem[] }

const outsideRegion = {
  path: 'row',
  message: 'is about a unit of another region',
  remedy: 'leave it to its own bureau',
}
const ofOwnUnit = {
  path: 'row',
  message: 'is about an organisation that you are a member of',
  remedy: 'leave it to a colleague',
}

/** Facts of other regions are another bureau's to keep, those of the actor's own units a colleague's. */
async function refuseOutside(ctx: Ctx, tx: Transaction, prepared: readonly Prepared[]): Promise<Prepared[]> {
  const facts = prepared.flatMap(fact => ('problems' in fact ? [] : [fact]))
  const refusals = await checkFactRegions(ctx.actor, tx, facts)
  const own = await checkFactsNotOwn(ctx.actor, tx, facts)
  const problems = new Map<Prepared, FieldProblem[]>()
  facts.forEach((fact, i) => {
    if (own[i]) problems.set(fact, [ofOwnUnit])
    if (refusals[i]) problems.set(fact, [outsideRegion])
  })
  return prepared.map(fact => {
    const found = problems.get(fact)
    return found ? { problems: found } : fact
  })
}

async function refuseTooMuch(tx: Transaction, table: KeptTable, prepared: readonly Prepared[]): Promise<Prepared[]> {
  const facts = prepared.flatMap(fact => ('problems' in fact ? [] : [fact]))
  const found = await checkIncomeSums(tx, table, facts)
  const wrong = new Map(facts.map((fact, i) => [fact, found[i] ?? []]))
  return prepared.map(fact => {
    const problems = 'problems' in fact ? [] : (wrong.get(fact) ?? [])
    return problems.length > 0 ? { problems } : fact
  })
}

async function store(ctx: Ctx, tx: Transaction, input: ImportSubsidyFactsInput, file: File): Promise<Stored> {
  const { userId: recordedBy, organisationId: bureauId } = requirePerson(ctx.actor)
  const recordedAt = await readClock(tx)
  const { declared, words: asked } = await listFactForm(tx)
  const reading = { declared, asked, today: dayInChina(recordedAt) }
  const read = file.rows.map(row => ({ row, ...readRow(file.columns, row) }))
  const inputs = read.map(({ fields }) => fields)
  const inside = await refuseOutside(ctx, tx, await prepareFacts(tx, input.table, { inputs, reading }))
  const prepared = await refuseTooMuch(tx, input.table, inside)
  const firstId = ctx.newId()
  const evidenceId = await storeProof(ctx, tx, file.proof, { factId: firstId, at: recordedAt })
  const source = visible(input.source) || null
  const frame = { factTable: input.table, evidenceId, source, bureauId, recordedBy, recordedAt }
  const failed: FailedFact[] = []
  const ready: { row: TableRow; fact: NewSubsidyFact }[] = []
  read.forEach(({ row, problems }, i) => {
    const fact = prepared[i] as Prepared
    const found = [...problems, ...('problems' in fact ? fact.problems : [])]
    // A cell that cannot be read is not also missing.
    const once = found.filter((one, at) => found.findIndex(({ path }) => path === one.path) === at)
    if (once.length > 0) failed.push({ rowNo: row.rowNo, cells: row.cells, problems: once })
    else
      ready.push({ row, fact: { ...(fact as PreparedFact), ...frame, id: ready.length === 0 ? firstId : ctx.newId() } })
  })
  const kept = new Set<string>()
  for (let at = 0; at < ready.length; at += rowsPerInsert) {
    const some = ready.slice(at, at + rowsPerInsert).map(({ fact }) => fact)
    for (const id of await insertKeptFacts(tx, some)) kept.add(id)
  }
  const { message } = factKnown(input.table)
  for (const { row, fact } of ready)
    if (!kept.has(fact.id))
      failed.push({ rowNo: row.rowNo, cells: row.cells, problems: [{ path: 'row', message, remedy: 'leave it out' }] })
  failed.sort((a, b) => a.rowNo - b.rowNo)
  return { rows: ready.flatMap(({ fact }) => (kept.has(fact.id) ? [fact] : [])), failed }
}

type File = Awaited<ReturnType<typeof readFile>> & { proof: Awaited<ReturnType<typeof readProof>> }

class TakenBack extends Error {
  readonly stored: Stored
  constructor(stored: Stored) {
    super('a preview keeps nothing')
    this.stored = stored
  }
}

async function preview(ctx: Ctx, input: ImportSubsidyFactsInput, file: File): Promise<Stored> {
  try {
    return await withTransaction(ctx.db, async tx => {
      throw new TakenBack(await store(ctx, tx, input, file))
    })
  } catch (error) {
    if (error instanceof TakenBack) return error.stored
    throw error
  }
}

async function writeFailed(ctx: Ctx, header: readonly string[], failed: readonly FailedFact[]): Promise<string> {
  const rows = failed.map(({ cells, problems }) => [
    ...header.map((_, i) => cells[i] ?? ''),
    problems.map(({ message, remedy }) => `${message}; ${remedy}`).join(' | '),
  ])
  const sheets = [{ name: 'facts', rows: [[...header, ''], ...rows] }]
  return new TextDecoder().decode(await ctx.tables.writeSheets({ format: 'csv', sheets, writtenAt: new Date(0) }))
}

export async function importSubsidyFacts(ctx: Ctx, input: ImportSubsidyFactsInput): Promise<ImportedFacts> {
  refuse(mayInOwnRegion(ctx.actor, 'subsidy_fact.record'))
  const { source, document, evidenceId } = input
  requireValid(checkProof({ source, hasDocument: document !== null || evidenceId !== null }))
  const file: File = { ...(await readFile(ctx, input)), proof: await readProof(ctx, { document, evidenceId }) }
  const keep = () =>
    mutate(ctx, async tx => {
      const stored = await store(ctx, tx, input, file)
      const frame = { action: 'subsidy_fact.import', subjectKind: 'organisation', before: null }
      const after = { table: input.table, sha256: sha256(input.file.bytes), rows: stored.rows }
      return { result: stored, audit: { ...frame, subjectId: requirePerson(ctx.actor).organisationId, after } }
    })
  const { rows, failed } = input.isPreview ? await preview(ctx, input, file) : await keep()
  const failedCsv = failed.length > 0 ? await writeFailed(ctx, file.header, failed) : ''
  return { header: file.header, rowCount: file.rows.length, kept: rows.length, failed, failedCsv }
}
