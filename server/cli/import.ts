/**
 * `npm run import -- <library> <file>`: the same preview and execution as in the API, on the configured database.
 * Exit 0 done, 1 refused or with rows left out, 2 wrong call.
 */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { type OpenDatabase, openDatabase } from '#db/client.ts'
import { migrate } from '#db/migrate.ts'
import { parseMapping } from '#domain/import/mapping.ts'
import type { ImportProblem } from '#domain/import/refusals.ts'
import { type Library, libraries } from '#domain/listing.ts'
import { InvalidInput, Refusal } from '#domain/refusal.ts'
import { executeImport } from '#usecases/import/execute-import.ts'
import { findOperator } from '#usecases/import/find-operator.ts'
import type { ImportView } from '#usecases/import/import-view.ts'
import { listImportRows } from '#usecases/import/list-import-rows.ts'
import { type ImportPreview, previewImport } from '#usecases/import/preview-import.ts'
import type { Ctx } from '#usecases/support/ctx.ts'
import { readEnv } from '../env.ts'
import { createTables } from '../import/tables.ts'
import { parseCall, WrongCall } from './wrong-call.ts'

const usage = `usage: npm run import -- <library> <file> [options]
  <library>            demands, achievements or experts
  <file>               .csv, .xlsx or .jsonl
  --map MAPPING        title=2,problem=内容,key=1 (position or name of the column); else remembered or guessed
  --set FIELD=VALUE    one value for all rows; may be repeated
  --header yes|no|auto whether the first row names the columns
  --sheet NAME         of an .xlsx
  --as EMAIL           who imports; else the first bureau officer
  --dry-run            only say what would be stored
  --show N             how many rows with problems to print (20)
See docs/import.md.
`

interface Call {
  library: Library
  path: string
  map: string | undefined
  constants: Record<string, string>
  header: 'auto' | boolean
  sheet: string | undefined
  as: string | null
  isDryRun: boolean
  show: number
}

function readCall(args: string[]): Call {
  const { values, positionals } = parse(args)
  const [name, path, ...rest] = positionals
  const library = libraries.find(candidate => name === candidate || name === `${candidate}s`)
  if (!library || !path || rest.length > 0) throw new WrongCall('name one library and one file')
  const { header = 'auto', show = '20' } = values
  if (!/^(?:auto|yes|no)$/.test(header)) throw new WrongCall('--header is yes, no or auto')
  if (!/^\d{1,3}$/.test(show)) throw new WrongCall('--show is a number up to 999')
  return {
    library,
    path,
    map: values.map,
    constants: Object.fromEntries((values.set ?? []).map(readConstant)),
    header: header === 'auto' ? header : header === 'yes',
    sheet: values.sheet,
    as: values.as ?? null,
    isDryRun: values['dry-run'] ?? false,
    show: Number(show),
  }
}

function readConstant(text: string): [string, string] {
  const at = text.indexOf('=')
  if (at < 1) throw new WrongCall(`--set ${text}: write --set field=value`)
  return [text.slice(0, at), text.slice(at + 1)]
}

function parse(args: string[]) {
  const text = { type: 'string' } as const
  return parseCall({
    args,
    allowPositionals: true,
    options: {
      map: text,
      set: { type: 'string', multiple: true },
      header: text,
      sheet: text,
      as: text,
      show: text,
      'dry-run': { type: 'boolean' },
    },
  })
}

/** An import seals nothing, ranks nothing and signs nobody in: only the ports it uses are there. */
async function makeContext(opened: OpenDatabase, email: string | null): Promise<Ctx> {
  const used = { newId: () => uuidv7(), tables: createTables(), db: opened.db, requestId: `cli-${uuidv7()}` }
  return { ...used, actor: await findOperator(opened.db, email) } as Ctx
}

async function run(call: Call): Promise<number> {
  const bytes = new Uint8Array(readFileSync(call.path))
  const mapping = call.map === undefined ? null : parseMapping(call.library, call.map)
  const env = readEnv()
  const opened = await openDatabase({ url: env.databaseUrl, dataDir: env.dataDir })
  try {
    await migrate(opened.db)
    const ctx = await makeContext(opened, call.as)
    const preview = await previewImport(ctx, {
      library: call.library,
      source: { bytes, fileName: basename(call.path) },
      options: { header: call.header, ...(call.sheet === undefined ? {} : { sheet: call.sheet }) },
      mapping,
      constants: call.constants,
    })
    printReading(preview, ctx)
    const view = call.isDryRun ? preview.batch : await executeImport(ctx, { id: preview.batch.id })
    await printRows(ctx, view, call.show)
    printCounts(view, call.isDryRun)
    return view.counts.rejected > 0 ? 1 : 0
  } finally {
    await opened.close()
  }
}

const print = (line: string) => process.stdout.write(`${line}\n`)

function printReading({ batch, reading }: ImportPreview, { actor }: Ctx): void {
  const columns = Object.entries(batch.mapping).map(([field, source]) => `${field} ← ${Object.values(source).join()}`)
  const found = Object.entries(reading).map(([name, value]) => `${name} ${JSON.stringify(value)}`)
  print(`file      ${batch.fileName}: ${batch.format}, ${found.join(', ')}, header ${batch.header ? 'yes' : 'no'}`)
  print(`mapping   ${batch.mappingSource}: ${columns.join(', ')}`)
  if (actor.kind === 'user') print(`for       ${actor.acting?.organisationName} (${actor.displayName})`)
}

async function printRows(ctx: Ctx, { id, counts }: ImportView, show: number): Promise<void> {
  if (show === 0 || counts.withProblems === 0) return
  let left = show
  for (const state of ['rejected', 'duplicate', 'stored', 'ready'] as const) {
    if (left === 0) break
    const first = Math.min(left, 100)
    const { items } = await listImportRows(ctx, { id, state, withProblems: true, first, after: null })
    for (const { item } of items) for (const problem of item.problems) print(`row ${item.rowNo}  ${describe(problem)}`)
    left -= items.length
  }
  const more = counts.withProblems - (show - left)
  if (more > 0) print(`… and ${more} more rows with problems (--show N)`)
}

function describe({ severity, column, message, remedy }: ImportProblem): string {
  return `${severity}: ${column ? `${column}: ` : ''}${message} → ${remedy}`
}

function printCounts({ id, rowCount, counts }: ImportView, isDryRun: boolean): void {
  const { ready, stored, duplicate, rejected } = counts
  const into = isDryRun ? `${ready} would be stored` : `${stored} stored as drafts`
  print(`rows      ${rowCount}: ${into}, ${duplicate} were imported before, ${rejected} rejected`)
  print(`import    ${id}${isDryRun ? ' (dry run: nothing stored)' : ''}`)
}

function describeFailure(error: unknown): [code: number, message: string] {
  if (error instanceof WrongCall) return [2, `${error.message}\n${usage}`]
  if (error instanceof InvalidInput)
    return [1, `${error.problems.map(({ path, message, remedy }) => `${path}: ${message} – ${remedy}`).join('\n')}\n`]
  // A data directory held by the running service, a database that does not answer, a file that is not there.
  const isKnown = error instanceof Refusal || (error instanceof Error && !(error instanceof TypeError))
  if (isKnown) return [1, `${error.message}\n`]
  throw error
}

try {
  process.exitCode = await run(readCall(process.argv.slice(2)))
} catch (error) {
  const [code, message] = describeFailure(error)
  process.stderr.write(message)
  process.exitCode = code
}
