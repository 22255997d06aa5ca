/**
 * Refuses state-changing requests that another site made a browser send. Browsers say where a request comes from in
 * Sec-Fetch-Site, older ones in Origin; a program that sends neither has no cookie to be abused. (Idea: Hono's csrf
 * middleware, which looks at form posts only; here nothing is exempt.)
 */
import type { MiddlewareHandler } from 'hono'
import type { AppVariables } from './request-context.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** True when the headers show that the request began on this site, or not in a browser at all. */
export function isSameOrigin(headers: {
  site: string | undefined
  origin: string | undefined
  host: string | undefined
}): boolean {
  if (headers.site !== undefined) return headers.site === 'same-origin' || headers.site === 'none'
  if (headers.origin === undefined) return true
  // Only the host is compared: behind a proxy that ends TLS the scheme differs rightfully.
  return URL.canParse(headers.origin) && new URL(headers.origin).host === headers.host
}

export const requireSameOrigin: MiddlewareHandler<{ Variables: AppVariables }> = async (c, next) => {
  const headers = { site: c.req.header('sec-fetch-site'), origin: c.req.header('origin'), host: c.req.header('host') }
  if (!safeMethods.has(c.req.method) && !isSameOrigin(headers))
    return c.json({ code: 'CROSS_SITE', message: 'Requests from other sites are refused' }, 403)
  return next()
}
