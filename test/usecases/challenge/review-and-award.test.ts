/** From the opening to the award: what the officer and the panel do, and what nobody may do too early. */
import { randomBytes } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { bid } from '#db/schema/bid.ts'
import { listSetting } from '#db/schema/challenge.ts'
import { membership } from '#db/schema/identity.ts'
import { createSealing } from '#server/sealing.ts'
import { scoreBid } from '#usecases/bid/score-bid.ts'
import { assignReviewer } from '#usecases/challenge/assign-reviewer.ts'
import { awardChallenge } from '#usecases/challenge/award-challenge.ts'
import { findChallenge } from '#usecases/challenge/find-challenges.ts'
import { findReview } from '#usecases/challenge/find-review.ts'
import { openBids } from '#usecases/challenge/open-bids.ts'
import { recommendBid } from '#usecases/challenge/recommend-bid.ts'
import { ChallengeStory, refusalOf } from '../../support/challenge.ts'
import { bidContent } from '../../support/challenge-content.ts'
import { useDatabase } from '../../support/database.ts'
import { join } from '../../support/join.ts'
import { createWorld } from '../../support/world.ts'

const database = useDatabase()
let story: ChallengeStory
beforeAll(async () => {
  story = new ChallengeStory(await createWorld(database.db), database.db)
})

const scores = (...points: number[]) => points.map((p, i) => ({ ordinal: i + 1, points: p, comment: '' }))
const score = (name: 'expert' | 'secondExpert', bidId: string, ...points: number[]) =>
  scoreBid(story.ctx(name), { bidId, scores: scores(...points) })
const told = (bidId: string) => ({ bidId, reason: 'solution_weaker' as const, text: '补偿方案的长期数据不足。' })

describe('openBids', () => {
  it('writes every bid’s contents at once and begins the review', async () => {
    const { id, first } = await story.underReview()
    expect(await story.challengeRow(id)).toMatchObject({ state: 'under_review' })
    const { priceFen, plan, team, durationDays } = bidContent()
    expect(await story.bidRow(first)).toMatchObject({ state: 'opened', priceFen, plan, team, durationDays })
    expect((await story.history(id)).slice(-3)).toEqual(['close:closed', 'open:opened', 'start_review:under_review'])
    expect(await story.history(first)).toEqual(['seal:sealed', 'open:opened'])
    expect(await story.audited(first)).toEqual(['bid.submit', 'bid.open'])
    expect((await story.audited(id)).at(-1)).toBe('challenge.open')
    expect(await refusalOf(openBids(story.ctx('officer'), { challengeId: id }))).toBe('WRONG_STATE')
  })
  it('is refused before the deadline and to everybody but the officer', async () => {
    const id = await story.published()
    await story.bid(id, 'bidder')
    expect(await refusalOf(openBids(story.ctx('officer'), { challengeId: id }))).toBe('BIDS_STILL_SEALED')
    await story.passDeadline(id)
    for (const name of ['poster', 'bidder', 'reviewer', 'auditor', 'admin'] as const)
      expect(await refusalOf(openBids(story.ctx(name), { challengeId: id }))).toBe('NOT_ALLOWED')
  })
  it('without bids declares 流榜', async () => {
    const id = await story.published()
    await story.passDeadline(id)
    await openBids(story.ctx('officer'), { challengeId: id })
    expect(await story.challengeRow(id)).toMatchObject({ state: 'no_bids' })
    expect((await story.history(id)).slice(-2)).toEqual(['close:closed', 'declare_no_bids:no_bids'])
  })
  it('opens none when one seal is broken, and names it', async () => {
    const id = await story.published()
    const good = await story.bid(id, 'bidder')
    const broken = await story.bid(id, 'rival')
    await story.passDeadline(id)
    await story.db.transaction(async tx => {
      await tx.execute(sql`set local session_replication_role = replica`)
      await tx
        .update(bid)
        .set({ sealedContent: randomBytes(200) })
        .where(eq(bid.id, broken))
    })
    await expect(openBids(story.ctx('officer'), { challengeId: id })).rejects.toMatchObject({
      code: 'SEAL_BROKEN',
      bidIds: [broken],
    })
    expect(await story.challengeRow(id)).toMatchObject({ state: 'published' })
    expect(await story.bidRow(good)).toMatchObject({ state: 'sealed', priceFen: null, plan: null })
  })
  it('opens none when contents do not fit the receipt', async () => {
    const id = await story.published()
    const forged = await story.bid(id, 'bidder')
    const row = await story.bidRow(forged)
    const sealing = createSealing(new Uint8Array(32).fill(7))
    const binding = `jiebang-bid-1/${id}/${forged}/${row.organisationId}`
    const other = sealing.seal(bidContent({ priceFen: 1n }), binding)
    await story.passDeadline(id)
    await story.db.transaction(async tx => {
      await tx.execute(sql`set local session_replication_role = replica`)
      await tx.update(bid).set({ sealedContent: other.sealed }).where(eq(bid.id, forged))
    })
    expect(await refusalOf(openBids(story.ctx('officer'), { challengeId: id }))).toBe('SEAL_BROKEN')
  })
  it('is not for an officer who belongs to a bidder, whoever they act for', async () => {
    const id = await story.published()
    await story.bid(id, 'bidder')
    await story.passDeadline(id)
    const { world } = story
    const place = { organisationId: world.organisations.university, role: 'member' as const }
    const membershipId = await join(world, world.people.bidderAdmin, world.people.officer, place)
    const opening = openBids(story.ctx('officer'), { challengeId: id })
    await expect(opening).rejects.toMatchObject({ code: 'CONFLICT_OF_INTEREST', conflictWith: 'bidder' })
    await database.db.delete(membership).where(eq(membership.id, membershipId))
  })

  it('takes reviewers who belong to a bidder off the panel', async () => {
    const id = await story.published()
    await story.bid(id, 'otherBidder')
    const assign = (email: string) => assignReviewer(story.ctx('officer'), { challengeId: id, reviewer: { email } })
    await assign('expert@example.test')
    await assign('secondexpert@example.test')
    await story.passDeadline(id)
    await openBids(story.ctx('officer'), { challengeId: id })
    const review = await findReview(story.ctx('officer'), { challengeId: id })
    expect(review?.reviewers.map(reviewer => reviewer.displayName)).toEqual(['expert'])
    expect(await story.audited(id)).toContain('challenge.recuse_reviewer')
    expect(await refusalOf(assign('secondexpert@example.test'))).toBe('CONFLICT_OF_INTEREST')
  })
})

