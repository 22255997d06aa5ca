/**
 * `npm run bench:api`: what a GraphQL request costs us, beside bare Yoga with the same resolvers and Hono with the same
 * SQL by hand. A list of 20 demands with nested fields, on PostgreSQL (DATABASE_URL, else 127.0.0.1:5432), in a database
 * made for the run. The servers take turns in short rounds, so that a busy machine is busy for all of them; the figures
 * are medians over the rounds.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import autocannon from 'autocannon'
import postgres from 'postgres'
import { openDatabase } from '#db/client.ts'
import { migrate } from '#db/migrate.ts'
import { listQuery, loadBenchData } from './api-data.ts'
import type { Usage } from './api-servers.ts'
import { median } from './match-figures.ts'

const names = ['ours', 'bare-yoga', 'raw-hono'] as const
type Name = (typeof names)[number]

const rounds = Number(process.env.BENCH_ROUNDS ?? 30)
const requestsPerTurn = 100
const connections = 4
const warmUpRequests = 1_500

interface Server {
  name: Name
  url: string
  process: ChildProcess
}
interface Figures {
  cpuMicros: number
  perSecond: number
  statements: number
}

const databaseUrl = process.env.DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres'

async function start(name: Name, url: string, token: string): Promise<Server> {
  const child = fork(fileURLToPath(new URL('./api-servers.ts', import.meta.url)), [name, url, token], {
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  return { name, url: `http://127.0.0.1:${port}/graphql`, process: child }
}

async function usageOf(server: Server): Promise<Usage> {
  const answer = once(server.process, 'message')
  server.process.send('usage')
  return ((await answer) as [Usage])[0]
}

const requestOf = (token: string, first: number) => ({
  method: 'POST' as const,
  headers: { 'content-type': 'application/json', cookie: `jiebang=${token}` },
  body: JSON.stringify({ query: listQuery, variables: { first } }),
})

/** One request; throws unless it answers with `first` rows. Returns the rows and the statements it took. */
async function askOnce(server: Server, token: string, first: number): Promise<{ text: string; statements: number }> {
  const before = await usageOf(server)
  const text = await (await fetch(server.url, requestOf(token, first))).text()
  const rows = (JSON.parse(text) as { data?: { demands: { edges: unknown[] } } }).data?.demands.edges.length
  if (rows !== first) throw new Error(`${server.name} answered ${rows} rows instead of ${first}: ${text.slice(0, 500)}`)
  return { text, statements: (await usageOf(server)).statements - before.statements }
}

async function runRound(server: Server, token: string, amount: number): Promise<Figures> {
  const before = await usageOf(server)
  const result = await autocannon({ url: server.url, connections, amount, ...requestOf(token, 20) })
  const after = await usageOf(server)
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${server.name}: ${result.non2xx} refused, ${result.errors} failed`)
  const requests = result.requests.total
  return {
    cpuMicros: (after.cpuMicros - before.cpuMicros) / requests,
    // From the latency: autocannon's own figure counts the wait for its next tick.
    perSecond: (connections * 1_000) / result.latency.mean,
    statements: (after.statements - before.statements) / requests,
  }
}

async function measure(servers: Server[], token: string): Promise<Record<Name, Figures[]>> {
  const figures: Record<Name, Figures[]> = { ours: [], 'bare-yoga': [], 'raw-hono': [] }
  // V8 compiles hot code late: what is measured is a service that has run for a while.
  for (const server of servers) await runRound(server, token, warmUpRequests)
  for (let round = 0; round < rounds; round++)
    for (const server of servers) figures[server.name].push(await runRound(server, token, requestsPerTurn))
  return figures
}

/** The three must give the same answer, or the comparison is none. */
async function checkAnswers(servers: Server[], token: string): Promise<void> {
  const data = (text: string) => JSON.stringify((JSON.parse(text) as { data: unknown }).data)
  const answers: string[] = []
  for (const server of servers) {
    const one = await askOnce(server, token, 1)
    const hundred = await askOnce(server, token, 100)
    console.log(`${server.name}: ${one.statements} SQL statements for 1 row, ${hundred.statements} for 100`)
    answers.push(data(hundred.text))
  }
  if (new Set(answers).size !== 1) throw new Error('the servers do not give the same answer')
}

function report(figures: Record<Name, Figures[]>): void {
  console.log('\n              CPU µs/request   requests/s   SQL statements/request')
  const column = (name: Name, key: keyof Figures) => median(figures[name].map(figure => figure[key]))
  for (const name of names) {
    const cells = [
      column(name, 'cpuMicros').toFixed(0),
      column(name, 'perSecond').toFixed(0),
      column(name, 'statements').toFixed(2),
    ]
    console.log(`${name.padEnd(12)}${cells[0]?.padStart(16)}${cells[1]?.padStart(13)}${cells[2]?.padStart(25)}`)
  }
  // Within a round all three met the same neighbours on the machine.
  const ratio = (name: Name) =>
    median(figures.ours.map((ours, round) => ours.cpuMicros / (figures[name][round]?.cpuMicros ?? Number.NaN))).toFixed(
      2,
    )
  console.log(
    `\nCPU of ours, median of the rounds: ${ratio('bare-yoga')} × bare Yoga (aim ≤ 1.4), ${ratio('raw-hono')} × raw Hono (aim ≤ 3)`,
  )
}

const admin = postgres(databaseUrl, { max: 1, onnotice: () => {} })
const name = `jiebang_bench_${process.pid}`
await admin.unsafe(`create database ${name}`)
const url = new URL(databaseUrl)
url.pathname = `/${name}`
const servers: Server[] = []
try {
  const opened = await openDatabase({ url: url.href })
  await migrate(opened.db)
  const token = await loadBenchData(opened.db)
  await opened.close()
  for (const server of names) servers.push(await start(server, url.href, token))
  await checkAnswers(servers, token)
  console.log(`${rounds} rounds of ${requestsPerTurn} requests each, in turns, ${connections} connections`)
  report(await measure(servers, token))
} finally {
  for (const server of servers) server.process.disconnect()
  await admin.unsafe(`drop database if exists ${name} with (force)`)
  await admin.end()
}
