/** The log is replayed with what came of each pair; of a bid nothing is known before the opening. */
import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { matchImpression } from '#db/schema/match-log.ts'
import { system } from '#domain/access/actor.ts'
import { openBids } from '#usecases/challenge/open-bids.ts'
import { createContract } from '#usecases/contract/create-contract.ts'
import { evaluateMatchLog } from '#usecases/matching/evaluate-match-log.ts'
import { judgeMatch } from '#usecases/matching/judge-match.ts'
import { readFeedback } from '#usecases/matching/read-feedback.ts'
import { piecesOf } from '#usecases/matching/read-logged-matches.ts'
import { recordMatchOpened } from '#usecases/matching/record-match-opened.ts'
import { recordShownMatches } from '#usecases/matching/record-shown-matches.ts'
import { ChallengeStory, refusalOf } from '../../support/challenge.ts'
import { awardedChallenge, contractTerms, signByBoth } from '../../support/contracts.ts'
import { useDatabase } from '../../support/database.ts'
import { publishedAchievement } from '../../support/listings.ts'
import { createWorld, type World } from '../../support/world.ts'

const database = useDatabase()
let world: World
let story: ChallengeStory
let ofUniversity: string
let ofInstitute: string
beforeAll(async () => {
  world = await createWorld(database.db)
  story = new ChallengeStory(world, database.db)
  ofUniversity = await publishedAchievement(world)
  ofInstitute = await publishedAchievement(world, {}, world.people.researcher)
})

const period = { fromDay: '2000-01-01', toDay: '2999-12-31', split: 'all' } as const
const forward = { queryLibrary: 'demand', shownLibrary: 'achievement' } as const
const evaluate = (over: object = {}) => evaluateMatchLog(world.ctx(system), { ...period, ...forward, ...over })
const poster = () => world.ctx(world.people.poster)

async function show(demandId: string, ...ids: string[]): Promise<void> {
  const matches = ids.map((id, i) => ({
    listing: { id },
    score: 9 - i,
    explanation: { strength: i ? 'fair' : 'strong' },
    rankingVersion: 'w',
  }))
  await recordShownMatches(poster(), {
    from: { library: 'demand', id: demandId },
    to: 'achievement',
    isFiltered: false,
    matches,
  })
}
const clear = () =>
  database.db.transaction(async tx => {
    await tx.execute(sql`set local session_replication_role = replica`)
    await tx.execute(sql`delete from match_judgement`)
    await tx.delete(matchImpression)
  })

describe('the log', () => {
  it('is for the operator’s command, not for a person', async () => {
    expect(await refusalOf(evaluateMatchLog(poster(), { ...period, ...forward }))).toBe('NOT_ALLOWED')
  })

  it('counts judgements of the viewer, openings, exposure and strength', async () => {
    const demandId = (await story.challengeRow(await story.draft())).demandId
    await show(demandId, ofInstitute, ofUniversity)
    const from = { library: 'demand', id: demandId } as const
    await judgeMatch(poster(), {
      from,
      shown: { library: 'achievement', id: ofUniversity },
      verdict: 'useful',
      reason: null,
      note: '',
    })
    await recordMatchOpened(poster(), { from, shown: { library: 'achievement', id: ofUniversity } })
    const { report, blend } = await evaluate()
    expect(report).toMatchObject({ queries: 1, pages: 1, shown: 2, judgedQueries: 1, coverage: 1 })
    expect(report.ndcgAt10).toBeCloseTo(1 / Math.log2(3), 9)
    expect(report.successAt.map(({ share }) => share)).toEqual([0, 1, 1])
    expect(report.exposureByKind.map(({ name, shown }) => [name, shown])).toEqual([
      ['institute', 1],
      ['university', 1],
    ])
    expect(report.exposureBySize).toMatchObject([{ name: '0–1', shown: 2 }])
    expect(report.clicksByRank.map(({ opened }) => opened)).toEqual([0, 1])
    expect(blend).toEqual({ mayBeOn: false, why: 'too_few_judged', judgedDemands: 1, needed: 300 })
  })

  it('splits by demand and keeps to period and direction', async () => {
    const sides = await Promise.all((['train', 'held_out'] as const).map(split => evaluate({ split })))
    expect(sides.reduce((sum, { report }) => sum + report.queries, 0)).toBe(1)
    expect((await evaluate({ toDay: '2000-01-02' })).report.queries).toBe(0)
    expect((await evaluate({ queryLibrary: 'achievement', shownLibrary: 'demand' })).report.queries).toBe(0)
  })
})

