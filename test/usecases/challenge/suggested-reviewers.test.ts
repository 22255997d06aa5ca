/** Whom an officer might ask to review: who knows the subject and need not recuse, and nothing that tells who has bid. */
import { beforeAll, describe, expect, test } from 'vitest'
import { anonymous } from '#domain/access/actor.ts'
import type { ExpertContent } from '#domain/expert/expert.ts'
import { ChallengeStory } from '#test/support/challenge.ts'
import { useDatabase } from '#test/support/database.ts'
import { expertContent } from '#test/support/listings.ts'
import { createWorld, type PersonName, type World } from '#test/support/world.ts'
import { assignReviewer } from '#usecases/challenge/assign-reviewer.ts'
import { findSuggestedReviewers } from '#usecases/challenge/find-suggested-reviewers.ts'
import { openBids } from '#usecases/challenge/open-bids.ts'
import { publishListing } from '#usecases/listing/publish-listing.ts'
import { saveListing } from '#usecases/listing/save-listing.ts'
import { submitListing } from '#usecases/listing/submit-listing.ts'
import { withdrawListing } from '#usecases/listing/withdraw-listing.ts'

const database = useDatabase()
let world: World
let story: ChallengeStory

async function publishedExpert(owner: PersonName, name: string, over: Partial<ExpertContent> = {}): Promise<string> {
  const subject = { researchDirections: '高温传感器；长期漂移的抑制', summary: `${name}研究高温测量与漂移补偿。` }
  const content = expertContent({ name, unit: '某研究所', ...subject, ...over })
  const ctx = world.ctx(world.people[owner])
  const { id } = await saveListing(ctx, { library: 'expert', id: null, version: null, content })
  await submitListing(ctx, { library: 'expert', id })
  await publishListing(world.ctx(world.people.officer), { library: 'expert', id })
  return id
}
const contact = (email: string) => ({ contact: { name: '', phone: '', email } })

beforeAll(async () => {
  world = await createWorld(database.db)
  story = new ChallengeStory(world, database.db)
  await publishedExpert('researcher', '无关', contact('Expert@Example.test '))
  await publishedExpert('researcher', '无账号', { reviewsPerYear: 3 })
  await publishedExpert('researcher', '非专家账号', contact('researcher@example.test'))
  await publishedExpert('researcher', '发榜方员工', { unit: 'Test enterprise' })
  await publishedExpert('researcher', '回避发榜方', { recusalUnits: ['TEST  Enterprise'] })
  await publishedExpert('poster', '发榜方专家')
  await publishedExpert('researcher', '发榜方账号', contact('posteradmin@example.test'))
  await publishedExpert('bidder', '揭榜方专家')
  await publishedExpert('researcher', '揭榜方员工', { unit: 'Test otherEnterprise 研究院' })
  await publishedExpert('researcher', '回避揭榜方', { recusalUnits: ['Test university'] })
  await publishedExpert('researcher', '揭榜方账号', contact('bidderadmin@example.test'))
  await publishedExpert('researcher', '别的学科', { researchDirections: '兽用疫苗', summary: '猪圆环病毒与疫苗佐剂。' })
})

const suggest = (challengeId: string, name: PersonName = 'officer', limit = 50) =>
  findSuggestedReviewers(world.ctx(world.people[name]), { challengeId, limit })
const namesOf = async (challengeId: string) =>
  ((await suggest(challengeId)) ?? []).map(({ match }) => match.listing.name).toSorted()
const ofBidders = ['揭榜方专家', '揭榜方员工', '回避揭榜方', '揭榜方账号']
const ofNobody = ['无关', '无账号', '非专家账号']

describe('who is suggested', () => {
  test('those who know the subject, without those who must recuse for the poster', async () => {
    const found = (await suggest(await story.vetted())) ?? []
    expect(found.map(({ match }) => match.listing.name).toSorted()).toEqual([...ofNobody, ...ofBidders].toSorted())
    expect(found.every(({ match }) => match.explanation.root.contribution > 0)).toBe(true)
    const scores = found.map(({ match }) => match.score)
    expect(scores).toEqual(scores.toSorted((a, b) => b - a))
  })

  test('before the opening the list is the same whoever has bid, and so are its scores', async () => {
    const id = await story.published()
    const seen = async () =>
      ((await suggest(id)) ?? []).map(({ match, account }) => [match.listing.id, match.score.toFixed(3), account])
    const before = await seen()
    await story.bid(id, 'bidder')
    await story.bid(id, 'rival', { priceFen: 250_000_000n })
    expect(await seen()).toEqual(before)
    await story.passDeadline(id)
    expect(await seen()).toEqual(before)
    expect(await namesOf(id)).toEqual(expect.arrayContaining(ofBidders))
  })

  test('after the opening without those of bidders, and without the panel', async () => {
    const { id } = await story.underReview()
    expect(await namesOf(id)).toEqual(['无账号', '非专家账号'].toSorted())
  })

  test('when the bids are open, an expert of a unit that withdrew in time is there', async () => {
    const id = await story.published()
    await story.bid(id, 'rival', { priceFen: 250_000_000n })
    await story.passDeadline(id)
    await openBids(world.ctx(world.people.officer), { challengeId: id })
    expect(await namesOf(id)).toEqual([...ofNobody, '揭榜方专家', '回避揭榜方', '揭榜方账号'].toSorted())
  })

  test('with the address for the invitation and the reviews of this year, where an expert’s account is known', async () => {
    const id = await story.published()
    const facts = async () => {
      const found = (await suggest(id)) ?? []
      return new Map(
        found.map(({ match, account }) => [match.listing.name, { account, most: match.listing.reviewsPerYear }]),
      )
    }
    const earlier = (await facts()).get('无关')?.account?.reviewsThisYear ?? -1
    const other = await story.published()
    await assignReviewer(world.ctx(world.people.officer), {
      challengeId: other,
      reviewer: { email: 'expert@example.test' },
    })
    const found = await facts()
    expect(found.get('无关')).toMatchObject({
      account: { email: 'expert@example.test', reviewsThisYear: earlier + 1 },
      most: 10,
    })
    expect(found.get('无账号')).toEqual({ account: null, most: 3 })
    expect(found.get('非专家账号')?.account).toBeNull()
  })

  test('one who is not public any more is not', async () => {
    const gone = await publishedExpert('researcher', '撤下')
    const id = await story.published()
    expect(await namesOf(id)).toContain('撤下')
    await withdrawListing(world.ctx(world.people.researcher), { library: 'expert', id: gone, reason: '' })
    expect(await namesOf(id)).not.toContain('撤下')
  })
})

describe('who is told', () => {
  test('the officers of the list alone, while reviewers can be assigned', async () => {
    const id = await story.published()
    const others: PersonName[] = ['poster', 'bidder', 'expert', 'reviewer', 'approver', 'auditor', 'registrar', 'admin']
    for (const name of others) expect(await suggest(id, name)).toBeNull()
    expect(await findSuggestedReviewers(world.ctx(anonymous), { challengeId: id, limit: 5 })).toBeNull()
    expect(await suggest(await story.submitted())).toBeNull()
    expect(await suggest('00000000-0000-7000-8000-000000000000')).toBeNull()
  })

  test('as many as were asked for, within bounds', async () => {
    const id = await story.published()
    expect(await suggest(id, 'officer', 2)).toHaveLength(2)
    await expect(suggest(id, 'officer', 101)).rejects.toMatchObject({
      problems: [{ path: 'first', remedy: expect.stringContaining('100') }],
    })
  })
})
