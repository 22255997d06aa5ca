import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildSegment } from '#domain/matching/index/build-segment.ts'
import { createCharacterNumbers } from '#domain/matching/index/character-columns.ts'
import { createDictionary } from '#domain/matching/index/dictionary.ts'
import {
  compactIndex,
  createMatchIndex,
  forgetMeanings,
  type MatchIndex,
  maintainIndex,
  remove,
  upsert,
} from '#domain/matching/index/match-index.ts'
import { mergeSegments } from '#domain/matching/index/merge-segments.ts'
import { quantise, similarityAt } from '#domain/matching/index/vector-columns.ts'
import { rankDocuments } from '#domain/matching/rank.ts'
import { bm25 } from '#domain/matching/ranking/weights.ts'
import { aDocument, anId, aQuery, finish } from '../support.ts'
import { fakeMeanings } from './fake-meanings.ts'

const averages = { title: 0, keywords: 0, text: 0 }
const dictionary = createDictionary()
const characters = createCharacterNumbers()
const odd = Number.NaN

/** A segment whose documents mean just these; the first of them has the number `from`. */
function segmentOf(from: number, dimensions: number, vectors: readonly (Int8Array | null)[]) {
  const documents = vectors.map((_, i) => aDocument({ id: anId(from + i) }))
  const vectorOf = ({ id }: { id: string }) => vectors[documents.findIndex(document => document.id === id)] ?? null
  return buildSegment(documents, { dictionary, characters, vectorOf, dimensions, averages, weights: bm25 })
}

const number = fc.float({ min: -1000, max: 1000, noNaN: true })
const vector = fc.array(number, { minLength: 4, maxLength: 4 }).map(values => Float32Array.from(values))

function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const dot = (x: ArrayLike<number>, y: ArrayLike<number>) =>
    Array.from(x).reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0)
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))
}

describe('quantise', () => {
  it('law: the largest value becomes 127, the others their part of it', () => {
    fc.assert(
      fc.property(vector, given => {
        const largest = Math.max(...Array.from(given, Math.abs))
        for (const [i, value] of quantise(given).entries())
          expect(Math.abs(value - (largest === 0 ? 0 : (127 * (given[i] ?? 0)) / largest))).toBeLessThanOrEqual(0.5)
      }),
    )
  })

  it.each([
    ['of nothing', [0, 0, 0]],
    ['that is no number', [1, odd, 2]],
    ['without end', [1, Number.POSITIVE_INFINITY, 2]],
    ['of no length', []],
  ])('a meaning %s is none', (_, values) => {
    expect([...quantise(Float32Array.from(values))].every(value => value === 0)).toBe(true)
  })
})

describe('similarity', () => {
  it('law: is the cosine of the two, to two digits', () => {
    fc.assert(
      fc.property(vector, vector, (own, asked) => {
        const found = similarityAt(segmentOf(0, 4, [null, quantise(own)]), 1, asked)
        if (found === null) expect(Math.min(...[own, asked].map(one => Math.max(...Array.from(one, Math.abs))))).toBe(0)
        else {
          expect(Math.abs(found)).toBeLessThanOrEqual(1 + 1e-12)
          expect(Math.abs(found - cosine(own, asked))).toBeLessThan(0.02)
        }
      }),
      { numRuns: 50 },
    )
  })

  const segment = segmentOf(0, 3, [Int8Array.of(127, 0, 0), null])
  it.each([
    ['the asker has no meaning', 0, null],
    ['the asker has one of another length', 0, Float32Array.of(1, 0)],
    ['the asker points nowhere', 0, new Float32Array(3)],
    ['the asker has something that is no number', 0, Float32Array.of(1, odd, 0)],
    ['the asker has something without end', 0, Float32Array.of(1, Number.POSITIVE_INFINITY, 0)],
    ['the document has none', 1, Float32Array.of(1, 0, 0)],
  ])('is not known when %s', (_, place, asked) => {
    expect(similarityAt(segment, place, asked)).toBeNull()
  })

  it('is not known where nothing has a meaning', () => {
    expect(similarityAt(segmentOf(0, 0, [null]), 0, new Float32Array(0))).toBeNull()
  })
})

