/** Another bureau beside the one of the world, with a person in each of its roles. */
import { eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { Database } from '#db/client.ts'
import { listSetting } from '#db/schema/challenge.ts'
import { membership, organisation, userAccount } from '#db/schema/identity.ts'
import { type Role, rolesOfKind } from '#domain/access/roles.ts'
import { fakeCreditCode, type UserActor } from './world.ts'

export type BureauRole = 'officer' | 'reviewer' | 'approver' | 'cashier' | 'auditor'

/** Verified, in this region. `n` tells bureaus of one database apart. */
export async function settleBureau(
  db: Database,
  { regionCode, n }: { regionCode: string; n: number },
): Promise<Record<BureauRole, UserActor>> {
  const id = uuidv7()
  const name = `Test bureau of ${regionCode} ${n}`
  await db.insert(organisation).values({ id, kind: 'bureau', name, creditCode: fakeCreditCode(500 + n), regionCode })
  await db.update(organisation).set({ state: 'verified' }).where(eq(organisation.id, id))
  await db.insert(listSetting).values({ bureauId: id })
  const people: [Role, UserActor][] = []
  for (const role of rolesOfKind.bureau) {
    const [userId, membershipId, displayName] = [uuidv7(), uuidv7(), `${role} of ${name}`]
    const account = {
      id: userId,
      email: `${role}-${n}@bureaus.test`,
      displayName,
      passwordHash: 'plain:password-of-tests',
    }
    await db.insert(userAccount).values(account)
    const held = { userId, organisationId: id, organisationKind: 'bureau', role } as const
    await db.insert(membership).values({ ...held, id: membershipId, acceptedAt: new Date() })
    const acting = { ...held, membershipId, organisationName: name, regionCode, isVerified: true }
    people.push([role, { kind: 'user', userId, displayName, isAdmin: false, acting }])
  }
  return Object.fromEntries(people) as Record<BureauRole, UserActor>
}
