/**
 * `node --import tsx bench/match-latency.ts --abstracts FILE [--docs 1000000] [--demands 100] [--publish 30] [--database NAME [--keep]]`:
 * what a person waits for, end to end through GraphQL, at the size of a nation: the first 20 matches of a demand with
 * their explanations, and how soon a listing is found after the mutation that published it has returned. The service
 * runs as in production, in a process of its own, on PostgreSQL (DATABASE_URL, else 127.0.0.1:5432), in a database made
 * for the run; `--database NAME --keep` leaves it and the snapshot for the next run, which then need not load a million
 * rows again. Times are told beside the CPU that the service spent, which a busy machine does not lengthen as much.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import postgres from 'postgres'
import { openDatabase } from '#db/client.ts'
import { migrate } from '#db/migrate.ts'
import { createCorpus } from './match-corpus.ts'
import { quantile } from './match-figures.ts'
import { demandId, loadListings, openSessions, type Tokens, waitingId } from './match-latency-load.ts'

const { values } = parseArgs({
  options: {
    docs: { type: 'string', default: '1000000' },
    demands: { type: 'string', default: '100' },
    publish: { type: 'string', default: '30' },
    abstracts: { type: 'string' },
    database: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
})
const matchesWanted = 20
const warmUpQueries = 20
/** After this a listing is not late but lost. */
const lostAfterMs = 5_000

const matchesQuery = `query Matches($id: ID!, $first: Int!) {
  node(id: $id) {
    ... on Demand {
      matchingAchievements(first: $first) {
        score strength explanation
        listing { __typename publishedAt organisation { name kind } ... on Achievement { id title trl field } }
      }
    }
  }
}`
const publishMutation = `mutation Publish($id: ID!) {
  publishListing(id: $id) { __typename ... on Error { message } }
}`

const titleQuery = `query Title($id: ID!) {
  node(id: $id) { ... on Achievement { title } }
}`
const searchQuery = `query Search($text: String!) {
  search(library: ACHIEVEMENT, text: $text) {
    ... on SearchResult { hits { listing { ... on Achievement { id title } } highlights { text } } totalCount }
  }
}`

const globalId = (type: string, id: string) => Buffer.from(`${type}:${id}`).toString('base64')

interface Answer {
  data?: {
    node?: { title?: string; matchingAchievements: { listing: { id: string } }[] } | null
    search?: { hits: { listing: { id: string } }[] }
    publishListing?: { __typename: string; message?: string }
  }
  errors?: unknown
}

interface Service {
  process: ChildProcess
  url: string
}

/** The service as `npm start` runs it; it says where it is once it listens. */
async function startService(databaseUrl: string, dataDir: string): Promise<Service> {
  const main = fileURLToPath(new URL('../server/main.ts', import.meta.url))
  const env = { ...process.env, NODE_ENV: 'production', DATABASE_URL: databaseUrl, PORT: '0', HOST: '127.0.0.1' }
  const child = spawn(process.execPath, ['--import', 'tsx', main], {
    env: { ...env, JIEBANG_DEMO: 'off', JIEBANG_DATA_DIR: dataDir, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^GraphQL: (\S+)/.exec(line)?.[1]
    if (url) return { process: child, url }
  }
  throw new Error('the service ended before it listened')
}

async function ask(url: string, token: string, query: string, variables: object): Promise<NonNullable<Answer['data']>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { cookie: `jiebang=${token}` }) },
    body: JSON.stringify({ query, variables }),
  })
  const text = await response.text()
  const { data, errors } = JSON.parse(text) as Answer
  if (!data || errors) throw new Error(`${response.status}: ${text.slice(0, 500)}`)
  return data
}

async function findMatches(url: string, token: string, demand: number): Promise<string[]> {
  const data = await ask(url, token, matchesQuery, { id: globalId('Demand', demandId(demand)), first: matchesWanted })
  return (data.node?.matchingAchievements ?? []).map(match => match.listing.id)
}

async function searchBox(url: string, text: string): Promise<string[]> {
  const { search } = await ask(url, '', searchQuery, { text })
  return (search?.hits ?? []).map(hit => hit.listing.id)
}

/** What Linux counts for the process: CPU in milliseconds (in ticks of ten), memory in MB. Null elsewhere. */
function usageOf({ process: { pid } }: Service): { cpuMs: number; rssMb: number; peakMb: number } | null {
  if (!existsSync(`/proc/${pid}/stat`)) return null
  const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const mb = (name: string) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024)
  return { cpuMs: (Number(afterName[11]) + Number(afterName[12])) * 10, rssMb: mb('VmRSS'), peakMb: mb('VmHWM') }
}

function print(what: string, ms: readonly number[], cpuMs?: number): void {
  const sorted = [...ms].sort((a, b) => a - b)
  const at = (share: number) => quantile(sorted, share).toFixed(1)
  const cpu = cpuMs === undefined ? '' : `, CPU of the service ${(cpuMs / ms.length).toFixed(1)} ms each`
  console.log(`${what}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms${cpu} (${ms.length} times)`)
}

function printUsage(service: Service): void {
  const usage = usageOf(service)
  if (usage) console.log(`memory of the service: ${usage.rssMb} MB, at most ${usage.peakMb} MB since its start`)
}

