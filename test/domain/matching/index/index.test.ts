import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MatchDocument, MatchQuery } from '#domain/matching/document.ts'
import { queryOf } from '#domain/matching/document.ts'
import { createMatchIndex, type MatchIndex, type RankOptions } from '#domain/matching/index/match-index.ts'
import { aDocument, aQuery } from '../support.ts'
import { rankNaively } from './naive-ranking.ts'

const nowAt = 1_000
const options: RankOptions = { library: 'achievement', limit: 10, nowAt }

function indexOf(...documents: MatchDocument[]): MatchIndex {
  const index = createMatchIndex()
  for (const document of documents) index.upsert(document)
  return index
}

function ids(index: MatchIndex, query: Partial<MatchQuery>, given: Partial<RankOptions> = {}): string[] {
  return index.rankIds(aQuery(query), { ...options, ...given }).map(({ id }) => id)
}

describe('rank', () => {
  const nitride = aDocument({ id: 'nitride', title: '氮化硼陶瓷刀具' })
  const battery = aDocument({ id: 'battery', title: '锂电池隔膜', text: '用于电池，含氮化硼涂层' })
  const pump = aDocument({ id: 'pump', title: '水泵' })

  it('puts the document that answers more of the query first and leaves out what shares no word', () => {
    expect(ids(indexOf(pump, battery, nitride), { title: '氮化硼刀具' })).toEqual(['nitride', 'battery'])
  })

  it.each(['', ' ', '的', '😀', '\u200f', '\ud800', '无关词语', '.*(?', "'; --"])('finds nothing for %j', title => {
    expect(ids(indexOf(pump, battery, nitride), { title, text: title })).toEqual([])
  })

  it('breaks ties by id, whatever the order of arrival', () => {
    const twins = ['b', 'c', 'a'].map(id => aDocument({ id, title: '水泵密封' }))
    for (const order of [twins, twins.toReversed()]) {
      expect(ids(indexOf(...order), { title: '水泵' })).toEqual(['a', 'b', 'c'])
      expect(ids(indexOf(...order), { title: '水泵' }, { limit: 2 })).toEqual(['a', 'b'])
    }
  })

  it('never ranks an expired document, from the instant on', () => {
    const index = indexOf(
      { ...pump, expiresAt: nowAt },
      aDocument({ id: 'later', title: '水泵', expiresAt: nowAt + 1 }),
    )
    expect(ids(index, { title: '水泵' })).toEqual(['later'])
    expect(ids(index, { title: '水泵' }, { nowAt: nowAt + 1 })).toEqual([])
  })

  it('ranks only candidates, and only the library asked for', () => {
    const index = indexOf(nitride, battery, { ...nitride, id: 'wish', library: 'demand' })
    expect(ids(index, { title: '氮化硼' }, { candidates: new Set(['battery', 'wish']) })).toEqual(['battery'])
    expect(ids(index, { title: '氮化硼' }, { candidates: new Set() })).toEqual([])
    expect(ids(index, { title: '氮化硼' }, { library: 'demand' })).toEqual(['wish'])
    expect(ids(index, { title: '氮化硼' }, { limit: 0 })).toEqual([])
  })

  it('lets a structured fact decide between equals, and never alone', () => {
    const near = aDocument({ id: 'z-near', title: '水泵', regionCode: '410105' })
    const stranger = aDocument({ id: 'a-stranger', title: '隔膜', regionCode: '410105', fields: ['new_energy'] })
    const query = { title: '水泵', regionCode: '410105', fields: ['new_energy'] as const }
    expect(ids(indexOf(pump, near, stranger), query)).toEqual(['z-near', 'pump'])
  })

  it('takes the demand for the one who wants, also when achievements ask', () => {
    const ambitious = aDocument({ id: 'ambitious', library: 'demand', title: '水泵', trl: 9 })
    const modest = aDocument({ id: 'modest', library: 'demand', title: '水泵', trl: 3 })
    const offer = queryOf(aDocument({ id: 'offer', title: '水泵', trl: 3 }))
    expect(ids(indexOf(ambitious, modest), offer, { library: 'demand' })).toEqual(['modest', 'ambitious'])
  })

  it('gives less weight to a word that all demands use', () => {
    const documents = [aDocument({ id: 'common', title: '研发' }), aDocument({ id: 'rare', title: '隔膜' })]
    const demands = Array.from({ length: 50 }, (_, i) => aDocument({ id: `d${i}`, library: 'demand', title: '研发' }))
    expect(ids(indexOf(...documents), { title: '研发隔膜' })).toEqual(['common', 'rare'])
    expect(ids(indexOf(...documents, ...demands), { title: '研发隔膜' })).toEqual(['rare', 'common'])
  })
})

