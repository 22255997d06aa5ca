import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MatchDocument } from '#domain/matching/document.ts'
import { buildSegment } from '#domain/matching/index/build-segment.ts'
import { createCharacterNumbers, eachCharacter } from '#domain/matching/index/character-columns.ts'
import { columnNames, readId } from '#domain/matching/index/columns.ts'
import { createDictionary, wordOf } from '#domain/matching/index/dictionary.ts'
import { ownerWord } from '#domain/matching/index/marked-words.ts'
import { mergeSegments } from '#domain/matching/index/merge-segments.ts'
import { readQuantities } from '#domain/matching/index/quantity-columns.ts'
import { boundGrowth, findWord, pageWords, type Segment } from '#domain/matching/index/segment.ts'
import { quantise } from '#domain/matching/index/vector-columns.ts'
import { curveOf, packCounts, wordFrequency } from '#domain/matching/ranking/score.ts'
import { type Bm25Weights, bm25 } from '#domain/matching/ranking/weights.ts'
import { documentOf } from './churn.ts'
import { fakeMeanings } from './fake-meanings.ts'
import { charactersOf } from './naive-characters.ts'
import { wordsOf } from './naive-ranking.ts'

const dictionary = createDictionary()
const characters = createCharacterNumbers()

function segmentOf(documents: readonly MatchDocument[], given: Partial<Pick<Segment, 'averages' | 'weights'>> = {}) {
  const averages = { title: 2, keywords: 1, text: 10 }
  const vectorOf = (document: MatchDocument) => {
    const vector = fakeMeanings.ofText(document)
    return vector && quantise(vector)
  }
  const frame = { dictionary, characters, vectorOf, dimensions: fakeMeanings.dimensions }
  return buildSegment(documents, { ...frame, averages, weights: bm25, ...given })
}

const documentsOf = (seed: number, from: number, count: number) =>
  Array.from({ length: count }, (_, i) => documentOf(seed, from + i, from + i, 'demand'))

/** Each word's postings as text: ids with packed counts. */
function readPostings({ words, starts, places, counts, columns }: Segment): Map<string, string[]> {
  const lists = [...words].map((word, i): [string, string[]] => {
    const at = Array.from({ length: (starts[i + 1] ?? 0) - (starts[i] ?? 0) }, (_, k) => (starts[i] ?? 0) + k)
    return [wordOf(dictionary, word), at.map(k => `${readId(columns.ids, places[k] ?? 0)}:${counts[k]}`)]
  })
  return new Map(lists)
}

const atMostFour = (counts: ReadonlyMap<string, number>) =>
  new Map(Array.from(counts, ([char, count]) => [char, Math.min(count, 4)]))

function readCharacters(segment: Segment, place: number): Map<string, number> {
  const found = new Map<string, number>()
  eachCharacter(segment.characters, place, (number, count) =>
    found.set(String.fromCharCode(characters.units[number] ?? 0), count),
  )
  return found
}

function postingsOf(documents: readonly MatchDocument[]): Map<string, string[]> {
  const lists = new Map<string, string[]>()
  for (const document of documents) {
    const { title, keywords, text } = wordsOf(document).counts
    for (const word of new Set([...title.keys(), ...keywords.keys(), ...text.keys()])) {
      const of = (counts: ReadonlyMap<string, number>) => counts.get(word) ?? 0
      const packed = packCounts({ title: of(title), keywords: of(keywords), text: of(text) })
      lists.set(word, [...(lists.get(word) ?? []), `${document.id}:${packed}`])
    }
    const owner = ownerWord(document.organisationId)
    lists.set(owner, [...(lists.get(owner) ?? []), `${document.id}:1`])
  }
  return lists
}

const isRising = (numbers: Uint32Array | Uint16Array) =>
  numbers.every((number, i) => i === 0 || number > (numbers[i - 1] ?? 0))
const seeds = fc.integer({ min: 0, max: 10_000 })