/** One person asks for one demand's matches after another; each demand once, after a warm-up with others. */
async function measureMatches(service: Service, token: string): Promise<void> {
  const { url } = service
  const demands = Number(values.demands)
  for (let n = 0; n < warmUpQueries; n++) await findMatches(url, token, n % demands)
  const ms: number[] = []
  const before = usageOf(service)
  for (let n = 0; n < demands; n++) {
    const startedAt = performance.now()
    const found = await findMatches(url, token, n)
    ms.push(performance.now() - startedAt)
    if (found.length !== matchesWanted) throw new Error(`demand ${n} has ${found.length} matches`)
  }
  const after = usageOf(service)
  print(
    `first ${matchesWanted} matches with explanations`,
    ms,
    before && after ? after.cpuMs - before.cpuMs : undefined,
  )
}

/**
 * Publishes what waits, each time asking at once, by turns in the search box for its title and for the matches of the
 * demand that has the same words, until the listing is there.
 */
async function measurePublishing(url: string, tokens: Tokens, from: number): Promise<void> {
  const mutations: number[] = []
  const untilFound = { search: [] as number[], matches: [] as number[] }
  let atOnce = 0
  for (let n = from; n < from + Number(values.publish); n++) {
    const wanted = globalId('Achievement', waitingId(n))
    const how = n % 2 === 0 ? 'search' : 'matches'
    const { node } = await ask(url, tokens.officer, titleQuery, { id: wanted })
    const find = () =>
      how === 'search' ? searchBox(url, node?.title?.slice(0, 20) ?? '') : findMatches(url, tokens.member, n)
    const askedAt = performance.now()
    const { publishListing } = await ask(url, tokens.officer, publishMutation, { id: wanted })
    const returnedAt = performance.now()
    mutations.push(returnedAt - askedAt)
    if (publishListing?.message) throw new Error(`not published: ${publishListing.message}`)
    for (let tries = 1; ; tries++) {
      const found = await find()
      const waited = performance.now() - returnedAt
      if (found.includes(wanted)) {
        untilFound[how].push(waited)
        if (tries === 1) atOnce++
        break
      }
      if (waited > lostAfterMs) throw new Error(`listing ${n} is not found ${lostAfterMs} ms after it was published`)
    }
  }
  print('publishing mutation', mutations)
  print('from its return to the end of the search that finds the listing', untilFound.search)
  print('from its return to the end of the matches that hold the listing', untilFound.matches)
  console.log(`found by the very next query: ${atOnce} of ${mutations.length}`)
}

/** Fills the database unless it is full already; returns sessions and how many waiting achievements are used up. */
async function prepare(databaseUrl: string): Promise<{ tokens: Tokens; used: number }> {
  const opened = await openDatabase({ url: databaseUrl })
  try {
    await migrate(opened.db)
    const sql = postgres(databaseUrl, { max: 1 })
    const [row] = await sql<{ n: number }[]>`select count(*)::int as n from (select 1 from achievement limit 1) t`
    if (!row?.n) {
      const corpus = createCorpus({ abstracts: values.abstracts, seed: 1 })
      const startedAt = performance.now()
      const counts = {
        documents: Number(values.docs),
        demands: Number(values.demands),
        waiting: 10 * Number(values.publish),
      }
      await loadListings(opened.db, databaseUrl, { corpus, ...counts })
      console.log(
        `${counts.documents} achievements loaded in ${((performance.now() - startedAt) / 1_000).toFixed(0)} s`,
      )
    }
    const [done] = await sql<{ n: number }[]>`
      select count(*)::int as n from achievement where id >= ${waitingId(0)} and id <= ${waitingId(1e9)} and state = 'published'`
    await sql.end()
    return { tokens: await openSessions(opened.db), used: done?.n ?? 0 }
  } finally {
    await opened.close()
  }
}

async function measure(databaseUrl: string, dataDir: string): Promise<void> {
  const { tokens, used } = await prepare(databaseUrl)
  for (const start of ['first start', 'second start, from the snapshot']) {
    const startedAt = performance.now()
    const service = await startService(databaseUrl, dataDir)
    try {
      const listening = performance.now() - startedAt
      await findMatches(service.url, tokens.member, 0)
      const answered = performance.now() - startedAt
      const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`
      const cpu = usageOf(service)?.cpuMs
      const spent = cpu === undefined ? '' : `, having spent ${seconds(cpu)} of CPU`
      console.log(`${start}: listens after ${seconds(listening)}, first answer after ${seconds(answered)}${spent}`)
      printUsage(service)
      if (start === 'first start') continue
      await measureMatches(service, tokens.member)
      await measurePublishing(service.url, tokens, used)
      printUsage(service)
    } finally {
      const ended = new Promise(resolve => service.process.once('exit', resolve))
      service.process.kill('SIGTERM')
      await ended
    }
  }
}

const serverUrl = process.env.DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres'
const name = values.database ?? `jiebang_match_latency_${process.pid}`
const admin = postgres(serverUrl, { max: 1, onnotice: () => {} })
const [known] = await admin`select 1 from pg_database where datname = ${name}`
if (!known) await admin.unsafe(`create database ${name}`)
const url = new URL(serverUrl)
url.pathname = `/${name}`
const dataDir = values.keep
  ? join(tmpdir(), `jiebang-bench-${name}`)
  : mkdtempSync(join(tmpdir(), 'jiebang-bench-latency-'))
try {
  await measure(url.href, dataDir)
} finally {
  if (!values.keep) {
    rmSync(dataDir, { recursive: true, force: true })
    await admin.unsafe(`drop database if exists ${name} with (force)`)
  }
  await admin.end()
}
