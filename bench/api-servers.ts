/**
 * The three programs the API benchmark compares, each in a process of its own: `node api-servers.ts <name>`. They speak
 * to the benchmark by IPC: their port once they listen, and on request the CPU time and statements so far.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { createYoga } from 'graphql-yoga'
import { Hono } from 'hono'
import { pino } from 'pino'
import postgres from 'postgres'
import { v7 as uuidv7 } from 'uuid'
import { type OpenDatabase, openDatabase } from '#db/client.ts'
import type { Actor } from '#domain/access/actor.ts'
import type { GraphqlContext } from '#graphql/context.ts'
import { createLoaders } from '#graphql/loaders.ts'
import { schema } from '#graphql/schema.ts'
import { createApp } from '#server/app.ts'
import { createSessionReader } from '#server/session/read-session.ts'
import type { Ports } from '#usecases/support/ctx.ts'
import { listDemandsByHand } from './api-by-hand.ts'

export interface Usage {
  cpuMicros: number
  statements: number
}

/** The list uses none of the ports. */
const ports = { newId: () => uuidv7() } as Ports

/** Everything on, as `npm start` in production: session, limits, metrics, security headers, a log line per request. */
function ours(opened: OpenDatabase): void {
  const log = pino(pino.destination('/dev/null'))
  const app = createApp({
    opened,
    ports,
    schema,
    log,
    isProduction: true,
    allowIntrospection: false,
    isReady: () => true,
    isBehindProxy: false,
  })
  serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, info => tell(info.port))
}

/** The same schema and resolvers behind nothing but Yoga; who acts is read once, at the start. */
function bareYoga(opened: OpenDatabase, actor: Actor): void {
  const ctx = { ...ports, db: opened.db, actor, requestId: 'bench' }
  const context = (): GraphqlContext => ({
    ctx,
    loaders: createLoaders(ctx),
    clientAddress: '',
    sessionId: null,
    setSessionToken: () => {},
  })
  const server = createServer(createYoga({ schema, context, logging: false }))
  server.listen(0, '127.0.0.1', () => tell((server.address() as AddressInfo).port))
}

let statementsByHand = 0

/** The same statement and the same JSON, written by hand. */
function rawHono(sql: postgres.Sql, actor: Actor): void {
  const app = new Hono()
  app.post('/graphql', async c => {
    const { variables } = await c.req.json<{ variables: { first: number } }>()
    statementsByHand++
    return c.json(await listDemandsByHand(sql, actor, variables.first))
  })
  serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, info => tell(info.port))
}

function tell(port: number): void {
  process.send?.({ port })
}

const [, , name, url, token] = process.argv
if (!url || !token) throw new Error('usage: api-servers.ts <name> <database url> <session token>')
const opened = await openDatabase({ url })
const { actor } = await createSessionReader(opened.db).read(token)
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.({ cpuMicros: user + system, statements: opened.statementCount() + statementsByHand } satisfies Usage)
})
process.on('disconnect', () => process.exit(0))
if (name === 'ours') ours(opened)
else if (name === 'bare-yoga') bareYoga(opened, actor)
else if (name === 'raw-hono') rawHono(postgres(url, { max: 10 }), actor)
else throw new Error(`no server is called ${name}`)
