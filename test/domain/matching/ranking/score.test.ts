import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  askerDamping,
  inverseFrequency,
  lengthNorm,
  packCounts,
  queryEmphasis,
  saturation,
  unpackCounts,
} from '#domain/matching/ranking/score.ts'

const count = fc.integer({ min: 0, max: 30_000 })

describe('packCounts', () => {
  it('law: gives back what was packed, up to the caps, as a positive small integer', () => {
    fc.assert(
      fc.property(count, count, fc.integer({ min: 0, max: 100_000 }), (title, keywords, text) => {
        const packed = packCounts({ title, keywords, text })
        expect(packed).toBeGreaterThanOrEqual(0)
        expect(packed).toBeLessThan(2 ** 30)
        expect(unpackCounts(packed)).toEqual({
          title: Math.min(title, 127),
          keywords: Math.min(keywords, 127),
          text: Math.min(text, 65_535),
        })
      }),
    )
  })
})

describe('saturation', () => {
  const at = (title: number, text: number) => saturation(packCounts({ title, keywords: 0, text }), 1, 1, 1)
  it('is 0 without the word, grows with repeats, stays below 1, counts a title more than a text', () => {
    expect(at(0, 0)).toBe(0)
    expect(at(0, 2)).toBeGreaterThan(at(0, 1))
    expect(at(127, 65_535)).toBeLessThan(1)
    expect(at(1, 0)).toBeGreaterThan(at(0, 1))
    expect(at(0, 1)).toBeCloseTo(1 / 2.2)
  })
  it('counts a word less in a long field', () => {
    expect(lengthNorm(20, 10, 0.5)).toBe(1.5)
    expect(lengthNorm(5, 0, 0.5)).toBe(1)
    expect(saturation(packCounts({ title: 0, keywords: 0, text: 1 }), 1, 1, 1.5)).toBeLessThan(at(0, 1))
  })
})

describe('two-sided inverse frequency', () => {
  it('falls as more documents hold the word and is never negative', () => {
    expect(inverseFrequency(1, 100)).toBeGreaterThan(inverseFrequency(50, 100))
    expect(inverseFrequency(100, 100)).toBeGreaterThan(0)
    expect(inverseFrequency(0, 100)).toBe(inverseFrequency(1, 100))
    expect(inverseFrequency(0, 0)).toBe(0)
  })
  it('damps what all askers say, leaves alone what none says, and does nothing without askers', () => {
    expect(askerDamping(0, 0)).toBe(1)
    expect(askerDamping(0, 1000)).toBe(1)
    expect(askerDamping(1000, 1000)).toBeLessThan(0.2)
    expect(askerDamping(1, 3)).toBeGreaterThan(0.85)
  })
})

describe('queryEmphasis', () => {
  it('counts the text half of the title, and repeats ever less', () => {
    expect(queryEmphasis(1, 0)).toBe(1)
    expect(queryEmphasis(0, 1)).toBe(0.5)
    expect(queryEmphasis(2, 0)).toBe(1.5)
    expect(queryEmphasis(1000, 1000)).toBeLessThan(3)
  })
})
