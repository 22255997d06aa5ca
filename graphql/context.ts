/** What every resolver is given. Made per request by the server. */
import type { Ctx } from '#usecases/support/ctx.ts'
import type { Loaders } from './loaders.ts'

export interface GraphqlContext {
  ctx: Ctx
  loaders: Loaders
  /** The address the request came from, for throttling sign-in. */
  clientAddress: string
  /** The proven session the request came with, if any. */
  sessionId: string | null
  /** Sets the session cookie of the response; null clears it. */
  setSessionToken(token: string | null): void
}