describe('scoreBid', () => {
  it('takes every dimension, may be repeated until all are in, then is closed', async () => {
    const { id, first, second } = await story.underReview()
    expect(await refusalOf(score('expert', first, 80))).toBe('INVALID_INPUT')
    await score('expert', first, 80, 70)
    await score('expert', first, 85, 75)
    expect(await findReview(story.ctx('expert'), { challengeId: id })).toMatchObject({
      isComplete: false,
      standings: null,
    })
    await score('expert', second, 90, 60)
    expect(await refusalOf(score('expert', first, 100, 100))).toBe('REVIEW_COMPLETE')
    const assign = assignReviewer(story.ctx('officer'), {
      challengeId: id,
      reviewer: { email: 'secondExpert@example.test' },
    })
    expect(await refusalOf(assign)).toBe('REVIEW_COMPLETE')
    const review = await findReview(story.ctx('officer'), { challengeId: id })
    expect(review).toMatchObject({
      isComplete: true,
      standings: [
        { bidId: first, rank: 1, totalHundredths: 8100 },
        { bidId: second, rank: 2, totalHundredths: 7800 },
      ],
    })
    expect(await story.audited(first)).toEqual(['bid.submit', 'bid.open', 'bid.score', 'bid.score'])
  })
  it('shows a reviewer only their own scores, and the bureau none, until all are in', async () => {
    const { id, first, second } = await story.underReview()
    await assignReviewer(story.ctx('officer'), { challengeId: id, reviewer: { email: 'secondExpert@example.test' } })
    await score('expert', first, 80, 70)
    await score('secondExpert', first, 60, 50)
    const own = await findReview(story.ctx('secondExpert'), { challengeId: id })
    expect(own?.scores.map(s => s.points)).toEqual([60, 50])
    expect(own?.reviewers.map(r => r.displayName)).toEqual(['secondExpert'])
    const bureau = await findReview(story.ctx('officer'), { challengeId: id })
    expect(bureau?.scores).toEqual([])
    expect(bureau?.reviewers).toMatchObject([{ scoredBids: 1 }, { scoredBids: 1 }])
    await score('expert', second, 80, 70)
    await score('secondExpert', second, 60, 50)
    // two reviewers: everything is in, but a panel must be odd
    expect(await findReview(story.ctx('officer'), { challengeId: id })).toMatchObject({ isComplete: false, scores: [] })
    expect(await refusalOf(recommendBid(story.ctx('officer'), { challengeId: id, bidId: first, reason: '' }))).toBe(
      'REVIEW_INCOMPLETE',
    )
    for (const name of ['poster', 'bidder', 'admin', 'approver', 'cashier'] as const)
      expect([name, (await findReview(story.ctx(name), { challengeId: id })) !== null]).toEqual([
        name,
        name === 'approver',
      ])
  })
  it('is the panel’s alone, under review only', async () => {
    const { first } = await story.underReview()
    for (const name of ['secondExpert', 'officer', 'poster', 'bidder', 'admin'] as const)
      expect([name, await refusalOf(scoreBid(story.ctx(name), { bidId: first, scores: scores(1, 1) }))]).toEqual([
        name,
        'NOT_FOUND',
      ])
    const id = await story.published()
    const sealed = await story.bid(id, 'bidder')
    await assignReviewer(story.ctx('officer'), { challengeId: id, reviewer: { email: 'expert@example.test' } })
    expect(await refusalOf(score('expert', sealed, 1, 1))).toBe('WRONG_STATE')
  })
  it('is refused to a reviewer who has joined a bidder since', async () => {
    const { first } = await story.underReview()
    const { expert } = story.world.people
    const memberId = story.ctx('expert').newId()
    await story.db.execute(sql`insert into membership (id, user_id, organisation_id, organisation_kind, role, accepted_at)
      values (${memberId}, ${expert.userId}, ${story.world.organisations.university}, 'university', 'expert', clock_timestamp())`)
    expect(await refusalOf(score('expert', first, 80, 70))).toBe('CONFLICT_OF_INTEREST')
    await story.db.execute(sql`delete from membership where id = ${memberId}`)
  })
})

