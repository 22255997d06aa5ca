/**
 * The session cookie. Over HTTPS it is `__Host-jiebang`: browsers accept that name only with Secure, with Path=/ and
 * without Domain, so that no sibling domain and no plain-HTTP page can plant one. On a developer's http://localhost,
 * where a Secure cookie is not kept by every browser, it is `jiebang`.
 */
import { sessionAbsoluteMs } from '#domain/access/session-policy.ts'
import type { Connection } from './connection.ts'

const secureName = '__Host-jiebang'
const localName = 'jiebang'

const cookieName = (connection: Connection) => (connection.isPlainLocal ? localName : secureName)

/** HttpOnly: scripts never read it. SameSite=Lax: other sites' forms never send it. */
function attributes(connection: Connection): string {
  return `Path=/; HttpOnly; SameSite=Lax${connection.isPlainLocal ? '' : '; Secure'}`
}

/** The value of `Set-Cookie` that hands out a token, or with null takes it back. */
export function writeSessionCookie(connection: Connection, token: string | null): string {
  const maxAgeSeconds = token === null ? 0 : sessionAbsoluteMs / 1000
  return `${cookieName(connection)}=${token ?? ''}; ${attributes(connection)}; Max-Age=${maxAgeSeconds}`
}

/** The token in a `Cookie` header, under the one name this connection may use: the plain name proves nothing over HTTPS. */
export function readSessionCookie(connection: Connection, cookieHeader: string | null | undefined): string | null {
  const prefix = `${cookieName(connection)}=`
  for (const part of (cookieHeader ?? '').split(';')) {
    const pair = part.trim()
    if (pair.startsWith(prefix)) return pair.slice(prefix.length) || null
  }
  return null
}
