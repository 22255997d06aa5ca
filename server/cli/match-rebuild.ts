/**
 * `npm run -s match:rebuild`: builds the match index anew from the database and leaves it as the snapshot with which the
 * service on the same PORT starts. On the embedded database with the service stopped.
 */
import { openDatabase } from '#db/client.ts'
import { migrate } from '#db/migrate.ts'
import { matchIndexFolder, readEnv } from '../env.ts'
import { createLog } from '../log.ts'
import { openMatching } from './open-matching.ts'
import { parseCall, WrongCall } from './wrong-call.ts'

async function main(): Promise<void> {
  // It takes no options: one that is given was meant for something else.
  parseCall({ args: process.argv.slice(2), options: {} })
  const env = readEnv()
  const opened = await openDatabase({ url: env.databaseUrl, dataDir: env.dataDir })
  try {
    await migrate(opened.db)
    const folder = matchIndexFolder(env)
    const { matching, index } = openMatching(opened.db, env, { folder, log: createLog(env.logLevel) })
    const begunAt = performance.now()
    await matching.rebuild()
    await matching.save()
    const { documents, bytes } = await index.status()
    const counts = Object.entries(documents).map(([library, count]) => `${count} ${library}`)
    const [seconds, megabytes] = [(performance.now() - begunAt) / 1000, bytes / 1e6]
    process.stdout.write(`${counts.join(', ')}: ${megabytes.toFixed(1)} MB in ${seconds.toFixed(1)} s, ${folder}\n`)
    process.stdout.write(`It is for the service on port ${env.port}; set PORT for another.\n`)
    await matching.stop()
  } finally {
    await opened.close()
  }
}

main().catch((error: unknown) => {
  const isWrongCall = error instanceof WrongCall
  const usage = isWrongCall ? 'usage: [PORT=…] npm run -s match:rebuild\n' : ''
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}`)
  process.exit(isWrongCall ? 2 : 1)
})