describe('the log is read in pieces', () => {
  const ofSizes = (...sizes: number[]) => sizes.map((shown, i) => ({ id: `${i}`, shown }))
  it.each([
    ['nothing', ofSizes(), []],
    ['what fits together', ofSizes(4, 6), [['0', '1']]],
    ['whole queries only', ofSizes(4, 7, 3), [['0'], ['1', '2']]],
    ['one that is too large alone', ofSizes(1, 25, 1), [['0'], ['1'], ['2']]],
  ])('%s', (_, queries, pieces) => {
    expect(piecesOf(queries, 10)).toEqual(pieces)
  })
})

describe('what came of a pair', () => {
  it('a sealed bid is as if it were not; once opened it counts', async () => {
    await clear()
    const id = await story.published()
    const { demandId } = await story.challengeRow(id)
    await show(demandId, ofInstitute, ofUniversity)
    const [before, totals] = [await evaluate(), await readFeedback(world.ctx(world.people.officer), period)]
    await story.bid(id, 'bidder')
    expect(await evaluate()).toEqual(before)
    expect(await readFeedback(world.ctx(world.people.officer), period)).toEqual(totals)
    await story.passDeadline(id)
    expect(await evaluate()).toEqual(before)
    await openBids(story.ctx('officer'), { challengeId: id })
    const { report } = await evaluate()
    expect(report).toMatchObject({ judgedQueries: 1 })
    expect(report.ndcgAt10).toBeCloseTo(1 / Math.log2(3), 9)
  })

  it('a bid from before the match was shown did not come of it', async () => {
    await clear()
    const { id } = await story.underReview()
    await show((await story.challengeRow(id)).demandId, ofUniversity)
    expect((await evaluate()).report.judgedQueries).toBe(0)
  })

  it('seen from the achievement: the demand that its organisation bid on', async () => {
    await clear()
    const id = await story.published()
    const { demandId } = await story.challengeRow(id)
    const ctx = world.ctx(world.people.bidder)
    const matches = [{ listing: { id: demandId }, score: 1, explanation: { strength: 'fair' }, rankingVersion: 'w' }]
    await recordShownMatches(ctx, {
      from: { library: 'achievement', id: ofUniversity },
      to: 'demand',
      isFiltered: false,
      matches,
    })
    await recordShownMatches(ctx, {
      from: { library: 'achievement', id: ofInstitute },
      to: 'demand',
      isFiltered: false,
      matches,
    })
    await story.bid(id, 'bidder')
    await story.passDeadline(id)
    await openBids(story.ctx('officer'), { challengeId: id })
    const { report } = await evaluate({ queryLibrary: 'achievement', shownLibrary: 'demand' })
    expect(report).toMatchObject({ queries: 2, judgedQueries: 1, ndcgAt10: 1 })
  })

  it('award and contract weigh more than a bid', async () => {
    await clear()
    const challengeId = await awardedChallenge(database.db, world)
    const { demandId } = await story.challengeRow(challengeId)
    await show(demandId, ofInstitute, ofUniversity)
    await database.db.transaction(async tx => {
      await tx.execute(sql`set local session_replication_role = replica`)
      await tx.execute(sql`update match_impression set shown_at = shown_at - interval '1 hour'`)
    })
    const from = { library: 'demand', id: demandId } as const
    const useful = { verdict: 'useful', reason: null, note: '' } as const
    await judgeMatch(poster(), { from, shown: { library: 'achievement', id: ofInstitute }, ...useful })
    const ndcgOf = (gain: number) => (2 + gain / Math.log2(3)) / (gain + 2 / Math.log2(3))
    expect((await evaluate()).report.ndcgAt10).toBeCloseTo(ndcgOf(4), 9)
    const { enterprise: buyerId, university: sellerId } = world.organisations
    const { id } = await createContract(poster(), { challengeId, buyerId, sellerId, terms: contractTerms() })
    expect((await evaluate()).report.ndcgAt10).toBeCloseTo(ndcgOf(4), 9)
    await signByBoth(world, id)
    expect((await evaluate()).report.ndcgAt10).toBeCloseTo(ndcgOf(5), 9)
  })
})
