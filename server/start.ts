/** Everything between the environment and a running service; main.ts and the tests both start here. */

import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serve } from '@hono/node-server'
import type { Logger } from 'pino'
import { v7 as uuidv7 } from 'uuid'
import type { OpenDatabase } from '#db/client.ts'
import { migrate } from '#db/migrate.ts'
import { readClock } from '#db/queries/clock.ts'
import { listingChannel } from '#db/queries/matching.ts'
import { findAnyOrganisation } from '#db/queries/organisation.ts'
import { hasAdmin } from '#db/queries/user.ts'
import { hasDemo, loadDemo } from '#db/seed/demo.ts'
import { system } from '#domain/access/actor.ts'
import { schema } from '#graphql/schema.ts'
import { executeRun } from '#usecases/subsidy/figure/execute-run.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'
import { runWhatIf } from '#usecases/subsidy/what-if/run-what-if.ts'
import type { Ctx, Ports } from '#usecases/support/ctx.ts'
import { type App, createApp } from './app.ts'
import { demoAccounts, demoPassword } from './demo-accounts.ts'
import { type Env, matchIndexFolder } from './env.ts'
import { createTables } from './import/tables.ts'
import { createOutboxWorker } from './jobs/outbox.ts'
import { startSweeps } from './jobs/sweeps.ts'
import { startWorker } from './jobs/worker.ts'
import { createLog } from './log.ts'
import { createIndexThread } from './matching/index-client.ts'
import { createMatching, type FollowingMatching } from './matching/matching.ts'
import { openTextVectors } from './matching/text-vectors.ts'
import { createPasswords } from './passwords.ts'
import { createSealing, ensureSealKey, loadSealKey, sealKeyFingerprint } from './sealing.ts'
import { createFirstAdminLink } from './session/first-admin-link.ts'
import { mintToken } from './session/token.ts'

export interface RunningService {
  address: string
  /** The demonstration city is loaded and its accounts may be told. */
  isDemo: boolean
  isWebBuilt: boolean
  /** The one-time link for the first administrator, when there is none yet. */
  firstAdminToken: string | null
  close(): Promise<void>
}

/** The ports as a running service has them. */
async function makePorts(
  opened: OpenDatabase,
  env: Env,
  made: Pick<Ports, 'firstAdminLink' | 'outbox' | 'matching'>,
): Promise<Ports> {
  const key = await loadSealKey(env.dataDir)
  await ensureSealKey(opened.db, sealKeyFingerprint(key))
  return {
    newId: () => uuidv7(),
    randomCode: () => randomBytes(6).toString('hex'),
    passwords: createPasswords({ profile: env.passwordProfile }),
    sessionTokens: { mint: mintToken },
    sealing: createSealing(key),
    tables: createTables(),
    ...made,
  }
}

/** The index in a thread of its own. Without that thread nobody finds anything: the process ends and is started again. */
function openMatching(opened: OpenDatabase, env: Env, log: Logger): FollowingMatching {
  const onExit = (error: Error) => {
    log.fatal({ err: error }, 'the match index is gone')
    process.exitCode = 1
    process.kill(process.pid, 'SIGTERM')
  }
  const vectors = env.embeddings && openTextVectors(env.embeddings, { db: opened.db, log })
  return createMatching({
    db: opened.db,
    index: createIndexThread(onExit),
    folder: matchIndexFolder(env),
    log,
    vectors,
    followsByItself: true,
  })
}

/** First start with the demonstration on: the city, unless anything else is there already. True when it is there. */
async function prepareDemo(opened: OpenDatabase, ports: Pick<Ports, 'newId' | 'passwords'>): Promise<boolean> {
  if ((await findAnyOrganisation(opened.db)) === null) {
    const passwordHash = await ports.passwords.hash(demoPassword)
    await opened.db.transaction(async tx =>
      loadDemo(tx, { passwordHash, newId: ports.newId, now: await readClock(tx) }),
    )
  }
  return hasDemo(opened.db)
}

const webRoot = fileURLToPath(new URL('../web/dist', import.meta.url))
const policyFolder = fileURLToPath(new URL('../policies', import.meta.url))

function readPolicyPacks(): { name: string; text: string }[] {
  const names = readdirSync(policyFolder).filter(name => name.endsWith('.yaml'))
  return names.map(name => ({ name, text: readFileSync(join(policyFolder, name), 'utf8') }))
}

/** Migrates, loads, listens. Takes the database as it is being opened. Throws with a message for the operator. */
export async function startService(env: Env, opening: Promise<OpenDatabase>): Promise<RunningService> {
  const log = createLog(env.logLevel)
  const opened = await opening
  await migrate(opened.db)
  const link = !env.isDemo && !(await hasAdmin(opened.db)) ? createFirstAdminLink() : null
  const outbox = createOutboxWorker()
  const matching = openMatching(opened, env, log)
  const ports = await makePorts(opened, env, { firstAdminLink: link, outbox, matching })
  const isDemo = env.isDemo && (await prepareDemo(opened, ports))
  const ctx: Ctx = { ...ports, db: opened.db, actor: system, requestId: 'start' }
  await loadPolicyVersions(ctx, { packs: readPolicyPacks() })
  const { isProduction, allowIntrospection, trustProxy: isBehindProxy } = env
  const site = isDemo
    ? { isDemo, demoPassword, demoAccounts: demoAccounts.map(([email, label]) => ({ email, label })) }
    : {}
  const served = { opened, ports, schema, log, isReady: matching.isLoaded, webRoot, site }
  const app = createApp({ ...served, isProduction, allowIntrospection, isBehindProxy })
  const server = await listen(app, env)
  await matching.start()
  const stopListening = await opened.listen(listingChannel, () => void matching.takeIn(Number.POSITIVE_INFINITY))
  const sweeps = startSweeps({ ...ctx, requestId: 'sweep' }, log)
  outbox.start({ ...ctx, requestId: 'outbox' }, log)
  const workers = [
    // Two, so that a short question does not wait for a long one.
    startWorker({ ...ctx, requestId: 'what-if-1' }, log, runWhatIf),
    startWorker({ ...ctx, requestId: 'what-if-2' }, log, runWhatIf),
    startWorker({ ...ctx, requestId: 'subsidy-run' }, log, executeRun),
  ]
  return {
    address: server.address,
    isDemo,
    isWebBuilt: existsSync(join(webRoot, 'index.html')),
    firstAdminToken: link?.token ?? null,
    close: async () => {
      sweeps.stop()
      await server.close()
      await outbox.stop()
      await Promise.all(workers.map(worker => worker.stop()))
      await stopListening()
      try {
        await matching.stop()
      } finally {
        await opened.close()
      }
    },
  }
}

function listen(app: App, env: Env): Promise<{ address: string; close(): Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port: env.port, hostname: env.host }, info => {
      const close = () => new Promise<void>(done => server.close(() => done()))
      resolve({ address: `http://${env.host === '0.0.0.0' ? 'localhost' : env.host}:${info.port}`, close })
    })
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE'
      reject(isTaken ? new Error(`Port ${env.port} is in use; stop the other program or set PORT`) : error)
    })
  })
}
