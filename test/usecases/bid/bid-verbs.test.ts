/** Handing in and taking back a bid. */
import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { anonymous } from '#domain/access/actor.ts'
import { submitBid } from '#usecases/bid/submit-bid.ts'
import { withdrawBid } from '#usecases/bid/withdraw-bid.ts'
import { ChallengeStory, refusalOf } from '../../support/challenge.ts'
import { bidContent } from '../../support/challenge-content.ts'
import { useDatabase } from '../../support/database.ts'
import { createWorld, type PersonName } from '../../support/world.ts'

const database = useDatabase()
let story: ChallengeStory
beforeAll(async () => {
  story = new ChallengeStory(await createWorld(database.db), database.db)
})
const submit = (challengeId: string, name: PersonName, change = {}) =>
  refusalOf(submitBid(story.ctx(name), { challengeId, content: bidContent(change) }))

describe('submitBid', () => {
  it('seals and gives a receipt', async () => {
    const challengeId = await story.published()
    const receipt = await submitBid(story.ctx('bidder'), { challengeId, content: bidContent() })
    const row = await story.bidRow(receipt.bidId)
    expect(row).toMatchObject({ state: 'sealed', commitment: receipt.commitment, sealedAt: receipt.sealedAt })
    expect(row).toMatchObject({ priceFen: null, plan: null, team: null, durationDays: null, salt: null })
    expect(await story.history(receipt.bidId)).toEqual(['seal:sealed'])
    expect(await story.audited(receipt.bidId)).toEqual(['bid.submit'])
  })
  it('takes one bid a unit, whoever of it hands it in', async () => {
    const challengeId = await story.published()
    expect(await submit(challengeId, 'bidder')).toBe('no refusal')
    expect(await submit(challengeId, 'bidderAdmin')).toBe('BID_EXISTS')
    expect(await submit(challengeId, 'otherBidder')).toBe('no refusal')
  })
  it('is refused to who may not bid', async () => {
    const challengeId = await story.published()
    const expected: [PersonName, string][] = [
      ['poster', 'POSTER_MAY_NOT_BID'],
      ['newcomer', 'ORGANISATION_NOT_VERIFIED'],
      ['manager', 'NOT_ALLOWED'],
      ['registrar', 'NOT_ALLOWED'],
      ['officer', 'NOT_ALLOWED'],
      ['expert', 'NOT_ALLOWED'],
      ['stray', 'NOT_ACTING'],
      ['admin', 'NOT_ACTING'],
    ]
    for (const [name, code] of expected) expect([name, await submit(challengeId, name)]).toEqual([name, code])
    const asNobody = submitBid(story.world.ctx(anonymous), { challengeId, content: bidContent() })
    expect(await refusalOf(asNobody)).toBe('SIGN_IN_REQUIRED')
  })
  it('is refused before publishing, after the deadline and on a cancelled challenge', async () => {
    expect(await submit(await story.vetted(), 'bidder')).toBe('NOT_FOUND')
    expect(await submit(story.ctx('bidder').newId(), 'bidder')).toBe('NOT_FOUND')
    const late = await story.published()
    await story.passDeadline(late)
    expect(await submit(late, 'bidder')).toBe('BIDS_CLOSED')
    const { id } = await story.underReview()
    expect(await submit(id, 'researcher')).toBe('BIDS_CLOSED')
  })
  it('names every fault of the contents at once and stores nothing', async () => {
    const challengeId = await story.published()
    const content = bidContent({ priceFen: 0n, plan: '', team: [], durationDays: 0 })
    const work = submitBid(story.ctx('bidder'), { challengeId, content })
    await expect(work).rejects.toMatchObject({
      problems: [{ path: 'plan' }, { path: 'team' }, { path: 'priceFen' }, { path: 'durationDays' }],
    })
    const [row] = await story.db.execute(sql`select count(*)::int as n from bid where challenge_id = ${challengeId}`)
    expect(row?.n).toBe(0)
  })
})

describe('withdrawBid', () => {
  it('makes room for another bid, before the deadline only', async () => {
    const challengeId = await story.published()
    const id = await story.bid(challengeId, 'bidder')
    await withdrawBid(story.ctx('bidderAdmin'), { id, reason: '报价有误' })
    expect(await story.bidRow(id)).toMatchObject({ state: 'withdrawn', priceFen: null })
    expect(await story.history(id)).toEqual(['seal:sealed', 'withdraw:withdrawn'])
    expect(await story.audited(id)).toEqual(['bid.submit', 'bid.withdraw'])
    expect(await refusalOf(withdrawBid(story.ctx('bidder'), { id, reason: '' }))).toBe('WRONG_STATE')
    const again = await story.bid(challengeId, 'bidder')
    await story.passDeadline(challengeId)
    expect(await refusalOf(withdrawBid(story.ctx('bidder'), { id: again, reason: '' }))).toBe('BIDS_CLOSED')
  })
  it('does not tell anybody else that the bid exists', async () => {
    const id = await story.bid(await story.published(), 'bidder')
    for (const name of ['rival', 'officer', 'poster', 'admin', 'stray'] as const)
      expect(await refusalOf(withdrawBid(story.ctx(name), { id, reason: '' }))).toBe('NOT_FOUND')
  })
})
