/** Two rankings of the same judged demands: what is measured, and how sure it is. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkSwitch, weightsStateOf } from '#domain/matching/evaluation/check-switch.ts'
import {
  chooseJudged,
  compareRankings,
  type ReplayedDemand,
  type WeightsComparison,
} from '#domain/matching/evaluation/compare-rankings.ts'
import { bootstrapMean } from '#domain/matching/evaluation/paired-bootstrap.ts'

const demand = (id: string, gains: Record<string, number>, active: string, proposed: string): ReplayedDemand => ({
  id,
  gains: new Map(Object.entries(gains)),
  active: [...active],
  proposed: [...proposed],
})
const second = 1 / Math.log2(3)

describe('a comparison', () => {
  it('of nothing measures nothing', () => {
    const none = { ndcgAt10: null, successAt3: null }
    expect(compareRankings([])).toEqual({ demands: 0, active: none, proposed: none, gain: null })
  })

  it('finds no difference between a ranking and itself', () => {
    const same = compareRankings([demand('1', { a: 2, b: 0 }, 'ba', 'ba'), demand('2', { c: 3 }, 'c', 'c')])
    expect(same.gain).toEqual({ mean: 0, low: 0, high: 0 })
    expect(same.active).toEqual(same.proposed)
  })

  it('says how much better the useful one stands', () => {
    const { active, proposed, gain } = compareRankings([demand('1', { a: 2, b: 0 }, 'ba', 'ab')])
    expect(active.ndcgAt10).toBeCloseTo(second, 12)
    expect(proposed).toEqual({ ndcgAt10: 1, successAt3: 1 })
    expect(gain?.mean).toBeCloseTo(1 - second, 12)
  })

  it('counts against a ranking what it does not find and the other does', () => {
    const { active, proposed } = compareRankings([demand('1', { a: 2, b: 2 }, 'a', 'ab')])
    expect(active.ndcgAt10).toBeCloseTo(1 / (1 + second), 12)
    expect(proposed.ndcgAt10).toBe(1)
  })

  it('does not count what neither can find any more', () => {
    expect(compareRankings([demand('1', { a: 2, gone: 5 }, 'a', 'a')]).active.ndcgAt10).toBe(1)
  })

  it('takes a demand of which everything was useless as a failure, and not into nDCG', () => {
    const { demands, active, gain } = compareRankings([
      demand('1', { a: 0 }, 'a', 'a'),
      demand('2', { a: 2 }, 'a', 'a'),
    ])
    expect([demands, active, gain?.mean]).toEqual([2, { ndcgAt10: 1, successAt3: 0.5 }, 0])
  })

  it('looks at the first three for success', () => {
    const { active, proposed } = compareRankings([demand('1', { d: 2 }, 'abcd', 'abdc')])
    expect([active.successAt3, proposed.successAt3]).toEqual([0, 1])
  })
})

describe('the demands compared', () => {
  it('are all, or as many as are allowed, spread evenly and without doubles', () => {
    const all = Array.from({ length: 25 }, (_, i) => ({ id: String(i), gains: new Map<string, number>() }))
    expect(chooseJudged(all, 25)).toEqual(all)
    const chosen = chooseJudged(all, 10).map(({ id }) => Number(id))
    expect(new Set(chosen).size).toBe(10)
    expect([chosen[0], chosen.at(-1)]).toEqual([0, 22])
  })
})

describe('the interval', () => {
  const differences = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 40 })

  it('is the same each time, and lies within what was measured', () => {
    fc.assert(
      fc.property(differences, values => {
        const [once, again] = [bootstrapMean(values), bootstrapMean(values)]
        expect(again).toEqual(once)
        expect(once?.low).toBeGreaterThanOrEqual(Math.min(...values) - 1e-12)
        expect(once?.high).toBeLessThanOrEqual(Math.max(...values) + 1e-12)
        expect(once?.low).toBeLessThanOrEqual(once?.high ?? 0)
      }),
      { numRuns: 50 },
    )
  })

  it('is about two standard errors wide on either side', () => {
    const values = Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? 0.3 : -0.1))
    const { mean = 0, low = 0, high = 0 } = bootstrapMean(values) ?? {}
    expect(mean).toBeCloseTo(0.1, 9)
    const error = 0.2 / Math.sqrt(400)
    expect((mean - low) / error).toBeGreaterThan(1.7)
    expect((mean - low) / error).toBeLessThan(2.2)
    expect((high - mean) / error).toBeGreaterThan(1.7)
    expect((high - mean) / error).toBeLessThan(2.2)
  })

  it('of nothing is none', () => {
    expect(bootstrapMean([])).toBeNull()
  })
})

describe('switching', () => {
  const quality = { ndcgAt10: 0.5, successAt3: 0.5 }
  const compared = (mean: number | null, againstId: string | null = null): WeightsComparison => ({
    demands: mean === null ? 0 : 9,
    active: quality,
    proposed: quality,
    gain: mean === null ? null : { mean, low: mean - 0.1, high: mean + 0.1 },
    againstId,
  })
  const proposed = { activatedAt: null, retiredAt: null }
  const codeOf = (comparison: WeightsComparison | null, acceptLoss = false, activeId: string | null = null) =>
    checkSwitch({ ...proposed, comparison }, { activeId, acceptLoss })?.code ?? null

  it('needs a comparison, and with what is in force now', () => {
    expect(codeOf(null, true)).toBe('NOT_COMPARED')
    expect(codeOf(compared(0.1, null), true, 'x')).toBe('NOT_COMPARED')
    expect(codeOf(compared(0.1, 'x'), true, null)).toBe('NOT_COMPARED')
    expect(codeOf(compared(0.1, 'x'), false, 'x')).toBeNull()
  })

  it('to what loses needs open eyes', () => {
    expect(codeOf(compared(-0.01))).toBe('MEASURED_LOSS')
    expect(codeOf(compared(-0.01), true)).toBeNull()
    expect(
      checkSwitch({ ...proposed, comparison: compared(-0.2) }, { activeId: null, acceptLoss: false }),
    ).toMatchObject({
      gain: -0.2,
      low: expect.closeTo(-0.3, 9),
      high: expect.closeTo(-0.1, 9),
    })
  })

  it('needs no more when they tie or nothing was measured', () => {
    expect([codeOf(compared(0)), codeOf(compared(null))]).toEqual([null, null])
  })

  it('happens once', () => {
    const at = new Date()
    const states = [proposed, { activatedAt: at, retiredAt: null }, { activatedAt: at, retiredAt: at }]
    expect(states.map(weightsStateOf)).toEqual(['proposed', 'active', 'retired'])
    const codes = states.map(
      state => checkSwitch({ ...state, comparison: compared(1) }, { activeId: null, acceptLoss: true })?.code ?? null,
    )
    expect(codes).toEqual([null, 'WRONG_STATE', 'WRONG_STATE'])
  })
})
