/** Stored weights with a number that a newer program no longer allows: measured by nobody, and in force in nobody's stead. */
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { matchWeights } from '#db/schema/match-weights.ts'
import { system } from '#domain/access/actor.ts'
import { defaultWeights } from '#domain/matching/ranking/weights.ts'
import type { InvalidInput } from '#domain/refusal.ts'
import { followWeights } from '#server/matching/followed-weights.ts'
import { useDatabase } from '#test/support/database.ts'
import { createWorld, type World } from '#test/support/world.ts'
import { activateMatchWeights } from '#usecases/matching/activate-match-weights.ts'
import { compareMatchWeights } from '#usecases/matching/compare-match-weights.ts'
import { evaluateMatchWeights } from '#usecases/matching/evaluate-match-weights.ts'
import { getMatchWeights } from '#usecases/matching/get-match-weights.ts'
import { restoreDefaultWeights } from '#usecases/matching/restore-default-weights.ts'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
})
const admin = () => world.ctx(world.people.admin)

describe('weights that a newer program no longer allows', () => {
  const outdated = { ...defaultWeights, maxQueryTerms: 1_000 }
  const stored = async (over: Partial<typeof matchWeights.$inferInsert> = {}) => {
    const id = world.ctx(system).newId()
    const row = { id, weights: outdated, note: 'x', createdBy: world.people.admin.userId }
    await database.db.insert(matchWeights).values({ ...row, ...over })
    return id
  }
  const comparison = { demands: 0, active: none(), proposed: none(), gain: null, againstId: null }
  function none() {
    return { ndcgAt10: null, successAt3: null }
  }

  it('are neither measured nor switched on in the place of the program’s own', async () => {
    const paths = (work: Promise<unknown>) =>
      work.then(
        () => 'done',
        (refusal: InvalidInput) => refusal.problems.map(({ path }) => path),
      )
    const id = await stored()
    expect(await paths(compareMatchWeights(admin(), { id }))).toEqual(['weights.maxQueryTerms'])
    const scope = { fromDay: '2000-01-01', toDay: '2999-12-31', split: 'all' } as const
    const direction = { queryLibrary: 'demand', shownLibrary: 'achievement' } as const
    const evaluated = evaluateMatchWeights(world.ctx(system), { ...scope, ...direction, proposed: { id } })
    expect(await paths(evaluated)).toEqual(['weights.maxQueryTerms'])
    const compared = await stored({ comparison, comparedAt: new Date() })
    const switched = activateMatchWeights(admin(), { id: compared, acceptLoss: true })
    expect(await paths(switched)).toEqual(['weights.maxQueryTerms'])
    const rows = await database.db.select().from(matchWeights).where(eq(matchWeights.id, id))
    expect(rows).toMatchObject([{ comparison: null, activatedAt: null }])
  })

  it('give way to the program’s own where they are in force, and the log says so', async () => {
    const at = new Date()
    const activated = { activatedAt: at, activatedBy: world.people.admin.userId }
    const id = await stored({ comparison, comparedAt: at, ...activated })
    const errors: unknown[] = []
    const weights = followWeights(database.db, { error: (...said: unknown[]) => void errors.push(said[0]) })
    await weights.take(id)
    expect(weights.now()).toEqual(defaultWeights)
    expect(errors).toEqual([{ id }])
    expect(await getMatchWeights(admin())).toMatchObject({ active: { id }, inForce: defaultWeights })
    await restoreDefaultWeights(admin())
    await weights.take(null)
    expect(errors).toHaveLength(1)
  })
})
