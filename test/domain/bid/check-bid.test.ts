import { describe, expect, it } from 'vitest'
import { checkBidContent, checkEligibility, checkMayOpen, checkTakesBids } from '#domain/bid/check-bid.ts'
import { checkFeedback } from '#domain/bid/feedback.ts'
import { challengeStates } from '#domain/challenge/challenge.ts'
import { bidContent } from '../../support/challenge-content.ts'

const now = new Date('2026-11-21T02:00:00.000Z')

describe('the contents of a bid', () => {
  it('pass when they are complete', () => expect(checkBidContent(bidContent())).toEqual([]))
  it.each([
    ['priceFen', { priceFen: 0n }],
    ['priceFen', { priceFen: 9_000_000_000_000_001n }],
    ['plan', { plan: '太短' }],
    ['plan', { plan: '长'.repeat(20_001) }],
    ['team', { team: [] }],
    ['team.0.name', { team: [{ name: '', title: '', duty: '' }] }],
    ['team', { team: Array.from({ length: 51 }, () => ({ name: '林一', title: '', duty: '' })) }],
    ['durationDays', { durationDays: 0 }],
    ['durationDays', { durationDays: 1.5 }],
    ['durationDays', { durationDays: 3651 }],
  ])('need %s', (path, change) => {
    expect(checkBidContent(bidContent(change)).map(problem => problem.path)).toEqual([path])
  })
})

describe('who may bid', () => {
  const facts = { bidderId: 'U', posterId: 'P', hasLiveBid: false }
  it('whoever has not bid yet and is not the poster', () => expect(checkEligibility(facts)).toBeNull())
  it.each([
    ['POSTER_MAY_NOT_BID', { posterId: 'U' }],
    ['BID_EXISTS', { hasLiveBid: true }],
  ])('%s', (code, change) => expect(checkEligibility({ ...facts, ...change })?.code).toBe(code))
})

describe('the deadline', () => {
  const at = (ms: number) => new Date(now.getTime() + ms)
  it('is exclusive: at the instant itself bids are closed, and may be opened', () => {
    const published = (bidsCloseAt: Date) => ({ state: 'published' as const, bidsCloseAt })
    expect(checkTakesBids(now, published(at(1)))).toBeNull()
    expect(checkTakesBids(now, published(at(0)))?.code).toBe('BIDS_CLOSED')
    expect(checkMayOpen(now, at(1))?.code).toBe('BIDS_STILL_SEALED')
    expect(checkMayOpen(now, at(0))).toBeNull()
    expect(checkMayOpen(now, null)?.code).toBe('BIDS_STILL_SEALED')
  })
  it('matters only while the challenge is published', () => {
    const taking = challengeStates.filter(state => checkTakesBids(now, { state, bidsCloseAt: at(1) }) === null)
    expect(taking).toEqual(['published'])
  })
})

describe('the feedback', () => {
  const told = (bidId: string, text = '指标证据不足') => ({ bidId, reason: 'solution_weaker' as const, text })
  it('goes to every bidder who lost, once, with a text', () => {
    expect(checkFeedback([told('a'), told('b')], ['a', 'b'])).toEqual([])
    expect(checkFeedback([], [])).toEqual([])
  })
  it.each([
    ['a bidder left out', [told('a')], 'feedback'],
    ['told twice', [told('a'), told('b'), told('b')], 'feedback'],
    ['the winner told', [told('a'), told('b'), told('w')], 'feedback.2.bidId'],
    ['no text', [told('a'), told('b', ' ')], 'feedback.1.text'],
  ])('is refused with %s', (_, feedback, path) => {
    expect(checkFeedback(feedback, ['a', 'b']).map(problem => problem.path)).toEqual([path])
  })
})
