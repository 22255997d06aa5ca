/** Per request: an id, the connection, and who acts. */
import { randomUUID } from 'node:crypto'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context, MiddlewareHandler } from 'hono'
import type { GraphqlContext } from '#graphql/context.ts'
import { createLoaders } from '#graphql/loaders.ts'
import type { Ctx } from '#usecases/support/ctx.ts'
import { type Connection, readConnection } from '../session/connection.ts'
import { readSessionCookie, writeSessionCookie } from '../session/cookie.ts'
import type { SessionReader } from '../session/read-session.ts'

export interface AppVariables {
  requestId: string
  connection: Connection
}

export type AppContext = Context<{ Variables: AppVariables }>

/** Gives the request its id, which stands in the response, in each log line and in each audit entry. */
export function requestFrame(options: { isBehindProxy: boolean }): MiddlewareHandler<{ Variables: AppVariables }> {
  return async (c, next) => {
    c.set('requestId', randomUUID())
    const isServed = typeof c.env === 'object' && c.env !== null && 'incoming' in c.env
    const peerAddress = isServed ? getConnInfo(c).remote.address : null
    const header = (name: string) => c.req.header(name)
    c.set('connection', readConnection({ peerAddress, header }, options))
    c.header('X-Request-Id', c.get('requestId'))
    await next()
  }
}

/**
 * The number of the latest change its sender has made. Every answer to somebody who has written carries it, and who
 * sends it back gets answers in which that change is in, whichever process answers. A made-up number costs one look.
 */
export const writtenHeader = 'X-Change-Seq'

export function readWritten(c: AppContext): { seq: number } {
  const seq = Number(c.req.header(writtenHeader) ?? 0)
  return { seq: Number.isSafeInteger(seq) && seq > 0 ? seq : 0 }
}

/** Makes the use cases' context for a request; sets the session cookie when a use case issues or ends a session. */
export async function makeContext(
  c: AppContext,
  base: Omit<Ctx, 'actor' | 'requestId'>,
  sessions: SessionReader,
): Promise<GraphqlContext> {
  const connection = c.get('connection')
  const { actor, sessionId } = await sessions.read(readSessionCookie(connection, c.req.header('cookie')))
  const ctx: Ctx = { ...base, actor, requestId: c.get('requestId') }
  return {
    ctx,
    loaders: createLoaders(ctx),
    clientAddress: connection.address,
    sessionId,
    setSessionToken: token => c.header('Set-Cookie', writeSessionCookie(connection, token)),
  }
}
