/** Bids never leak: who sees what of a bid at every point of its way, and what lies in the database meanwhile. */
import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Actor, anonymous, system } from '#domain/access/actor.ts'
import { commitmentInput, sealBinding } from '#domain/bid/sealing.ts'
import { findBid } from '#usecases/bid/find-bid.ts'
import { listBids } from '#usecases/bid/list-bids.ts'
import { scoreBid } from '#usecases/bid/score-bid.ts'
import { assignReviewer } from '#usecases/challenge/assign-reviewer.ts'
import { awardChallenge } from '#usecases/challenge/award-challenge.ts'
import { findChallenge } from '#usecases/challenge/find-challenges.ts'
import { findReview } from '#usecases/challenge/find-review.ts'
import { challengeScopes, listChallenges } from '#usecases/challenge/list-challenges.ts'
import { openBids } from '#usecases/challenge/open-bids.ts'
import { recommendBid } from '#usecases/challenge/recommend-bid.ts'
import { ChallengeStory } from '../../support/challenge.ts'
import { bidContent } from '../../support/challenge-content.ts'
import { useDatabase } from '../../support/database.ts'
import { createWorld, type PersonName } from '../../support/world.ts'

const database = useDatabase()
let story: ChallengeStory
let challengeId: string
let winner: string
let loser: string
beforeAll(async () => {
  story = new ChallengeStory(await createWorld(database.db), database.db)
  challengeId = await story.published()
  winner = await story.bid(challengeId, 'bidder')
  loser = await story.bid(challengeId, 'rival')
  await assignReviewer(story.ctx('officer'), { challengeId, reviewer: { email: 'expert@example.test' } })
})

const everybody = (): [string, Actor][] => [
  ...Object.entries(story.world.people),
  ['anonymous', anonymous],
  ['system', system],
  ['admin of the bidder', { ...story.world.people.bidder, isAdmin: true }],
]
const secrets = ['271828182', '秘密方案', '林一']
const asText = (value: unknown) => JSON.stringify(value, (_, v: unknown) => (typeof v === 'bigint' ? v.toString() : v))

