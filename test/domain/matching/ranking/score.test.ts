import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  askerDamping,
  curveOf,
  fullness,
  inverseFrequency,
  packCounts,
  queryEmphasis,
  saturation,
  unpackCounts,
  wordFrequency,
} from '#domain/matching/ranking/score.ts'
import { bm25, queryFrequencyPrior } from '#domain/matching/ranking/weights.ts'

const count = fc.integer({ min: 0, max: 30_000 })

describe('packCounts', () => {
  it('law: gives back what was packed, up to the caps, in a byte', () => {
    fc.assert(
      fc.property(count, count, fc.integer({ min: 0, max: 100_000 }), (title, keywords, text) => {
        const packed = packCounts({ title, keywords, text })
        expect(Uint8Array.of(packed)[0]).toBe(packed)
        expect(unpackCounts(packed)).toEqual({
          title: Math.min(title, 3),
          keywords: Math.min(keywords, 3),
          text: Math.min(text, 15),
        })
      }),
    )
  })
})

describe('word frequency', () => {
  const curve = curveOf(bm25, { title: 10, keywords: 5, text: 100 })
  const at = (title: number, keywords: number, text: number, lengths: [number, number, number] = [10, 5, 100]) =>
    wordFrequency(packCounts({ title, keywords, text }), ...lengths, curve)

  it('weighs each field, in a document of average lengths, by its weight alone', () => {
    expect(at(0, 0, 2)).toBeCloseTo(2 * bm25.text.weight)
    expect(at(1, 0, 0)).toBeCloseTo(bm25.title.weight)
    expect(at(1, 2, 3)).toBeCloseTo(bm25.title.weight + 2 * bm25.keywords.weight + 3 * bm25.text.weight)
  })

  it('counts a word less in a long field, and only by the fields it stands in', () => {
    expect(at(0, 0, 1, [10, 5, 300])).toBeCloseTo(bm25.text.weight / (1 + 2 * bm25.text.b))
    expect(at(0, 0, 1, [255, 255, 100])).toBe(at(0, 0, 1))
    expect(at(1, 0, 0, [0, 5, 65_535])).toBeCloseTo(bm25.title.weight / (1 - bm25.title.b))
  })

  it('does not even out a field that nobody has', () => {
    const empty = curveOf(bm25, { title: 0, keywords: 0, text: 0 })
    expect(wordFrequency(packCounts({ title: 1, keywords: 0, text: 0 }), 9, 9, 9, empty)).toBe(bm25.title.weight)
  })

  it('saturates: 0 without the word, more with repeats, always below 1', () => {
    expect(saturation(0, bm25.k1)).toBe(0)
    expect(saturation(at(0, 0, 2), bm25.k1)).toBeGreaterThan(saturation(at(0, 0, 1), bm25.k1))
    expect(saturation(at(3, 3, 15, [1, 1, 1]), bm25.k1)).toBeLessThan(1)
  })

  it('law: fullness is the saturated frequency, whatever the fields', () => {
    const upTo = (max: number) => fc.integer({ min: 0, max })
    const counts = fc.record({ title: upTo(3), keywords: upTo(3), text: upTo(15) }).map(packCounts)
    const lengths = fc.tuple(upTo(255), upTo(255), upTo(65_535))
    fc.assert(
      fc.property(
        counts.filter(packed => packed > 0),
        lengths,
        (packed, three) => {
          const expected = saturation(wordFrequency(packed, ...three, curve), bm25.k1)
          expect(Math.abs(fullness(packed, ...three, curve) / expected - 1)).toBeLessThan(1e-12)
        },
      ),
    )
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
    expect(askerDamping(0, 0, queryFrequencyPrior)).toBe(1)
    expect(askerDamping(0, 1000, queryFrequencyPrior)).toBe(1)
    expect(askerDamping(1000, 1000, queryFrequencyPrior)).toBeLessThan(0.2)
    expect(askerDamping(1, 3, queryFrequencyPrior)).toBeGreaterThan(0.85)
  })
})

describe('queryEmphasis', () => {
  it('counts the text half of the title, and repeats ever less', () => {
    expect(queryEmphasis(1, 0, 0.5)).toBe(1)
    expect(queryEmphasis(0, 1, 0.5)).toBe(0.5)
    expect(queryEmphasis(2, 0, 0.5)).toBe(1.5)
    expect(queryEmphasis(1000, 1000, 0.5)).toBeLessThan(3)
  })
})
