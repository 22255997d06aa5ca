/** Whoever claimed or told a figure may be gone, or be an officer too: nobody else's figure waits for that. */
import { and, eq, isNull } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { membership } from '#db/schema/identity.ts'
import { determination } from '#db/schema/subsidy.ts'
import { system } from '#domain/access/actor.ts'
import { pay } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { claimed, determined, inForce, loadPolicyInForce, paidProject } from '#test/support/subsidy.ts'
import { createWorld, type UserActor, type World } from '#test/support/world.ts'
import { determineSubsidy } from '#usecases/subsidy/figure/determine-subsidy.ts'
import { executeRun } from '#usecases/subsidy/figure/execute-run.ts'
import { findRun } from '#usecases/subsidy/figure/find-runs.ts'
import { requestRun } from '#usecases/subsidy/figure/request-run.ts'
import { tellSubsidy } from '#usecases/subsidy/money/tell-subsidy.ts'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
  await loadPolicyInForce(world)
})

/** The poster, who claims, when he has left for the bureau. */
const asOfficer = (): UserActor => ({ ...world.people.officer, userId: world.people.poster.userId })

async function goTo(organisationKind: 'bureau' | 'enterprise') {
  const { userId } = asOfficer()
  await leave(userId)
  const role = organisationKind === 'bureau' ? ('officer' as const) : ('member' as const)
  const place = { organisationId: world.organisations[organisationKind], organisationKind, role }
  await database.db.insert(membership).values({ id: crypto.randomUUID(), userId, ...place, acceptedAt: new Date() })
}

/** From everywhere. */
async function leave(userId: string) {
  const isOwn = and(eq(membership.userId, userId), isNull(membership.endedAt))
  await database.db.update(membership).set({ endedAt: new Date() }).where(isOwn)
}

async function run(actor: UserActor) {
  const { id } = await requestRun(world.ctx(actor), { policyId: inForce, rule: 'jbgs-rd' })
  expect(await executeRun(world.ctx(system))).toBe(id)
  const rows = await database.db.select().from(determination).where(eq(determination.runId, id))
  return { done: await findRun(world.ctx(actor), { id }), rows }
}

test('a claimant who is an officer by now leaves the claim to another officer', async () => {
  const { challengeId, contract } = await paidProject(database.db, world, [30_000_000n])
  const other = await paidProject(database.db, world, [10_000_000n])
  const { id } = await determined(world, challengeId)
  await claimed(world, id)
  await pay(world, contract.id, 10_000_000n)
  await goTo('bureau')
  const input = { policyId: inForce, rule: 'jbgs-rd', challengeId }
  await expect(determineSubsidy(world.ctx(asOfficer()), input)).rejects.toMatchObject({ code: 'SAME_PERSON' })
  const { done, rows } = await run(asOfficer())
  expect(done).toMatchObject({ state: 'done', stored: 1, ceilingFen: 3_000_000n, leftOut: { own_claim: 1 } })
  expect(rows).toMatchObject([{ subjectId: other.challengeId }])
  const [again] = await determineSubsidy(world.ctx(world.people.officer), input)
  expect(again).toMatchObject({ state: 'claimed', claimedBy: asOfficer().userId, ceilingFen: 12_000_000n })
})

test('a claim, and what was told, go over to the new figure when whoever did it has left', async () => {
  await goTo('enterprise')
  const [claim, told] = [
    await paidProject(database.db, world, [30_000_000n]),
    await paidProject(database.db, world, [40_000_000n]),
  ]
  const first = await determined(world, claim.challengeId)
  await claimed(world, first.id)
  const second = await determined(world, told.challengeId)
  await pay(world, claim.contract.id, 10_000_000n)
  await pay(world, told.contract.id, 10_000_000n)
  await goTo('bureau')
  await tellSubsidy(world.ctx(asOfficer()), { id: second.id })
  const { userId } = world.people.poster
  await leave(userId)
  expect(await determined(world, claim.challengeId)).toMatchObject({ state: 'claimed', claimedBy: userId })
  const { done, rows } = await run(world.people.officer)
  expect(done).toMatchObject({ state: 'done', failure: null })
  expect(rows.find(({ subjectId }) => subjectId === told.challengeId)).toMatchObject({
    state: 'told',
    toldBy: userId,
    ceilingFen: 15_000_000n,
  })
})

test('nobody claims in the name of one who has left, but where a figure takes over the very claim', async () => {
  await goTo('enterprise')
  const { challengeId } = await paidProject(database.db, world, [20_000_000n])
  await leave(world.people.poster.userId)
  const { id } = await determined(world, challengeId)
  const claim = { state: 'claimed' as const, claimedBy: world.people.poster.userId, claimedAt: new Date() }
  const write = database.db.update(determination).set(claim).where(eq(determination.id, id))
  await expect(write).rejects.toMatchObject({ cause: { constraint_name: 'determination_roles' } })
})
