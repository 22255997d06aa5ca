/** A flag that is found at the moment of the approval is about concurrent transactions: PostgreSQL only. */
import { eq, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '#db/client.ts'
import { redFlag } from '#db/schema/red-flag.ts'
import { determination } from '#db/schema/subsidy.ts'
import { system } from '#domain/access/actor.ts'
import { registeredContract, signedContract, today } from '#test/support/contracts.ts'
import { isRealPostgres, useDatabase } from '#test/support/database.ts'
import { flagPolicy } from '#test/support/flag-policy.ts'
import { createWorld, type World } from '#test/support/world.ts'
import { determineSubsidy } from '#usecases/subsidy/figure/determine-subsidy.ts'
import { findRedFlags } from '#usecases/subsidy/flags/find-red-flags.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'

describe.skipIf(!isRealPostgres)('red flags under concurrency (PostgreSQL only)', () => {
  const database = useDatabase()
  let world: World
  let determinationId: string
  beforeAll(async () => {
    world = await createWorld(database.db)
    await loadPolicyVersions(world.ctx(system), { packs: [{ name: 'city', text: flagPolicy('city') }] })
    // Two just under 400万元, from which the cap per contract binds.
    for (const contractAmountFen of [390_000_000n, 395_000_000n])
      await registeredContract(world, await signedContract(world, { contractAmountFen }))
    const year = Number(today().slice(0, 4))
    const [row] = await determineSubsidy(world.ctx(world.people.officer), { policyId: 'city', rule: 'seller', year })
    determinationId = row?.id ?? ''
  })

  test('eight looks at once keep one flag', async () => {
    const pools = await Promise.all(Array.from({ length: 4 }, () => openDatabase({ url: database.url ?? '' })))
    const looks = Array.from({ length: 8 }, (_, i) => {
      const { db } = pools[i % pools.length] ?? database.opened
      return findRedFlags({ ...world.ctx(world.people.officer), db }, { determinationId })
    })
    const found = await Promise.all(looks)
    await Promise.all(pools.map(pool => pool.close()))
    for (const flags of found) expect(flags.map(({ kind }) => kind)).toEqual(['split_contracts'])
  })

  test('an approval waits for a look that has begun, and sees what it found', async () => {
    const { reviewer, bidder: claimant } = world.people
    const step = (change: Partial<typeof determination.$inferInsert>) =>
      database.db.update(determination).set(change).where(eq(determination.id, determinationId))
    await step({ state: 'claimed', claimedBy: claimant.userId, claimedAt: new Date() })
    await step({ state: 'reviewed', reviewedBy: reviewer.userId, reviewedAt: new Date() })
    const aside = {
      overriddenBy: reviewer.userId,
      overriddenAt: new Date(),
      overrideReason: '确系两个独立项目，已核对',
    }
    await database.db.update(redFlag).set(aside).where(eq(redFlag.determinationId, determinationId))
    const [known] = await database.db.select().from(redFlag).where(eq(redFlag.determinationId, determinationId))
    if (!known) throw new Error('no flag')

    const open = { overriddenBy: null, overriddenAt: null, overrideReason: null }
    const approve = () =>
      step({ state: 'approved', approvedBy: world.people.approver.userId, approvedAt: new Date(), approvedFen: 1n })
    let approval: Promise<unknown> = Promise.resolve()
    await database.db.transaction(async tx => {
      await tx.insert(redFlag).values({ ...known, ...open, id: uuidv7(), fingerprint: 'e'.repeat(64) })
      approval = approve().then(
        () => 'approved',
        (error: { cause?: { constraint_name?: string } }) => error.cause?.constraint_name,
      )
      await tx.execute(sql`select pg_sleep(0.3)`)
    })
    expect(await approval).toBe('determination_no_open_flags')
  })
})
