import { beforeAll, describe, expect, it } from 'vitest'
import type { MatchDocument } from '#domain/matching/document.ts'
import { readId } from '#domain/matching/index/columns.ts'
import { wordNumber } from '#domain/matching/index/dictionary.ts'
import type { MatchFilter } from '#domain/matching/index/filter.ts'
import { createMatchIndex, type MatchIndex, remove, upsert } from '#domain/matching/index/match-index.ts'
import { topDocuments } from '#domain/matching/index/top-documents.ts'
import { conditionsIn } from '#domain/matching/rank.ts'
import { bm25 } from '#domain/matching/ranking/weights.ts'
import { aDocument, anId } from '../support.ts'
import { passesFilter } from './naive-filter.ts'
import { bestByWords, type NaiveTerm, naiveScores } from './naive-ranking.ts'

/** Several windows of 8,192 places, the last one not full. */
const documentCount = 20_000
const library = 'demand' as const
const vocabulary = Array.from({ length: 60 }, (_, i) => `w${i}x`)
const owners = [anId(900_001), anId(900_002)] as const

/** The same numbers each time; the first words are common, the last ones rare. */
function draw(n: number): number {
  const mixed = Math.imul(Math.imul(n ^ (n >>> 15), 0x2c1b3c6d) ^ (n >>> 7), 0x297a2d39)
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32
}

function documentAt(n: number): MatchDocument {
  const words = Array.from({ length: 3 + Math.floor(20 * draw(n * 100)) }, (_, i) => {
    return vocabulary[Math.floor(vocabulary.length * draw(n * 100 + i + 1) ** 3)] ?? ''
  })
  return aDocument({
    id: anId(n + 1),
    library,
    title: draw(n * 100 + 50) < 0.2 ? words.slice(0, 2).join(' ') : '泵',
    text: words.slice(2).join(' '),
    trl: 1 + Math.floor(9 * draw(n * 100 + 60)),
    organisationId: draw(n * 100 + 70) < 0.001 ? owners[0] : owners[1],
  })
}

const queries: NaiveTerm[][] = [
  [40, 20, 8, 3, 1, 0],
  [59, 58, 57, 33, 32, 31, 30, 15, 14, 13, 12, 5, 4, 3, 2, 1, 0],
  [2, 1],
  [50],
].map(words => words.map((word, i) => ({ word: vocabulary[word] ?? '', share: 2 ** (-i / 3) / words.length })))

const filters: MatchFilter[] = [{}, { trlMin: 5 }, { trlMin: 9, trlMax: 9 }, { organisationId: owners[0] }]

describe('a segment of several windows', () => {
  const index: MatchIndex = createMatchIndex()
  const documents = Array.from({ length: documentCount }, (_, n) => documentAt(n))
  const isDead = (n: number) => n % 1_000 === 999
  const living = documents.filter((_, n) => !isDead(n))

  beforeAll(() => {
    upsert(index, documents)
    remove(
      index,
      documents.filter((_, n) => isDead(n)).map(({ id }) => id),
    )
  })

  it.each(filters)('is scored as if every document were, to the last bit, under %o', filter => {
    const passing = living.filter(document => passesFilter(document, filter))
    const conditions = conditionsIn(index, library, filter)
    for (const terms of queries) {
      const scoreOf = naiveScores(documents, terms)
      const words = terms.map(({ word, share }) => ({ word: wordNumber(index.dictionary, word), share }))
      for (const limit of [1, 20, 300]) {
        const found = topDocuments(index.libraries[library], words, { limit, nowAt: 0, weights: bm25, conditions })
        const ids = found.map(({ live, place, score }) => ({ id: readId(live.segment.columns.ids, place), score }))
        const expected = bestByWords(passing, scoreOf, limit)
        expect(ids).toEqual(expected.map(({ document, score }) => ({ id: document.id, score })))
      }
    }
  })

  it('ranks given places alone, few or many, from any window', () => {
    const terms = queries[1] ?? []
    const words = terms.map(({ word, share }) => ({ word: wordNumber(index.dictionary, word), share }))
    const scoreOf = naiveScores(documents, terms)
    for (const step of [2, 50, 3_000]) {
      const places = Uint16Array.from({ length: Math.ceil(documentCount / step) }, (_, i) => i * step)
      const options = { limit: 20, nowAt: 0, weights: bm25, conditions: [], placesIn: () => places }
      const found = topDocuments(index.libraries[library], words, options)
      const given = documents.filter((_, n) => n % step === 0 && !isDead(n))
      const expected = bestByWords(given, scoreOf, 20).map(({ document }) => document.id)
      expect(found.map(({ live, place }) => readId(live.segment.columns.ids, place))).toEqual(expected)
    }
  })
})
