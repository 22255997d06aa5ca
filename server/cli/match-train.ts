/**
 * `npm run -s match:train [-- --least N] [-- --off]`: trains word vectors on the public listings and puts them in use; `--off` takes
 * those in use out of it. Running services on the same PostgreSQL take it in within a second; on the embedded database
 * it is run with the service stopped. Killed at any moment it leaves what was in use before.
 * Exit 0 done, 1 nothing to learn from or the database does not answer, 2 wrong call.
 */
import { v7 as uuidv7 } from 'uuid'
import { openDatabase } from '#db/client.ts'
import { migrate } from '#db/migrate.ts'
import { system } from '#domain/access/actor.ts'
import { defaultTraining } from '#domain/matching/vectors/training-options.ts'
import { retireMatchModel } from '#usecases/matching/retire-match-model.ts'
import { leastListings, trainMatchModel } from '#usecases/matching/train-match-model.ts'
import type { Ctx } from '#usecases/support/ctx.ts'
import { readEnv } from '../env.ts'
import { parseCall, WrongCall } from './wrong-call.ts'

const usage = `usage: npm run -s match:train [-- options]
  --least N   listings that there must be (${leastListings}); of fewer the vectors say little
  --off       no word vectors are used from now on
See docs/matching.md.
`

interface Call {
  isOff: boolean
  least: number
}

function readCall(args: string[]): Call {
  const options = { off: { type: 'boolean', default: false }, least: { type: 'string' } } as const
  const { off, least = String(leastListings) } = parseCall({ args, options }).values
  if (!/^\d{1,9}$/.test(least)) throw new WrongCall('--least is a number of listings')
  return { isOff: off, least: Number(least) }
}

/** A line each tenth of the way. */
function progressLine() {
  let told = 0
  return ({ done, total }: { done: number; total: number }) => {
    const tenths = Math.floor((10 * done) / total)
    if (tenths <= told) return
    told = tenths
    process.stderr.write(`${tenths * 10} % of ${total} words read\n`)
  }
}

async function run({ isOff, least }: Call): Promise<void> {
  const env = readEnv()
  const opened = await openDatabase({ url: env.databaseUrl, dataDir: env.dataDir })
  // It neither ranks nor seals: the database and these are all it needs.
  const ctx = { db: opened.db, actor: system, requestId: `cli-${uuidv7()}`, newId: uuidv7 } as Ctx
  try {
    await migrate(opened.db)
    if (isOff) {
      const version = await retireMatchModel(ctx)
      process.stdout.write(version === null ? 'none was in use\n' : `${version} is in use no more\n`)
      return
    }
    if (env.embeddings) process.stderr.write('an embeddings endpoint is configured: services with it do not use this\n')
    const { texts, model, wasInUse } = await trainMatchModel(ctx, { least, onProgress: progressLine() })
    if (!model) throw new Error(describeNothing(texts, least))
    const { version, words, dimensions } = model
    process.stdout.write(`${version}: ${words} words, ${dimensions} dimensions, from ${model.texts} listings\n`)
    process.stdout.write(
      wasInUse ? 'It was in use already.\n' : 'It is in use from now on; --off takes it out of use.\n',
    )
  } finally {
    await opened.close()
  }
}

function describeNothing(texts: number, least: number): string {
  const why =
    texts < least
      ? `there are ${texts} public listings, and of fewer than ${least} the vectors say little (--least)`
      : `no word stands ${defaultTraining.minCount} times in the ${texts} public listings`
  return `${why}: nothing changed`
}

async function main(): Promise<void> {
  try {
    await run(readCall(process.argv.slice(2)))
  } catch (error) {
    const isWrongCall = error instanceof WrongCall
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${isWrongCall ? usage : ''}`)
    process.exit(isWrongCall ? 2 : 1)
  }
}

await main()
