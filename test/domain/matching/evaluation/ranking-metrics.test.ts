import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { auc, hasSuccess, mean, ndcg, recall } from '#domain/matching/evaluation/ranking-metrics.ts'

const someGains = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 30 })

describe('nDCG', () => {
  it('is worked out by hand: 0, 2, 5 in this order', () => {
    const reached = 2 / Math.log2(3) + 5 / 2
    const ideal = 5 + 2 / Math.log2(3)
    expect(ndcg([0, 2, 5], 10)).toBeCloseTo(reached / ideal, 12)
  })

  it('does not see what lies below the depth, but an ideal order would have brought it up', () => {
    expect(ndcg([0, 0, 5], 2)).toBe(0)
  })

  it('says nothing of a page on which nothing is worth anything', () => {
    expect(ndcg([], 10)).toBeNull()
    expect(ndcg([0, 0], 10)).toBeNull()
  })

  it('law: within 0 and 1, and 1 exactly for an order that cannot be bettered within the depth', () => {
    fc.assert(
      fc.property(someGains, fc.integer({ min: 1, max: 12 }), (gains, k) => {
        const value = ndcg(gains, k)
        if (value === null) return gains.every(gain => gain === 0)
        const best = ndcg(
          gains.toSorted((a, b) => b - a),
          k,
        )
        return value >= 0 && value <= 1 + 1e-12 && best === 1
      }),
    )
  })

  it('law: moving something of more worth up never lowers it', () => {
    fc.assert(
      fc.property(someGains, fc.nat(28), (gains, at) => {
        const [upper, lower] = [gains[at], gains[at + 1]]
        if (upper === undefined || lower === undefined || lower <= upper) return true
        const swapped = gains.with(at, lower).with(at + 1, upper)
        return (ndcg(swapped, 10) ?? 0) >= (ndcg(gains, 10) ?? 0) - 1e-12
      }),
    )
  })
})

describe('success and mean', () => {
  it('success looks at the first k places', () => {
    expect([1, 2, 3].map(k => hasSuccess([0, 0, 2], k))).toEqual([false, false, true])
    expect(hasSuccess([], 3)).toBe(false)
  })

  it('recall is the share of what can be reached', () => {
    expect([1, 2, 3].map(k => recall([0, 3, 1], k, 4))).toEqual([0, 1 / 2, 2 / 3])
    expect(recall([1], 9, 4)).toBe(1 / 4)
    expect(recall([0], 9, 0)).toBeNull()
  })

  it('AUC counts the pairs in the right order, a tie as half', () => {
    expect(auc([3, 1], [2, 1])).toBe((2 + 0.5) / 4)
    expect([auc([2], [1]), auc([1], [2]), auc([Number.NEGATIVE_INFINITY], [Number.NEGATIVE_INFINITY])]).toEqual([
      1, 0, 0.5,
    ])
    expect([auc([], [1]), auc([1], [])]).toEqual([null, null])
  })

  it('the mean of nothing is nothing', () => {
    expect(mean([])).toBeNull()
    expect(mean([1, 2])).toBe(1.5)
  })
})
