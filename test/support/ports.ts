/** Ports for tests: real ids and matching, fast stand-ins for what costs time on purpose. */
import { randomBytes } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import type { Database } from '#db/client.ts'
import { createTables } from '#server/import/tables.ts'
import { createLocalIndex } from '#server/matching/index-client.ts'
import { createMatching, type FollowingMatching } from '#server/matching/matching.ts'
import { createSealing } from '#server/sealing.ts'
import { mintToken } from '#server/session/token.ts'
import type { Passwords, Ports } from '#usecases/support/ctx.ts'

/** No work factor: `plain:` and the password. */
export const plainPasswords: Passwords = {
  profile: 'nist',
  hash: async password => `plain:${password}`,
  verify: async (hash, password) => hash === `plain:${password}`,
  verifyNothing: async () => {},
}

/** An index of its own in this thread, which takes in what was committed before each question. */
export function matchingOn(db: Database): FollowingMatching {
  return createMatching({ db, index: createLocalIndex(), folder: null, log: silentLog, followsByItself: false })
}

const silentLog = { info: () => {}, warn: () => {}, error: () => {} }

export function testPorts(db: Database): Ports {
  return {
    newId: () => uuidv7(),
    randomCode: () => randomBytes(6).toString('hex'),
    passwords: plainPasswords,
    sessionTokens: { mint: mintToken },
    firstAdminLink: null,
    sealing: createSealing(new Uint8Array(32).fill(7)),
    matching: matchingOn(db),
    tables: createTables(),
    outbox: { wake: () => {} },
  }
}
