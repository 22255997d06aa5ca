/**
 * Session tokens, after Lucia's documented design (decision record 0003): `id.secret`. The id finds the row, the secret
 * proves the right to it; the table holds only the secret's SHA-256, so that a stolen backup opens no session.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { NewSessionToken } from '#usecases/support/ctx.ts'

const idBytes = 16
const secretBytes = 32

/** Base64url of exactly 16 and 32 bytes. Anchored: nothing else reaches the database. */
const tokenShape = /^([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/

function hashSecret(secret: Uint8Array): Uint8Array {
  // A fast hash is enough here, unlike for passwords: nobody can try 2^256 secrets.
  return createHash('sha256').update(secret).digest()
}

/** A new id and secret. Both from the system's cryptographic source, never Math.random. */
export function mintToken(): NewSessionToken {
  const id = randomBytes(idBytes).toString('base64url')
  const secret = randomBytes(secretBytes)
  return { id, secretHash: hashSecret(secret), token: `${id}.${secret.toString('base64url')}` }
}

/** The two parts of a token, the secret already hashed; null for anything this program did not write. */
export function readToken(token: string): { id: string; secretHash: Uint8Array } | null {
  const match = tokenShape.exec(token)
  if (!match?.[1] || !match[2]) return null
  const secret = Buffer.from(match[2], 'base64url')
  // Base64 ignores surplus bits of the last character: one secret must have one spelling only.
  if (secret.toString('base64url') !== match[2]) return null
  return { id: match[1], secretHash: hashSecret(secret) }
}

/** Compares in constant time: a plain comparison stops at the first wrong byte, and that can be measured. */
export function isSameHash(a: Uint8Array, b: Uint8Array): boolean {
  // timingSafeEqual throws on different lengths; a length is no secret.
  return a.byteLength === b.byteLength && timingSafeEqual(a, b)
}
