/** What an operator watches: requests by route and status with their time, and the process itself. */
import type { MiddlewareHandler } from 'hono'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'

export interface Metrics {
  observe: MiddlewareHandler
  text(): Promise<string>
  contentType: string
}

/** A few words for each path, so that ids do not become labels. */
function routeOf(path: string): string {
  const known = ['/graphql', '/healthz', '/readyz', '/metrics']
  if (known.includes(path)) return path
  const first = path.split('/')[1]
  return first === 'assets' || first === 'imports' || first === 'evidence' ? `/${first}/…` : 'page'
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const seconds = new Histogram({
    name: 'jiebang_http_request_seconds',
    help: 'Time to answer, by route, method and status',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  })
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    observe: async (c, next) => {
      const stop = seconds.startTimer()
      await next()
      stop({ route: routeOf(c.req.path), method: c.req.method, status: c.res.status })
    },
  }
}
