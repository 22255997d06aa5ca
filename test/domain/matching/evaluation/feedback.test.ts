import { describe, expect, it } from 'vitest'
import { checkJudgement, gainOf, gains, type Judgement, maxNoteLength } from '#domain/matching/evaluation/feedback.ts'

const said = (over: Partial<Judgement>): Judgement => ({ verdict: 'useful', reason: null, note: '', ...over })
const pathsOf = (judgement: Judgement) => checkJudgement(judgement).map(problem => problem.path)

describe('a judgement', () => {
  it.each([
    [said({}), []],
    [said({ note: '已联系' }), []],
    [said({ verdict: 'not_useful', reason: 'price' }), []],
    [said({ verdict: 'not_useful' }), ['reason']],
    [said({ reason: 'price' }), ['reason']],
    [said({ verdict: 'not_useful', reason: 'other' }), ['note']],
    [said({ verdict: 'not_useful', reason: 'other', note: '  ' }), ['note']],
    [said({ note: '字'.repeat(maxNoteLength) }), []],
    [said({ note: '字'.repeat(maxNoteLength + 1) }), ['note']],
    [said({ note: 'a\0b' }), ['note']],
    [said({ note: '\ud800' }), ['note']],
  ])('%o has problems at %o', (judgement, paths) => {
    expect(pathsOf(judgement)).toEqual(paths)
  })
})

describe('the gain of a pair', () => {
  it('grows from no use to a contract', () => {
    const order = [gains.not_useful, gains.useful, gains.invited, gains.bid, gains.awarded, gains.contracted]
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(new Set(order).size).toBe(order.length)
  })

  it('is what was done rather than what was said, and nothing where neither is there', () => {
    expect(gainOf('not_useful', 'awarded')).toBe(gains.awarded)
    expect(gainOf('useful', null)).toBe(gains.useful)
    expect(gainOf(null, 'bid')).toBe(gains.bid)
    expect(gainOf('not_useful', 'invited')).toBe(gains.invited)
    expect(gainOf('not_useful', null)).toBe(0)
    expect(gainOf(null, null)).toBeNull()
  })
})
