/**
 * `npm run -s match:eval -- --from log`: what the log of shown matches says about the ranking, as one table or as JSON;
 * with `--weights`, how other weights would have ordered what was shown.
 * Exit 0 done, 1 the database does not answer, 2 wrong call.
 */
import { readFileSync } from 'node:fs'
import { v7 as uuidv7 } from 'uuid'
import { type Database, openDatabase } from '#db/client.ts'
import { migrate } from '#db/migrate.ts'
import { readClock } from '#db/queries/clock.ts'
import { system } from '#domain/access/actor.ts'
import { addDays, dayInChina, isDay } from '#domain/calendar.ts'
import { type Library, libraries } from '#domain/listing.ts'
import { matchLogRetentionDays } from '#domain/matching/evaluation/feedback.ts'
import { type Split, splits } from '#domain/matching/evaluation/split.ts'
import { InvalidInput, NotFound } from '#domain/refusal.ts'
import { isUuid } from '#domain/uuid.ts'
import { evaluateMatchLog } from '#usecases/matching/evaluate-match-log.ts'
import { evaluateMatchWeights, type WeightsToEvaluate } from '#usecases/matching/evaluate-match-weights.ts'
import type { LogScope } from '#usecases/matching/read-logged-matches.ts'
import type { Ctx } from '#usecases/support/ctx.ts'
import { type Env, readEnv } from '../env.ts'
import { createLog } from '../log.ts'
import { describeBlend, describeComparison, describeReport } from './evaluation-table.ts'
import { openMatching } from './open-matching.ts'
import { parseCall, WrongCall } from './wrong-call.ts'

const usage = `usage: npm run -s match:eval -- --from log [options]
  --from-day DAY       first day in China, YYYY-MM-DD; else as far back as the log is kept
  --to-day DAY         last day; else today
  --direction A:B      from which library into which; else demand:achievement
  --split all|train|held_out   which demands (held out: one in five, by id)
  --weights ID|FILE    compares these weights, proposed ones or a file of JSON, with those in force
  --json               the figures as JSON
See docs/match-feedback.md.
`

interface Call {
  fromDay: string | undefined
  toDay: string | undefined
  queryLibrary: Library
  shownLibrary: Library
  split: Split
  weights: WeightsToEvaluate | null
  isJson: boolean
}

function parse(args: string[]) {
  const text = { type: 'string' } as const
  return parseCall({
    args,
    options: {
      from: text,
      'from-day': text,
      'to-day': text,
      direction: text,
      split: text,
      weights: text,
      json: { type: 'boolean' },
    },
  }).values
}

function readCall(args: string[]): Call {
  const values = parse(args)
  if (values.from !== 'log') throw new WrongCall('--from log is the only source there is')
  const { 'from-day': fromDay, 'to-day': toDay } = values
  for (const day of [fromDay, toDay]) if (day !== undefined && !isDay(day)) throw new WrongCall(`${day} is not a day`)
  const [from, to, ...rest] = (values.direction ?? 'demand:achievement').split(':')
  const queryLibrary = libraries.find(library => library === from)
  const shownLibrary = libraries.find(library => library === to)
  if (!queryLibrary || !shownLibrary || rest.length > 0)
    throw new WrongCall(`--direction names two of ${libraries.join(', ')}, as in demand:achievement`)
  const wanted = (values.split ?? 'all').replace('-', '_')
  const split = splits.find(name => name === wanted)
  if (!split) throw new WrongCall(`--split is one of ${splits.join(', ')}`)
  const weights = values.weights === undefined ? null : readWeights(values.weights)
  return { fromDay, toDay, queryLibrary, shownLibrary, split, weights, isJson: values.json ?? false }
}

function readWeights(name: string): WeightsToEvaluate {
  if (isUuid(name)) return { id: name }
  try {
    return { weights: JSON.parse(readFileSync(name, 'utf8')) }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new WrongCall(`--weights names no id, and no file of JSON: ${reason}`)
  }
}

/** What ranks in the service ranks here: the whole index is built for it. */
async function compare(db: Database, env: Env, input: LogScope & { proposed: WeightsToEvaluate }) {
  const { matching } = openMatching(db, env, { folder: null, log: createLog('warn') })
  try {
    const ports: Partial<Ctx> = { db, matching, actor: system, requestId: `cli-${uuidv7()}` }
    return await evaluateMatchWeights(ports as Ctx, input)
  } finally {
    await matching.stop()
  }
}

async function run(call: Call): Promise<string> {
  const env = readEnv()
  const opened = await openDatabase({ url: env.databaseUrl, dataDir: env.dataDir })
  try {
    await migrate(opened.db)
    const today = dayInChina(await readClock(opened.db))
    const { isJson, weights, fromDay = addDays(today, -matchLogRetentionDays), toDay = today, ...which } = call
    const input = { ...which, fromDay, toDay }
    if (weights) {
      const { blend, ...comparison } = await compare(opened.db, env, { ...input, proposed: weights })
      if (isJson) return `${JSON.stringify({ ...input, comparison, ...(blend && { blend }) }, null, 2)}\n`
      return `${[...describeComparison(input, comparison), ...(blend ? [describeBlend(blend)] : [])].join('\n')}\n`
    }
    // Nothing is ranked or sealed here: the evaluation reads the database and no other port.
    const ctx = { db: opened.db, actor: system, requestId: `cli-${uuidv7()}` } as Ctx
    const result = await evaluateMatchLog(ctx, input)
    if (isJson) return `${JSON.stringify({ ...input, ...result }, null, 2)}\n`
    return `${[...describeReport(input, result.report), describeBlend(result.blend)].join('\n')}\n`
  } finally {
    await opened.close()
  }
}

function describeFailure(error: unknown): [code: number, message: string] {
  if (error instanceof WrongCall) return [2, `${error.message}\n${usage}`]
  if (error instanceof InvalidInput)
    return [2, error.problems.map(({ path, message, remedy }) => `${path} ${message}: ${remedy}\n`).join('')]
  if (error instanceof NotFound) return [2, `${error.message}\n`]
  return [1, `${error instanceof Error ? error.message : String(error)}\n`]
}

try {
  process.stdout.write(await run(readCall(process.argv.slice(2))))
} catch (error) {
  const [code, message] = describeFailure(error)
  process.stderr.write(message)
  process.exitCode = code
}