/** Every row of every table, as text; bytea comes as hex. */
async function dump(): Promise<string> {
  const tables = await story.db.execute<{ name: string }>(
    sql`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  )
  const rows: string[] = []
  for (const { name } of tables)
    if (!['region', 'industry'].includes(name))
      for (const row of await story.db.execute<{ t: string }>(sql`select t::text as t from ${sql.identifier(name)} t`))
        rows.push(row.t)
  return rows.join('\n')
}

/** What a viewer reaches through every use case that reads challenges and bids. */
async function everythingSeen(actor: Actor, ids: readonly string[]): Promise<string> {
  const ctx = story.world.ctx(actor)
  const page = { filter: {}, sort: 'newest', first: 100, after: null } as const
  const lists = await Promise.all(
    challengeScopes.map(scope => listChallenges(ctx, { ...page, scope }).catch(error => String(error))),
  )
  const bids = await Promise.all(ids.map(id => findBid(ctx, { id })))
  return asText([
    await listBids(ctx, { challengeId }),
    bids,
    await findChallenge(ctx, { id: challengeId }),
    await findReview(ctx, { challengeId }),
    lists,
  ])
}

/** `name: bids listed, of which with contents`. */
async function reach(names: readonly PersonName[]) {
  const seen: Record<string, string> = {}
  for (const name of names) {
    const bids = await listBids(story.ctx(name), { challengeId })
    seen[name] = `${bids.length}/${bids.filter(bid => bid.content).length}`
  }
  return seen
}
const some = [
  'bidder',
  'rival',
  'otherBidder',
  'poster',
  'officer',
  'auditor',
  'cashier',
  'expert',
  'secondExpert',
  'admin',
  'stray',
] as const

describe('before opening', () => {
  it('no column of any table holds a word of the contents', async () => {
    const text = await dump()
    for (const secret of secrets) {
      expect(text).not.toContain(secret)
      expect(text).not.toContain(Buffer.from(secret).toString('hex'))
    }
    expect(text).toContain(winner)
  })
  it('no use case shows anybody but the bidder a word of them', async () => {
    for (const [name, actor] of everybody()) {
      const text = await everythingSeen(actor, [winner])
      const isBidder = name === 'bidder' || name === 'bidderAdmin'
      for (const secret of secrets) expect([name, secret, text.includes(secret)]).toEqual([name, secret, isBidder])
      if (!isBidder) expect([name, text.includes(winner)]).toEqual([name, false])
      if (!isBidder && !['rival'].includes(name)) expect(text).not.toMatch(/"commitment"/)
    }
  })
  it('a list never opens a seal, not even one’s own', async () => {
    expect(await reach(some)).toEqual({
      bidder: '1/0',
      rival: '1/0',
      otherBidder: '0/0',
      poster: '0/0',
      officer: '0/0',
      auditor: '0/0',
      cashier: '0/0',
      expert: '0/0',
      secondExpert: '0/0',
      admin: '0/0',
      stray: '0/0',
    })
    expect(await findBid(story.ctx('bidder'), { id: winner })).toMatchObject({ content: bidContent(), isOwn: true })
  })
  it('nothing changes when the deadline has passed', async () => {
    await story.passDeadline(challengeId)
    expect(await reach(['officer', 'expert', 'rival'])).toEqual({ officer: '0/0', expert: '0/0', rival: '1/0' })
    expect(await findBid(story.ctx('officer'), { id: winner })).toBeNull()
  })
})

describe('after opening', () => {
  it('bidder, bureau and panel read the contents, and the receipt can be checked', async () => {
    await openBids(story.ctx('officer'), { challengeId })
    expect(await reach(some)).toEqual({
      bidder: '1/1',
      rival: '1/1',
      otherBidder: '0/0',
      poster: '0/0',
      officer: '2/2',
      auditor: '2/2',
      cashier: '0/0',
      expert: '2/2',
      secondExpert: '0/0',
      admin: '0/0',
      stray: '0/0',
    })
    // The search before opening would have found them.
    const text = await dump()
    for (const secret of secrets) expect(text).toContain(secret)
    const view = await findBid(story.ctx('officer'), { id: winner })
    if (!view?.content || !view.salt) throw new Error('the contents are missing')
    const committed = commitmentInput(view.content, view.salt, sealBinding(view))
    expect(createHash('sha256').update(committed).digest('hex')).toBe(view.commitment)
    expect(view).toMatchObject({ feedback: null, standing: null })
  })
  it('after the award bidders learn how they stood, and the poster the winner’s contents', async () => {
    const scores = (points: number) => [1, 2].map(ordinal => ({ ordinal, points, comment: '' }))
    await scoreBid(story.ctx('expert'), { bidId: winner, scores: scores(90) })
    await scoreBid(story.ctx('expert'), { bidId: loser, scores: scores(70) })
    expect((await findBid(story.ctx('rival'), { id: loser }))?.standing).toBeNull()
    await recommendBid(story.ctx('officer'), { challengeId, bidId: winner, reason: '' })
    const feedback = [{ bidId: loser, reason: 'team_weaker' as const, text: '团队缺少工艺人员。' }]
    await awardChallenge(story.ctx('officer'), { challengeId, feedback })
    expect(await findBid(story.ctx('rival'), { id: loser })).toMatchObject({
      feedback: { reason: 'team_weaker', text: '团队缺少工艺人员。' },
      standing: { rank: 2, totalHundredths: 7000, dimensionHundredths: [7000, 7000] },
    })
    expect(await findBid(story.ctx('rival'), { id: winner })).toBeNull()
    expect(await reach(['poster', 'expert', 'otherBidder', 'admin'])).toEqual({
      poster: '1/1',
      expert: '2/2',
      otherBidder: '0/0',
      admin: '0/0',
    })
    expect(await findBid(story.ctx('poster'), { id: winner })).toMatchObject({ content: bidContent(), standing: null })
    expect(await findBid(story.ctx('poster'), { id: loser })).toBeNull()
  })
})
