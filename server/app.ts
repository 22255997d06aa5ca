/** Puts the HTTP side together: one Hono app from its parts. Knows no environment and opens nothing itself. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import type { GraphQLSchema } from 'graphql'
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { Logger } from 'pino'
import type { OpenDatabase } from '#db/client.ts'
import { Refusal } from '#domain/refusal.ts'
import type { Ports } from '#usecases/support/ctx.ts'
import { mountDownloads } from './http/download-routes.ts'
import { createFairTurns } from './http/fair-turns.ts'
import { createGraphqlHandler } from './http/graphql.ts'
import { createMetrics } from './http/metrics.ts'
import { respondRefusal } from './http/refusal-response.ts'
import { type AppVariables, makeContext, readWritten, requestFrame, writtenHeader } from './http/request-context.ts'
import { requireSameOrigin } from './http/same-origin.ts'
import { createSessionReader } from './session/read-session.ts'

export interface AppOptions {
  opened: OpenDatabase
  ports: Ports
  schema: GraphQLSchema
  log: Logger
  isProduction: boolean
  allowIntrospection: boolean
  isBehindProxy: boolean
  /** Everything is loaded. Until then whoever searches or asks for matches waits; the rest answers. */
  isReady(): boolean
  /** The built web app; absent or empty: the API alone. */
  webRoot?: string | undefined
  /** What the pages are told about the site: demonstration accounts, the host of the footer. Public. */
  site?: Record<string, unknown>
}

/** No script but our own, nothing from third parties. Styles inline: the component library writes them at run time. */
const contentSecurityPolicy = {
  defaultSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
}

export type App = Hono<{ Variables: AppVariables }>

function logRequests(app: App, log: Logger): void {
  app.use(async (c, next) => {
    const startedAt = performance.now()
    await next()
    const ms = Math.round(performance.now() - startedAt)
    log.info(
      { requestId: c.get('requestId'), method: c.req.method, path: c.req.path, status: c.res.status, ms },
      'request',
    )
  })
}

function mountHealth(app: App, options: AppOptions): void {
  const metrics = createMetrics()
  app.use(metrics.observe)
  app.get('/healthz', c => c.json({ status: 'ok' }))
  app.get('/readyz', async c => {
    try {
      await options.opened.ping()
      return options.isReady() ? c.json({ status: 'ok' }) : c.json({ status: 'the match index is being loaded' }, 503)
    } catch (error) {
      options.log.error({ err: error, requestId: c.get('requestId') }, 'database does not answer')
      return c.json({ status: 'database does not answer' }, 503)
    }
  })
  app.get('/metrics', async c => c.body(await metrics.text(), 200, { 'Content-Type': metrics.contentType }))
}

const escapeAttribute = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** The built pages; every unknown path is the single-page app's own business. */
function mountWeb(app: App, webRoot: string, site: Record<string, unknown>): void {
  const settings = escapeAttribute(JSON.stringify(site))
  const built = readFileSync(join(webRoot, 'index.html'), 'utf8')
  const page = built.replace(/(<meta name="jiebang:site" content=")[^"]*/, (_, start: string) => start + settings)
  app.use('/assets/*', async (c, next) => {
    await next()
    // Names of built assets carry a hash of their content.
    if (c.res.status === 200) c.header('Cache-Control', 'public, max-age=31536000, immutable')
  })
  app.use('*', serveStatic({ root: webRoot, index: 'none' }))
  app.get('*', c =>
    c.req.path.startsWith('/assets/') ? c.notFound() : c.html(page, 200, { 'Cache-Control': 'no-cache' }),
  )
}

export function createApp(options: AppOptions): App {
  const app: App = new Hono<{ Variables: AppVariables }>()
  const base = { ...options.ports, db: options.opened.db }
  const sessions = createSessionReader(options.opened.db)
  const graphql = createGraphqlHandler(options)
  const inTurn = createFairTurns()

  app.use(requestFrame({ isBehindProxy: options.isBehindProxy }))
  logRequests(app, options.log)
  app.use(
    secureHeaders({ contentSecurityPolicy: options.isProduction || options.webRoot ? contentSecurityPolicy : {} }),
  )
  app.use(requireSameOrigin)
  mountHealth(app, options)
  app.all('/graphql', async c => {
    // Answers depend on who asks, and hold what is theirs.
    c.header('Cache-Control', 'no-store')
    const written = readWritten(c)
    const about = { requestId: c.get('requestId'), makeContext: () => makeContext(c, { ...base, written }, sessions) }
    const answer = await inTurn(c.get('connection').address, () => graphql.handle(c.req.raw, about))
    if (written.seq > 0) c.header(writtenHeader, String(written.seq))
    // Through the context, so that headers set on it (cookie, request id) stay.
    return c.newResponse(answer.body, answer.status as 200, answer.headers)
  })
  mountDownloads(app, async c => (await makeContext(c, base, sessions)).ctx)
  if (options.webRoot && existsSync(join(options.webRoot, 'index.html')))
    mountWeb(app, options.webRoot, options.site ?? {})
  app.notFound(c => c.json({ code: 'NOT_FOUND', message: 'There is nothing at this address' }, 404))
  app.onError((error, c) => {
    if (error instanceof Refusal) return respondRefusal(c, error)
    options.log.error({ err: error, requestId: c.get('requestId') }, 'unexpected error')
    return c.json({ code: 'INTERNAL', message: 'Something went wrong on our side', requestId: c.get('requestId') }, 500)
  })
  return app
}
