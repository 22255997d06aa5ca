/**
 * One database type for both engines. `openDatabase()` speaks postgres.js to a PostgreSQL server (`postgres://…`)
 * or to the embedded engine it starts in a child process; nothing above this file knows which.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { type EmbeddedEngine, startEmbedded } from './embedded.ts'
import { schema } from './schema.ts'

export type Schema = typeof schema
export type Database = PostgresJsDatabase<Schema>
/** The handle inside a transaction. Inside one, nothing else may be used. */
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]
/** What a query function takes: it neither knows nor cares whether it runs inside a transaction. */
export type Queryable = Database | Transaction

export interface OpenDatabase {
  db: Database
  engine: 'embedded' | 'postgresql'
  /** Number of SQL statements sent so far; read by tests and the benchmark. */
  statementCount(): number
  /** How long the program waited for an answer and whether the engine still runs: for `/readyz`. */
  ping(): Promise<void>
  /** Hears what other processes announce on a channel; returns how to stop. The embedded engine has no other processes. */
  listen(channel: string, heard: () => void): Promise<() => Promise<void>>
  close(): Promise<void>
}

export interface DatabaseSource {
  /** `postgres://…`; absent: the embedded engine. */
  url?: string | undefined
  /** Where the embedded engine keeps its files; absent: in memory. */
  dataDir?: string | undefined
  /** False gives up durability for speed; only tests may. */
  isDurable?: boolean | undefined
  /** Called when the embedded engine dies under the running program. */
  onEngineExit?: (reason: string) => void
}

const quiet = { onnotice: () => {} }

/** In whose transaction the running code is. Known to `withTransaction` and to the guard below, and to nobody else. */
export const transactionOf = new AsyncLocalStorage<Database>()

/**
 * Inside a transaction the outer handle waits for a connection that the transaction may hold itself: always with the
 * embedded engine, which has one. It is a bug and must show as one, not as a program that has stopped.
 */
function refuseInside(sql: postgres.Sql, db: Database): void {
  const send = sql.unsafe
  sql.unsafe = ((...statement: Parameters<typeof send>) => {
    if (transactionOf.getStore() === db) throw new Error('inside a transaction only its own handle may be used')
    return send(...statement)
  }) as typeof send
}

function wrap(sql: postgres.Sql, engine: OpenDatabase['engine'], stop: () => Promise<void>): OpenDatabase {
  let statements = 0
  const db = drizzle(sql, { schema, logger: { logQuery: () => void statements++ } })
  refuseInside(sql, db)
  return {
    db,
    engine,
    statementCount: () => statements,
    ping: async () => void (await sql`select 1`),
    listen: async (channel, heard) => {
      if (engine === 'embedded') return async () => {}
      const { unlisten } = await sql.listen(channel, heard, heard)
      return unlisten
    },
    close: async () => {
      await sql.end({ timeout: 5 })
      await stop()
    },
  }
}

/** Opens the database; throws with a message for the operator when it cannot. Does not migrate. */
export async function openDatabase(source: DatabaseSource): Promise<OpenDatabase> {
  if (source.url) {
    const sql = postgres(source.url, { ...quiet, max: 10 })
    const [row] = await sql<{ v: number }[]>`select current_setting('server_version_num')::int as v`
    if ((row?.v ?? 0) < 150000) {
      await sql.end()
      throw new Error(`PostgreSQL 15 or newer is needed; this server reports ${row?.v}`)
    }
    return wrap(sql, 'postgresql', async () => {})
  }
  return connectEmbedded(await startEmbedded(source))
}

/** Speaks to an embedded engine that runs, and stops it in the end. */
export function connectEmbedded(engine: EmbeddedEngine): OpenDatabase {
  // The embedded engine is one session: a second connection could only wait for the first.
  const sql = postgres({ ...quiet, path: engine.socketPath, username: 'postgres', database: 'postgres', max: 1 })
  return wrap(sql, 'embedded', engine.stop)
}