describe('upsert and remove', () => {
  it('replaces by id, across libraries, and counts exactly', () => {
    const index = indexOf(aDocument({ id: 'x', title: '水泵' }), aDocument({ id: 'x', title: '隔膜' }))
    expect(index.size()).toBe(1)
    expect(ids(index, { title: '水泵' })).toEqual([])
    expect(ids(index, { title: '隔膜' })).toEqual(['x'])
    index.upsert(aDocument({ id: 'x', title: '隔膜', library: 'expert' }))
    expect([index.size('achievement'), index.size('expert'), index.size()]).toEqual([0, 1, 1])
    expect(index.remove('x')).toBe(true)
    expect(index.remove('x')).toBe(false)
    expect(index.size()).toBe(0)
  })

  it('does not notice when the caller changes its document afterwards', () => {
    const keywords = ['水泵']
    const index = indexOf(aDocument({ id: 'x', keywords }))
    keywords[0] = '隔膜'
    index.remove('x')
    index.upsert(aDocument({ id: 'y', keywords: ['水泵'] }))
    expect(index.rankIds(aQuery({ title: '水泵' }), options)).toEqual(
      indexOf(aDocument({ id: 'y', keywords: ['水泵'] })).rankIds(aQuery({ title: '水泵' }), options),
    )
  })

  it('ranks the same after thousands of replacements as a fresh index, moved documents and all', () => {
    const titles = ['水泵密封', '锂电池隔膜', '氮化硼刀具', '电池管理', '水处理膜']
    const documents = Array.from({ length: 300 }, (_, i) =>
      aDocument({ id: `d${i}`, title: titles[i % 5] ?? '', text: `${titles[(i * 7) % 3]}${i}` }),
    )
    const churning = documents.filter((_, i) => i % 2 === 0)
    const index = indexOf(...documents)
    for (let round = 0; round < 15; round++)
      for (const document of churning) index.upsert({ ...document, title: '变化' })
    for (const document of churning) index.upsert(document)
    const query = aQuery({ title: '电池隔膜', text: '水处理刀具' })
    const all = { ...options, limit: 300 }
    expect(index.rank(query, all)).toEqual(indexOf(...documents).rank(query, all))
  })

  it('answers a query of more than 100 KB in bounded time, with reasons', () => {
    const letters = Array.from({ length: 4000 }, (_, i) => String.fromCharCode(0x4e00 + ((i * 7919) % 9000)))
    const index = indexOf(
      ...Array.from({ length: 20 }, (_, i) => aDocument({ id: `d${i}`, text: letters.slice(i).join('') })),
    )
    const title = '氮化硼陶瓷刀具切削'.repeat(12_000)
    const startedAt = performance.now()
    expect(index.rank(aQuery({ title, text: letters.toReversed().join('') + letters.join('') }), options)).toHaveLength(
      10,
    )
    expect(performance.now() - startedAt).toBeLessThan(5000)
  })
})

describe('exactness', () => {
  const text = fc
    .array(fc.constantFrom('电', '池', '膜', '氮', '化', '硼', 'cbn', ' ', '10mm', '的'), { maxLength: 12 })
    .map(parts => parts.join(''))
  const facts = {
    fields: fc.subarray(['new_materials', 'nuclear'] as const),
    trl: fc.option(fc.integer({ min: 1, max: 9 })),
    priceMinFen: fc.option(fc.bigInt({ min: 0n, max: 100n })),
    priceMaxFen: fc.option(fc.bigInt({ min: 0n, max: 100n })),
    regionCode: fc.option(fc.constantFrom('410105', '410100', '110101')),
    waysOfTransfer: fc.subarray(['transfer', 'licence'] as const),
  }
  const document = fc.record({
    ...facts,
    id: fc.integer({ min: 0, max: 30 }).map(n => `d${n}`),
    library: fc.constantFrom('achievement' as const, 'demand' as const),
    title: text,
    text,
    keywords: fc.array(text, { maxLength: 2 }),
    organisationId: fc.constant('o1'),
    expiresAt: fc.option(fc.constantFrom(nowAt - 1, nowAt, nowAt + 1)),
  })
  const query = fc.record({ ...facts, title: text, text })
  const steps = fc.array(fc.oneof({ weight: 4, arbitrary: document }, fc.integer({ min: 0, max: 30 })), {
    maxLength: 60,
  })

  it('law: ranks exactly like exhaustive scoring, after any sequence of upserts and removals', () => {
    const limits = fc.constantFrom(1, 3, 100)
    const into = fc.constantFrom('achievement' as const, 'demand' as const)
    fc.assert(
      fc.property(steps, query, limits, into, (changes, asked, limit, library) => {
        const index = createMatchIndex()
        const truth = new Map<string, MatchDocument>()
        for (const change of changes) {
          if (typeof change === 'number') expect(index.remove(`d${change}`)).toBe(truth.delete(`d${change}`))
          else {
            index.upsert(change)
            truth.set(change.id, change)
          }
        }
        const documents = [...truth.values()].filter(entry => entry.library === library)
        const askers = [...truth.values()].filter(entry => entry.library !== library)
        const seeker = library === 'demand' ? 'document' : 'query'
        const naive = rankNaively({ documents, askers, query: asked, seeker, nowAt })
        const ranked = index.rankIds(asked, { library, limit, nowAt })
        const scoreOf = new Map(naive.map(({ id, score }) => [id, score]))
        expect(ranked).toHaveLength(Math.min(limit, naive.length))
        const expected = naive.map(({ score }) => score).sort((a, b) => b - a)
        for (const [i, { id, score }] of ranked.entries()) {
          expect(score).toBeCloseTo(scoreOf.get(id) ?? Number.NaN, 9)
          expect(score).toBeCloseTo(expected[i] ?? Number.NaN, 9)
          const next = ranked[i + 1]
          if (next) expect(score > next.score || (score === next.score && id < next.id)).toBe(true)
        }
      }),
      { numRuns: 200 },
    )
  })
})
