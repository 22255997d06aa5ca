import { createHash } from 'node:crypto'

/** SHA-256 in lower-case hex. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

/** The same over what comes piece by piece. */
export interface RunningDigest {
  update(data: string | Uint8Array): unknown
  digest(encoding: 'hex'): string
}

export function startDigest(): RunningDigest {
  return createHash('sha256')
}