describe('merging', () => {
  const merge = (dimensions: number, ...sources: Parameters<typeof mergeSegments>[0]) => {
    const work = mergeSegments(sources, { averages, weights: bm25, dimensions })
    for (let step = work.next(); ; step = work.next()) if (step.done) return step.value.segment
  }
  const [one, two, three] = [Int8Array.of(1, 2), Int8Array.of(3, 4), Int8Array.of(5, 6)]

  it('keeps the meanings of the living beside their documents', () => {
    const merged = merge(
      2,
      { segment: segmentOf(0, 2, [one, null, two]), dead: Uint8Array.of(1, 0, 0) },
      { segment: segmentOf(3, 2, [three]), dead: Uint8Array.of(0) },
    )
    expect([...merged.vectors]).toEqual([0, 0, 3, 4, 5, 6])
    expect(merged.dimensions).toBe(2)
  })

  it.each([1, 3])('leaves behind the meanings of another model, of %i dimensions', other => {
    const foreign = new Int8Array(other).fill(9)
    const sources = [
      { segment: segmentOf(0, other, [foreign, foreign]), dead: new Uint8Array(2) },
      { segment: segmentOf(2, 2, [one]), dead: new Uint8Array(1) },
    ]
    expect([...merge(2, ...sources).vectors]).toEqual([0, 0, 0, 0, 1, 2])
    expect(merge(0, ...sources)).toMatchObject({ dimensions: 0, vectors: new Int8Array(0) })
  })
})

describe('meanings in the index', () => {
  const asked = { library: 'achievement', from: 'demand', limit: 10, nowAt: 0 } as const
  const pump = (n: number, vector: Float32Array | null) => aDocument({ id: anId(n), title: '水泵', vector })
  const rank = (index: MatchIndex, vector: Float32Array | null) =>
    rankDocuments(index, { ...asked, query: aQuery({ title: '水泵', vector }) }).ranked

  it('decide between equals, and a right angle or more adds nothing', () => {
    const index = createMatchIndex(null, 2)
    const directions = [
      Float32Array.of(-1, 0),
      Float32Array.of(0, 1),
      null,
      Float32Array.of(1, 1),
      Float32Array.of(2, 0),
    ]
    upsert(
      index,
      directions.map((direction, n) => pump(n, direction)),
    )
    const ranked = rank(index, Float32Array.of(0.5, 0))
    expect(ranked.map(({ id }) => id)).toEqual([4, 3, 0, 1, 2].map(anId))
    expect(ranked.map(({ similarity }) => similarity)).toEqual([1, Math.SQRT1_2, -1, 0, null])
    const [best, , ...others] = ranked.map(({ score }) => score)
    expect(new Set(others).size).toBe(1)
    expect(best).toBeCloseTo((others[0] ?? 0) * 1.2, 12)
  })

  it('are worked out by the index where a document or a query brings none, and none are of a foreign length', () => {
    const index = createMatchIndex(fakeMeanings)
    upsert(index, [pump(1, null), pump(2, Float32Array.of(1, 2))])
    expect(rank(index, null).map(({ similarity }) => similarity === null)).toEqual([false, true])
    expect(rank(index, Float32Array.of(1)).map(({ similarity }) => similarity)).toEqual([null, null])
  })

  it('outlive maintenance and compaction', () => {
    const index = createMatchIndex(null, 2)
    const turned = (n: number) => pump(n, Float32Array.of(Math.cos(n), Math.sin(n)))
    for (let n = 0; n < 30; n++) upsert(index, [turned(n)])
    remove(index, [anId(3), anId(17)])
    finish(maintainIndex(index))
    finish(compactIndex(index))
    const fresh = createMatchIndex(null, 2)
    upsert(
      fresh,
      Array.from({ length: 30 }, (_, n) => turned(n)).filter((_, n) => n !== 3 && n !== 17),
    )
    expect(rank(index, Float32Array.of(1, 1))).toEqual(rank(fresh, Float32Array.of(1, 1)))
  })

  it('are forgotten at once, and come back with the listings that are put in again', () => {
    const index = createMatchIndex(null, 2)
    upsert(index, [pump(1, Float32Array.of(1, 0)), pump(2, Float32Array.of(0, 1))])
    forgetMeanings(index)
    index.dimensions = 3
    upsert(index, [pump(2, Float32Array.of(1, 0, 0))])
    const similarities = () => rank(index, Float32Array.of(1, 0, 0)).map(({ id, similarity }) => [id, similarity])
    const expected = [
      [anId(2), 1],
      [anId(1), null],
    ]
    expect(similarities()).toEqual(expected)
    finish(compactIndex(index))
    expect(similarities()).toEqual(expected)
  })

  it('count for nothing in a ranking that does without', () => {
    const index = createMatchIndex(null, 2)
    upsert(index, [pump(1, Float32Array.of(0, 1)), pump(2, Float32Array.of(1, 0))])
    const query = aQuery({ title: '水泵', vector: Float32Array.of(1, 0) })
    const { ranked } = rankDocuments(index, { ...asked, query, ignoresMeaning: true })
    expect(ranked.map(({ id, similarity }) => [id, similarity])).toEqual([
      [anId(1), null],
      [anId(2), null],
    ])
  })
})