describe('segment', () => {
  it('law: finds every word by its page and no other, however its words are strewn', () => {
    const numbers = fc.uniqueArray(fc.oneof(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 5_000_000 })))
    fc.assert(
      fc.property(numbers, fc.integer({ min: -1, max: 5_000_001 }), (given, other) => {
        const words = Uint32Array.from(given).sort()
        const segment = { ...segmentOf([]), words, pages: pageWords(words) }
        for (const [i, word] of words.entries()) {
          expect(findWord(segment, word)).toBe(i)
          expect(findWord(segment, word + 1)).toBe(words.indexOf(word + 1))
        }
        expect(findWord(segment, other)).toBe(words.indexOf(other))
      }),
    )
  })

  it('law: holds each word of each document, sorted, however many words the dictionary has', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(0, 1, 3, 40), (seed, count) => {
        const documents = documentsOf(seed, 0, count)
        const segment = segmentOf(documents)
        expect(readPostings(segment)).toEqual(postingsOf(documents))
        expect(isRising(segment.words)).toBe(true)
        for (const [place, document] of documents.entries()) {
          expect(readQuantities(segment.quantities, place, dictionary)).toEqual(document.quantities)
          expect(readCharacters(segment, place)).toEqual(atMostFour(charactersOf(document)))
        }
        for (const [i, word] of segment.words.entries()) expect(findWord(segment, word)).toBe(i)
        expect([findWord(segment, -1), findWord(segment, 1_000_000)]).toEqual([-1, -1])
      }),
      { numRuns: 20 },
    )
  })

  it('law: merged, it is the segment of the living, and says where each went', () => {
    fc.assert(
      fc.property(seeds, fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 5 }), (seed, sizes) => {
        const parts = sizes.map((size, i) => documentsOf(seed, i * 100, size))
        const sources = parts.map((documents, s) => {
          const dead = Uint8Array.from(documents, (_, i) => ((seed >> (i + s)) & 3 ? 0 : 1))
          return { segment: segmentOf(documents), dead }
        })
        const living = parts.map((documents, s) => documents.filter((_, i) => sources[s]?.dead[i] === 0))
        const work = mergeSegments(sources, {
          averages: { title: 2, keywords: 1, text: 10 },
          weights: bm25,
          dimensions: fakeMeanings.dimensions,
        })
        let step = work.next()
        while (!step.done) step = work.next()
        const { segment, movedTo } = step.value
        expect(segment).toEqual(segmentOf(living.flat()))
        for (const [s, documents] of parts.entries())
          for (const [i, { id }] of documents.entries()) {
            const to = movedTo[s]?.[i] ?? -1
            if (sources[s]?.dead[i] === 1) expect(to).toBe(-1)
            else expect(readId(segment.columns.ids, to)).toBe(id)
          }
      }),
      { numRuns: 20 },
    )
  })

  const mostly = (min: number, max: number, seldom: number) =>
    fc.oneof({ weight: 15, arbitrary: fc.double({ min, max, noNaN: true }) }, fc.constant(seldom))
  const average = fc.record({ title: mostly(0.2, 9, 0), keywords: mostly(0.1, 3, 0), text: mostly(1, 300, 0) })
  const field = fc.record({ weight: mostly(0.5, 3, 0), b: fc.oneof(mostly(0.1, 0.9, 0), mostly(0.1, 0.9, 1)) })
  const weights: fc.Arbitrary<Bm25Weights> = fc.record({
    k1: fc.constantFrom(0.5, 1.2),
    title: field,
    keywords: field,
    text: field,
  })

  it('law: a bound grown as the averages and weights changed is above every frequency, or says nothing', () => {
    let saysMore = 0
    fc.assert(
      fc.property(seeds, average, average, weights, weights, (seed, before, now, was, is) => {
        const segment = segmentOf(documentsOf(seed, 0, 8), { averages: before, weights: was })
        const growth = boundGrowth(segment, now, is)
        if (Number.isFinite(growth)) saysMore++
        const curve = curveOf(is, now)
        const { titleLength, keywordsLength, textLength } = segment.columns
        for (let i = 0; i < segment.words.length; i++)
          for (let at = segment.starts[i] ?? 0; at < (segment.starts[i + 1] ?? 0); at++) {
            const [place, packed] = [segment.places[at] ?? 0, segment.counts[at] ?? 0]
            const lengths = [titleLength[place] ?? 0, keywordsLength[place] ?? 0, textLength[place] ?? 0] as const
            const frequency = wordFrequency(packed, ...lengths, curve)
            expect(frequency > (segment.bounds[i] ?? 0) * growth).toBe(false)
          }
      }),
      { numRuns: 100 },
    )
    expect(saysMore).toBeGreaterThan(10)
  })

  it('a bound barely grows while the library barely changes', () => {
    const segment = segmentOf(documentsOf(1, 0, 8), { averages: { title: 10, keywords: 2, text: 200 } })
    expect(boundGrowth(segment, segment.averages, bm25)).toBeLessThan(1.000001)
    expect(boundGrowth(segment, { title: 10.1, keywords: 2.02, text: 202 }, bm25)).toBeLessThan(1.011)
  })

  it('has a column for everything, one entry a document', () => {
    const { columns } = segmentOf(documentsOf(1, 0, 5))
    for (const name of columnNames) expect(columns[name].length).toBe(5)
    expect(columns.ids.length).toBe(80)
  })
})