describe('recommendBid and awardChallenge', () => {
  async function scored() {
    const { id, first, second } = await story.underReview()
    await score('expert', first, 80, 80)
    await score('expert', second, 70, 70)
    return { id, first, second }
  }
  it('needs a reason for any but the first, and begins the notice', async () => {
    const { id, first, second } = await scored()
    const recommend = (bidId: string, reason = '') =>
      refusalOf(recommendBid(story.ctx('officer'), { challengeId: id, bidId, reason }))
    expect(await recommend(second)).toBe('RECOMMENDATION_NEEDS_REASON')
    expect(await recommend(id)).toBe('NOT_FOUND')
    expect(await refusalOf(recommendBid(story.ctx('reviewer'), { challengeId: id, bidId: first, reason: '' }))).toBe(
      'NOT_ALLOWED',
    )
    expect((await findChallenge(story.ctx('poster'), { id }))?.recommendedOrganisationId).toBeNull()
    expect(await recommend(second, '第一名放弃')).toBe('no refusal')
    expect((await story.history(id)).slice(-2)).toEqual(['recommend:recommended', 'give_notice:public_notice'])
    const view = await findChallenge(story.ctx('stray'), { id })
    expect(view).toMatchObject({
      recommendedBidId: second,
      recommendedOrganisationId: story.world.organisations.otherEnterprise,
      recommendationReason: null,
    })
    expect(await recommend(first)).toBe('WRONG_STATE')
  })
  it('waits for the notice to end', async () => {
    const { id, first, second } = await scored()
    await story.db.update(listSetting).set({ noticeWorkingDays: 5 })
    const { noticeEndsAt } = await recommendBid(story.ctx('officer'), { challengeId: id, bidId: first, reason: '' })
    await story.db.update(listSetting).set({ noticeWorkingDays: 0 })
    expect(noticeEndsAt.getTime()).toBeGreaterThan(Date.now() + 5 * 86_400_000)
    expect(await refusalOf(awardChallenge(story.ctx('officer'), { challengeId: id, feedback: [told(second)] }))).toBe(
      'NOTICE_STILL_RUNS',
    )
    expect(await story.bidRow(first)).toMatchObject({ state: 'opened' })
  })
  it('awards one and tells every other why', async () => {
    const { id, first, second } = await scored()
    await recommendBid(story.ctx('officer'), { challengeId: id, bidId: first, reason: '' })
    const award = (feedback: ReturnType<typeof told>[]) =>
      refusalOf(awardChallenge(story.ctx('officer'), { challengeId: id, feedback }))
    expect(await award([])).toBe('INVALID_INPUT')
    expect(await award([told(second), told(first)])).toBe('INVALID_INPUT')
    expect(await refusalOf(awardChallenge(story.ctx('poster'), { challengeId: id, feedback: [told(second)] }))).toBe(
      'NOT_ALLOWED',
    )
    expect(await award([told(second)])).toBe('no refusal')
    expect(await story.challengeRow(id)).toMatchObject({ state: 'awarded', recommendedBidId: first })
    expect(await story.bidRow(first)).toMatchObject({ state: 'awarded', feedbackReason: null })
    expect(await story.bidRow(second)).toMatchObject({ state: 'not_awarded', feedbackReason: 'solution_weaker' })
    expect(await story.audited(first)).toContain('bid.award')
    expect(await story.audited(second)).toContain('bid.decline')
    expect((await story.audited(id)).at(-1)).toBe('challenge.award')
    expect(await award([told(second)])).toBe('WRONG_STATE')
  })
})
