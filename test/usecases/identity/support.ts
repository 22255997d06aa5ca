/** Sessions and audit as the database holds them, and passwords that count how often they are asked. */
import { asc, eq } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { session } from '#db/schema/identity.ts'
import { auditEntry } from '#db/schema/record.ts'
import { plainPasswords } from '#test/support/ports.ts'
import type { Passwords } from '#usecases/support/ctx.ts'

export const goodPassword = 'zebra lamp mustard'

export const sessionsOf = (db: Database, userId: string) => db.select().from(session).where(eq(session.userId, userId))

export async function lastAudit(db: Database) {
  const rows = await db.select().from(auditEntry).orderBy(asc(auditEntry.seq))
  return rows.at(-1)
}

/** Counts what would each cost one argon2 hash. */
export function countingPasswords(): { passwords: Passwords; counts: { verify: number; hash: number } } {
  const counts = { verify: 0, hash: 0 }
  const passwords: Passwords = {
    profile: 'nist',
    hash: password => {
      counts.hash += 1
      return plainPasswords.hash(password)
    },
    verify: (hash, password) => {
      counts.verify += 1
      return plainPasswords.verify(hash, password)
    },
    verifyNothing: async () => {
      counts.verify += 1
    },
  }
  return { passwords, counts }
}
