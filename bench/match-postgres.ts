/**
 * PostgreSQL as it would be used without an engine: a `tsvector` of the same words with their positions, a GIN index,
 * any of the words, `ts_rank`. In a database of its own; the CPU is that of its one backend process, which works alone
 * (no parallel workers, no JIT) as the others do.
 */
import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import postgres from 'postgres'
import type { Engine } from './match-engine.ts'
import type { BenchFilter, Term } from './match-queries.ts'
import type { Setup } from './match-setup.ts'
import type { TokenLine } from './match-tokens.ts'

const statementSeconds = 10
const maxPosition = 16_383

const quoted = (word: string) => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`

/** 'word':1,7 'other':2 — the text form of a tsvector. */
function vectorOf(words: string): string {
  const positions = new Map<string, number[]>()
  for (const [i, word] of words.split(' ').entries()) {
    const places = positions.get(word)
    if (places) places.push(Math.min(i + 1, maxPosition))
    else positions.set(word, [i + 1])
  }
  return [...positions].map(([word, places]) => `${quoted(word)}:${places.join(',')}`).join(' ')
}

const copyLine = (line: TokenLine) =>
  `${line.id}\t${line.trl}\t${line.regionCode}\t${line.organisationId}\t${vectorOf(line.words).replaceAll('\\', '\\\\')}\n`

async function* copyLines(words: AsyncIterable<TokenLine>): AsyncGenerator<string> {
  for await (const line of words) yield copyLine(line)
}

async function load(sql: postgres.ReservedSql, words: AsyncIterable<TokenLine>): Promise<void> {
  await sql`set maintenance_work_mem = '512MB'`
  await sql`create table doc (id uuid, trl smallint, region text, organisation uuid, words tsvector)`
  const copy = await sql`copy doc from stdin`.writable()
  await pipeline(Readable.from(copyLines(words)), copy)
  await sql`create index on doc using gin (words) with (fastupdate = off)`
  await sql`create index on doc (organisation)`
  await sql`create index on doc (region text_pattern_ops)`
  await sql`vacuum analyze doc`
  await sql`set max_parallel_workers_per_gather = 0`
  await sql`set jit = off`
  await sql.unsafe(`set statement_timeout = ${statementSeconds * 1_000}`)
}

/** Nanoseconds on a processor, from the kernel's own account of the process. */
const micros = (pid: number) => Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1_000

interface Question {
  terms: readonly Term[]
  k: number
  filter: BenchFilter
}

/** Nothing when PostgreSQL was not done in time: then the time is what it was given, and the result column shows it. */
async function ask(sql: postgres.ReservedSql, { terms, k, filter }: Question): Promise<string[]> {
  const query = terms.map(term => quoted(term.word)).join(' | ')
  try {
    const rows = await sql<{ id: string }[]>`
      select id from doc
      where words @@ ${query}::tsquery
        ${filter.trlMin === undefined ? sql`` : sql`and trl >= ${filter.trlMin}`}
        ${filter.regionCode ? sql`and region like ${`${filter.regionCode.slice(0, 4)}%`}` : sql``}
        ${filter.organisationId ? sql`and organisation = ${filter.organisationId}` : sql``}
      order by ts_rank(words, ${query}::tsquery) desc limit ${k}`
    return rows.map(row => row.id)
  } catch (error) {
    if (error instanceof postgres.PostgresError && error.code === '57014') return []
    throw error
  }
}

export async function createPostgres({ databaseUrl }: Pick<Setup, 'databaseUrl'>): Promise<Engine> {
  const name = `jiebang_match_bench_${process.pid}`
  const admin = postgres(databaseUrl, { max: 1, onnotice: () => {} })
  await admin.unsafe(`create database ${name}`)
  const url = new URL(databaseUrl)
  url.pathname = `/${name}`
  const pool = postgres(url.href, { max: 1, onnotice: () => {} })
  const close = async () => {
    await pool.end({ timeout: 1 })
    await admin.unsafe(`drop database if exists ${name} with (force)`)
    await admin.end()
  }
  const sql = await pool.reserve()
  const [backend] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`
  return {
    build: async (_documents, words) => load(sql, words()),
    search: async (terms, k, filter) => {
      const ids = await ask(sql, { terms, k, filter })
      return { count: ids.length, ids: () => ids }
    },
    cpuMicros: () => micros(backend?.pid ?? 0),
    note: () => `the backend's memory is PostgreSQL's own`,
    close,
  }
}
