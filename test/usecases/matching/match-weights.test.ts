/** Weights are proposed, compared over the judged demands of the log, switched on and taken back, by an administrator only. */
import { desc, eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { matchWeights } from '#db/schema/match-weights.ts'
import { auditEntry } from '#db/schema/record.ts'
import { violates } from '#db/transaction.ts'
import { anonymous, system } from '#domain/access/actor.ts'
import { defaultWeights, type MatchWeights } from '#domain/matching/ranking/weights.ts'
import { createLocalIndex } from '#server/matching/index-client.ts'
import { createMatching } from '#server/matching/matching.ts'
import { activateMatchWeights } from '#usecases/matching/activate-match-weights.ts'
import { compareMatchWeights } from '#usecases/matching/compare-match-weights.ts'
import { evaluateMatchWeights } from '#usecases/matching/evaluate-match-weights.ts'
import { getMatchWeights } from '#usecases/matching/get-match-weights.ts'
import { judgeMatch } from '#usecases/matching/judge-match.ts'
import { listMatches } from '#usecases/matching/list-matches.ts'
import { proposeMatchWeights } from '#usecases/matching/propose-match-weights.ts'
import { recordShownMatches } from '#usecases/matching/record-shown-matches.ts'
import { restoreDefaultWeights } from '#usecases/matching/restore-default-weights.ts'
import { refusalOf } from '../../support/challenge.ts'
import { useDatabase } from '../../support/database.ts'
import { publishedAchievement, publishedDemand } from '../../support/listings.ts'
import { createWorld, type World } from '../../support/world.ts'

const database = useDatabase()
let world: World
let demandId: string
/** Says the demand's word in its title, and lies in another field. */
let byWords: string
/** Says it in its summary only, and lies in the field of the demand. */
let byField: string
beforeAll(async () => {
  world = await createWorld(database.db)
  const plain = {
    summary: '本成果的制备工艺成熟可靠，产品质量稳定。',
    priceMinFen: null,
    priceMaxFen: null,
    trl: null,
  }
  byWords = await publishedAchievement(world, { ...plain, title: '立方氮化硼单晶', field: 'agriculture' })
  byField = await publishedAchievement(world, { ...plain, title: '立方氮化硼', field: 'new_materials' })
  await publishedAchievement(world, { ...plain, title: '水稻节水灌溉', field: 'agriculture' })
  demandId = await publishedDemand(world, { title: '立方氮化硼单晶' })
})

const admin = () => world.ctx(world.people.admin)
const poster = () => world.ctx(world.people.poster)
const allFactors = (weight: number) =>
  Object.fromEntries(Object.keys(defaultWeights.factors).map(code => [code, weight])) as MatchWeights['factors']
/** The field above everything else. */
const fieldFirst: MatchWeights = { ...defaultWeights, factors: { ...allFactors(0), field: 1 } }
const wordsOnly: MatchWeights = { ...defaultWeights, factors: allFactors(0) }
const propose = (weights: unknown = fieldFirst, note = '领域优先') => proposeMatchWeights(admin(), { weights, note })
const matchesOf = async () =>
  (await listMatches(poster(), { from: { library: 'demand', id: demandId }, to: 'achievement', limit: 10 })).filter(
    ({ listing }) => [byWords, byField].includes(listing.id),
  )
const orderNow = async () => (await matchesOf()).map(({ listing }) => listing.id)

async function judgeUseful(id: string): Promise<void> {
  const from = { library: 'demand', id: demandId } as const
  await recordShownMatches(poster(), { from, to: 'achievement', isFiltered: false, matches: await matchesOf() })
  await judgeMatch(poster(), { from, shown: { library: 'achievement', id }, verdict: 'useful', reason: null, note: '' })
}
const forget = () =>
  database.db.transaction(async tx => {
    await tx.execute(sql`set local session_replication_role = replica`)
    await tx.execute(sql`delete from match_judgement`)
    await tx.execute(sql`delete from match_impression`)
  })
const lastAudit = async () => (await database.db.select().from(auditEntry).orderBy(desc(auditEntry.seq)).limit(1))[0]

describe('who', () => {
  it.each([
    ['a member', () => poster(), 'NOT_ALLOWED'],
    ['a bureau officer', () => world.ctx(world.people.officer), 'NOT_ALLOWED'],
    ['a visitor', () => world.ctx(anonymous), 'SIGN_IN_REQUIRED'],
    ['the system', () => world.ctx(system), 'NOT_ALLOWED'],
  ] as const)('%s does none of it', async (_, ctx, code) => {
    const { id } = await propose()
    const tries = [
      getMatchWeights(ctx()),
      proposeMatchWeights(ctx(), { weights: defaultWeights, note: 'x' }),
      compareMatchWeights(ctx(), { id }),
      activateMatchWeights(ctx(), { id, acceptLoss: true }),
      restoreDefaultWeights(ctx()),
    ]
    expect(await Promise.all(tries.map(refusalOf))).toEqual(tries.map(() => code))
  })
})

describe('proposing', () => {
  it('keeps weights and reason, with the audit, and changes nothing', async () => {
    const before = await orderNow()
    const row = await propose(fieldFirst, '  领域优先  ')
    expect(row).toMatchObject({ weights: fieldFirst, note: '领域优先', createdByName: 'admin', activatedAt: null })
    expect(await lastAudit()).toMatchObject({
      action: 'match_weights.propose',
      subjectId: row.id,
      actorUserId: world.people.admin.userId,
    })
    expect(await orderNow()).toEqual(before)
  })

  it('names every problem at once', async () => {
    const error = await propose({ ...fieldFirst, maxQueryTerms: 1, queryTextWeight: 'x' }, ' ').catch(thrown => thrown)
    expect(error.problems.map(({ path }: { path: string }) => path)).toEqual([
      'weights.queryTextWeight',
      'weights.maxQueryTerms',
      'note',
    ])
  })
})

describe('comparing and switching', () => {
  it('says the gain, switches, ranks by them, marks the log, and goes back', async () => {
    await forget()
    expect(await orderNow()).toEqual([byWords, byField])
    const versions = new Set((await matchesOf()).map(match => match.rankingVersion))
    await judgeUseful(byField)
    const { id } = await propose()
    expect(await refusalOf(activateMatchWeights(admin(), { id, acceptLoss: true }))).toBe('NOT_COMPARED')
    const { comparison, comparedAt } = await compareMatchWeights(admin(), { id })
    expect(comparedAt).toBeInstanceOf(Date)
    expect(comparison).toMatchObject({ demands: 1, againstId: null, proposed: { ndcgAt10: 1, successAt3: 1 } })
    expect(comparison?.gain?.mean).toBeCloseTo(1 - 1 / Math.log2(3), 9)
    expect(await lastAudit()).toMatchObject({ action: 'match_weights.compare', subjectId: id })
    const active = await activateMatchWeights(admin(), { id, acceptLoss: false })
    expect(active).toMatchObject({ id, activeId: id, activatedByName: 'admin', retiredAt: null })
    expect(await lastAudit()).toMatchObject({ action: 'match_weights.activate', subjectId: id })
    expect(await orderNow()).toEqual([byField, byWords])
    for (const { rankingVersion } of await matchesOf()) versions.add(rankingVersion)
    expect(versions.size).toBe(2)
    expect(await getMatchWeights(admin())).toMatchObject({
      active: { id },
      inForce: fieldFirst,
      defaults: defaultWeights,
    })
    expect(await restoreDefaultWeights(admin())).toMatchObject({ active: null, inForce: defaultWeights })
    expect(await lastAudit()).toMatchObject({ action: 'match_weights.restore_defaults', subjectId: id })
    expect(await orderNow()).toEqual([byWords, byField])
    const entry = await lastAudit()
    await restoreDefaultWeights(admin())
    expect((await lastAudit())?.seq).toBe(entry?.seq)
    expect(await refusalOf(activateMatchWeights(admin(), { id, acceptLoss: true }))).toBe('WRONG_STATE')
    expect(await refusalOf(compareMatchWeights(admin(), { id }))).toBe('WRONG_STATE')
  })

  it('a loss wants to be accepted', async () => {
    await forget()
    await judgeUseful(byWords)
    const { id } = await propose()
    await compareMatchWeights(admin(), { id })
    expect(await refusalOf(activateMatchWeights(admin(), { id, acceptLoss: false }))).toBe('MEASURED_LOSS')
    await activateMatchWeights(admin(), { id, acceptLoss: true })
    expect(await orderNow()).toEqual([byField, byWords])
    await restoreDefaultWeights(admin())
  })

  it('a comparison with what was in force before is none', async () => {
    const [first, second] = [await propose(wordsOnly), await propose()]
    for (const { id } of [first, second]) await compareMatchWeights(admin(), { id })
    await activateMatchWeights(admin(), { id: first.id, acceptLoss: true })
    expect(await refusalOf(activateMatchWeights(admin(), { id: second.id, acceptLoss: true }))).toBe('NOT_COMPARED')
    expect((await compareMatchWeights(admin(), { id: second.id })).comparison?.againstId).toBe(first.id)
    await activateMatchWeights(admin(), { id: second.id, acceptLoss: true })
    const { active, history } = await getMatchWeights(admin())
    expect(active?.id).toBe(second.id)
    expect(history.find(row => row.id === first.id)?.retiredAt).toBeInstanceOf(Date)
    await restoreDefaultWeights(admin())
  })

  it('does not know what does not exist', async () => {
    for (const id of ['x', demandId]) {
      expect(await refusalOf(compareMatchWeights(admin(), { id }))).toBe('NOT_FOUND')
      expect(await refusalOf(activateMatchWeights(admin(), { id, acceptLoss: true }))).toBe('NOT_FOUND')
    }
  })

  it('without judged demands there is nothing to lose', async () => {
    await forget()
    const { id } = await propose()
    expect((await compareMatchWeights(admin(), { id })).comparison).toMatchObject({ demands: 0, gain: null })
    await activateMatchWeights(admin(), { id, acceptLoss: false })
    await restoreDefaultWeights(admin())
  })
})

describe('the operator’s command', () => {
  const scope = {
    fromDay: '2000-01-01',
    toDay: '2999-12-31',
    queryLibrary: 'demand',
    shownLibrary: 'achievement',
  } as const
  it('compares stored weights or any others, and keeps nothing', async () => {
    await forget()
    await judgeUseful(byField)
    const { id } = await propose()
    const asked = { ...scope, split: 'all' } as const
    const [stored, given] = [
      await evaluateMatchWeights(world.ctx(system), { ...asked, proposed: { id } }),
      await evaluateMatchWeights(world.ctx(system), { ...asked, proposed: { weights: fieldFirst } }),
    ]
    expect(given).toEqual(stored)
    expect(stored.blend).toBeNull()
    expect(stored.gain?.mean).toBeGreaterThan(0)
    const heldOut = { ...scope, split: 'held_out', proposed: { id } } as const
    const { blend } = await evaluateMatchWeights(world.ctx(system), heldOut)
    expect(blend).toMatchObject({ mayBeOn: false, why: 'too_few_judged', needed: 300 })
    const wrong = evaluateMatchWeights(world.ctx(system), { ...asked, proposed: { weights: {} } })
    expect(await refusalOf(wrong)).toBe('INVALID_INPUT')
    expect(await refusalOf(evaluateMatchWeights(admin(), { ...asked, proposed: { id } }))).toBe('NOT_ALLOWED')
    const [row] = await database.db.select().from(matchWeights).where(eq(matchWeights.id, id))
    expect(row?.comparison).toBeNull()
  })
})

describe('another process', () => {
  it('ranks by them within a second, and from its start', async () => {
    await forget()
    const log = { info: () => {}, warn: () => {}, error: () => {} }
    const following = () =>
      createMatching({ db: database.db, index: createLocalIndex(), folder: null, log, followsByItself: true })
    const running = following()
    await running.start()
    const orderOf = async (matching: typeof running) => {
      const from = { library: 'demand', id: demandId } as const
      const ctx = world.ctx(world.people.poster, { matching })
      const matches = await listMatches(ctx, { from, to: 'achievement', limit: 10 })
      return matches.map(({ listing }) => listing.id).filter(id => [byWords, byField].includes(id))
    }
    expect(await orderOf(running)).toEqual([byWords, byField])
    const { id } = await propose()
    await compareMatchWeights(admin(), { id })
    await activateMatchWeights(admin(), { id, acceptLoss: true })
    await expect.poll(() => orderOf(running), { timeout: 5_000 }).toEqual([byField, byWords])
    const started = following()
    await started.start()
    expect(await orderOf(started)).toEqual([byField, byWords])
    await restoreDefaultWeights(world.ctx(world.people.admin, { matching: started }))
    expect(await orderOf(started)).toEqual([byWords, byField])
    await Promise.all([running.stop(), started.stop()])
  })
})

describe('SQL cannot', () => {
  it.each([
    ['change weights', "update match_weights set weights = '{}'", 'match_weights_fixed'],
    ['change a note', "update match_weights set note = 'x'", 'match_weights_fixed'],
    ['take weights out', 'delete from match_weights', 'match_weights_kept'],
    [
      'switch on what was not compared',
      'update match_weights set activated_at = now(), activated_by = created_by where comparison is null',
      'match_weights_activated',
    ],
    [
      'bring back what was retired',
      'update match_weights set retired_at = null where retired_at is not null',
      'match_weights_fixed',
    ],
    [
      'rewrite the comparison of a switch',
      "update match_weights set comparison = '{}' where activated_at is not null",
      'match_weights_fixed',
    ],
    [
      'retire what was never in force',
      'update match_weights set retired_at = now() where activated_at is null',
      'match_weights_retired',
    ],
    [
      'have two in force',
      `update match_weights set comparison = '{}', compared_at = now(), activated_at = now(), activated_by = created_by where activated_at is null`,
      'match_weights_one_active',
    ],
  ])('%s', async (_, statement, constraint) => {
    const error = await database.db.execute(sql.raw(statement)).catch(thrown => thrown)
    expect(violates(error, constraint)).toBe(true)
  })
})
