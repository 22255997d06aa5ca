import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sortInSteps } from '#domain/matching/sort-in-steps.ts'

function run<T>(steps: Generator<void, T>): { result: T; steps: number } {
  for (let count = 0; ; count++) {
    const { done, value } = steps.next()
    if (done) return { result: value, steps: count }
  }
}

describe('sortInSteps', () => {
  const byKey = (a: { key: number }, b: { key: number }) => a.key - b.key

  it('law: it sorts as the platform does, ties in their order, and leaves the list alone', () => {
    const size = fc.constantFrom(0, 1, 2, 999, 1000, 1001, 4500)
    fc.assert(
      fc.property(size, fc.integer({ min: 1, max: 50 }), (length, keys) => {
        const items = Array.from({ length }, (_, i) => ({ key: (i * 7919) % keys, i }))
        const given = [...items]
        expect(run(sortInSteps(items, byKey)).result).toEqual([...items].sort(byKey))
        expect(items).toEqual(given)
      }),
      { numRuns: 30 },
    )
  })

  it('compares no more than a few thousand times in one step', () => {
    let compared = 0
    let most = 0
    const steps = sortInSteps(
      Array.from({ length: 50_000 }, (_, i) => (i * 7919) % 50_021),
      (a, b) => {
        compared++
        return a - b
      },
    )
    for (let isDone = false; !isDone; compared = 0) {
      isDone = steps.next().done ?? false
      most = Math.max(most, compared)
    }
    expect(most).toBeLessThan(12_000)
  })
})
