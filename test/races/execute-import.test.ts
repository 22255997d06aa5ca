/** Two executions at once. A single-session engine would run them one after the other and prove nothing. */
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { demand } from '#db/schema/demand.ts'
import { executeImport } from '#usecases/import/execute-import.ts'
import { isRealPostgres, useDatabase } from '../support/database.ts'
import { createWorld, type World } from '../support/world.ts'
import { csv, demandLines, preview } from '../usecases/import/support.ts'

describe.skipIf(!isRealPostgres)('executeImport, raced (skipped: needs TEST_ENGINE=pg)', () => {
  const database = useDatabase()
  let world: World
  beforeAll(async () => {
    world = await createWorld(database.db)
  })
  const stored = async (organisationId: string) =>
    (await database.db.select({ id: demand.id }).from(demand).where(eq(demand.organisationId, organisationId))).length

  it('of one batch by four at once stores each row once', async () => {
    const ctx = world.ctx(world.people.poster)
    const { batch } = await preview(ctx, csv(...demandLines(1_700)))
    const runs = await Promise.all([1, 2, 3, 4].map(() => executeImport(ctx, { id: batch.id })))
    expect(runs.map(({ state }) => state)).toEqual(Array(4).fill('done'))
    expect(runs.at(-1)?.counts).toMatchObject({ stored: 1_700, ready: 0 })
    expect(await stored(world.organisations.enterprise)).toBe(1_700)
  })

  it('of two batches of the same file stores each row once', async () => {
    const ctx = world.ctx(world.people.bidder)
    const batches = [await preview(ctx, csv(...demandLines(1_200))), await preview(ctx, csv(...demandLines(1_200)))]
    const runs = await Promise.all(batches.map(({ batch }) => executeImport(ctx, { id: batch.id })))
    const sum = (of: 'stored' | 'duplicate') => runs.reduce((total, { counts }) => total + counts[of], 0)
    expect([sum('stored'), sum('duplicate')]).toEqual([1_200, 1_200])
    expect(await stored(world.organisations.university)).toBe(1_200)
  })
})
