/**
 * Bids against the clock and against each other, on a real PostgreSQL with many connections. On the embedded engine
 * transactions run one after another, so these tests would prove nothing there and are skipped.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { bid } from '#db/schema/bid.ts'
import { submitBid } from '#usecases/bid/submit-bid.ts'
import { withdrawBid } from '#usecases/bid/withdraw-bid.ts'
import { openBids } from '#usecases/challenge/open-bids.ts'
import { publishChallenge } from '#usecases/challenge/publish-challenge.ts'
import { ChallengeStory, refusalOf } from '../support/challenge.ts'
import { bidContent } from '../support/challenge-content.ts'
import { isRealPostgres, useDatabase } from '../support/database.ts'
import { createWorld, type PersonName } from '../support/world.ts'

const bidders: readonly PersonName[] = ['bidder', 'otherBidder', 'rival', 'researcher']

describe.skipIf(!isRealPostgres)('bids at once (PostgreSQL only)', () => {
  const database = useDatabase()
  let story: ChallengeStory
  beforeAll(async () => {
    story = new ChallengeStory(await createWorld(database.db), database.db)
  })
  const submit = (challengeId: string, name: PersonName) =>
    refusalOf(submitBid(story.ctx(name), { challengeId, content: bidContent() }))
  const bidsOf = (challengeId: string) =>
    database.db
      .select({ state: bid.state, sealedAt: bid.sealedAt, priceFen: bid.priceFen })
      .from(bid)
      .where(eq(bid.challengeId, challengeId))

  /** A challenge whose deadline is `windowMs` from now: past the minimum window of the town, one second. */
  async function closingSoon(windowMs: number): Promise<{ id: string; bidsCloseAt: Date }> {
    const id = await story.vetted()
    const bidsCloseAt = new Date(Date.now() + windowMs)
    await publishChallenge(story.ctx('officer'), { id, bidsCloseAt })
    return { id, bidsCloseAt }
  }

  it('two bids of one unit: one is sealed, the other is told so', async () => {
    for (let round = 0; round < 10; round++) {
      const id = await story.published()
      const outcomes = await Promise.all([submit(id, 'bidder'), submit(id, 'bidderAdmin'), submit(id, 'bidder')])
      expect(outcomes.toSorted()).toEqual(['BID_EXISTS', 'BID_EXISTS', 'no refusal'])
      expect(await bidsOf(id)).toHaveLength(1)
    }
  })

  it('at the deadline: what was accepted was sealed before it, and nothing after', async () => {
    for (let round = 0; round < 4; round++) {
      const { id, bidsCloseAt } = await closingSoon(1_400)
      await sleep(bidsCloseAt.getTime() - Date.now() - 500)
      const outcomes: string[] = []
      // four units keep handing in and taking back until well after the deadline
      await Promise.all(
        bidders.map(async name => {
          while (Date.now() < bidsCloseAt.getTime() + 60) {
            const content = bidContent()
            const work = submitBid(story.ctx(name), { challengeId: id, content })
            outcomes.push(await refusalOf(work))
            const receipt = await work.catch(() => null)
            if (receipt) await refusalOf(withdrawBid(story.ctx(name), { id: receipt.bidId, reason: '' }))
          }
        }),
      )
      const accepted = outcomes.filter(outcome => outcome === 'no refusal').length
      expect(accepted).toBeGreaterThan(0)
      // whoever comes now has no bid yet, so only the deadline can say no
      expect(await submit(id, 'researcher')).toBe('BIDS_CLOSED')
      // a bid that could not be taken back in time still stands
      expect(outcomes.filter(outcome => !['no refusal', 'BIDS_CLOSED', 'BID_EXISTS'].includes(outcome))).toEqual([])
      expect(await bidsOf(id)).toHaveLength(accepted)
      for (const { sealedAt, state } of await bidsOf(id)) {
        expect(['sealed', 'withdrawn']).toContain(state)
        expect(sealedAt?.getTime()).toBeLessThan(bidsCloseAt.getTime())
      }
    }
  })

  it('opening against handing in: every sealed bid is opened, none comes later', async () => {
    for (let round = 0; round < 4; round++) {
      const { id, bidsCloseAt } = await closingSoon(1_300)
      await submit(id, 'bidder')
      await sleep(bidsCloseAt.getTime() - Date.now() - 30)
      const late = Promise.all(
        bidders.slice(1).map(async name => {
          while (Date.now() < bidsCloseAt.getTime() + 80) if ((await submit(id, name)) === 'no refusal') return
        }),
      )
      const openings: string[] = []
      // two officers' clicks at once, again and again until one has opened
      while (!openings.includes('no refusal'))
        openings.push(
          ...(await Promise.all([1, 2].map(() => refusalOf(openBids(story.ctx('officer'), { challengeId: id }))))),
        )
      await late
      expect(openings.filter(outcome => outcome === 'no refusal')).toHaveLength(1)
      const expected = ['no refusal', 'BIDS_STILL_SEALED', 'WRONG_STATE']
      expect(openings.filter(outcome => !expected.includes(outcome))).toEqual([])
      const bids = await bidsOf(id)
      expect(bids.length).toBeGreaterThan(0)
      for (const row of bids) {
        expect(row).toMatchObject({ state: 'opened', priceFen: bidContent().priceFen })
        expect(row.sealedAt?.getTime()).toBeLessThan(bidsCloseAt.getTime())
      }
      expect(await submit(id, 'researcher')).toBe('BIDS_CLOSED')
    }
  })
})
