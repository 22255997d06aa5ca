/**
 * The one-time link that makes the first administrator of an empty installation (JIEBANG_DEMO=off). It lives in this
 * process only: whoever reads the server's log at its start may use it; a restart prints another.
 */
import type { FirstAdminLink } from '#usecases/support/ctx.ts'
import { isSameHash, mintToken, readToken } from './token.ts'

export interface PrintedFirstAdminLink extends FirstAdminLink {
  /** Printed once, stored nowhere. */
  readonly token: string
}

export function createFirstAdminLink(): PrintedFirstAdminLink {
  const { id, secretHash, token } = mintToken()
  return {
    token,
    fits: candidate => {
      const read = readToken(candidate)
      return read !== null && read.id === id && isSameHash(read.secretHash, secretHash)
    },
  }
}
