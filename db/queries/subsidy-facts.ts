/** The records a subsidy rule computes from: projects, and contracts with the registration that counts. */
import { and, desc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../client.ts'
import { bid } from '../schema/bid.ts'
import { challenge } from '../schema/challenge.ts'
import { contract } from '../schema/contract.ts'
import { registration } from '../schema/registration.ts'

/** The project behind a challenge: who listed it and who was awarded. */
export async function findProject(db: Queryable, challengeId: string) {
  const [row] = await db
    .select({ id: challenge.id, kind: challenge.kind, listedById: challenge.posterId, solverId: bid.organisationId })
    .from(challenge)
    .leftJoin(bid, and(eq(bid.challengeId, challenge.id), eq(bid.state, 'awarded')))
    .where(eq(challenge.id, challengeId))
  return row ?? null
}

/** Contracts with the registration that counts: the one in force, else the one that was in force last. */
async function listWithRegistration(db: Queryable, where: SQL | undefined) {
  return db
    .selectDistinctOn([contract.id], { contract, registration })
    .from(contract)
    .leftJoin(registration, and(eq(registration.contractId, contract.id), sql`${registration.number} is not null`))
    .where(where)
    .orderBy(contract.id, desc(sql`${registration.state} = 'registered'`), desc(registration.registeredAt))
}

export type ContractWithRegistration = Awaited<ReturnType<typeof listWithRegistration>>[number]

export async function listContractsById(db: Queryable, ids: readonly string[]) {
  return listWithRegistration(db, inArray(contract.id, [...ids]))
}
