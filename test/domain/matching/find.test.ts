import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MatchDocument } from '#domain/matching/document.ts'
import { type FindRequest, findDocuments, findOrders } from '#domain/matching/find.ts'
import { compactIndex, createMatchIndex, type MatchIndex, remove, upsert } from '#domain/matching/index/match-index.ts'
import { rankDocuments } from '#domain/matching/rank.ts'
import { changes, filterFor, live, nowAt } from './index/churn.ts'
import { findNaively } from './index/naive-find.ts'
import { countedFor } from './index/naive-ranking.ts'
import { aDocument, anId, aQuery, finish, indexOf } from './support.ts'

const options: FindRequest = { library: 'demand', text: '', order: 'relevance', offset: 0, limit: 10, nowAt }
const find = (index: MatchIndex, given: Partial<FindRequest>) => findDocuments(index, { ...options, ...given })
const ids = (index: MatchIndex, given: Partial<FindRequest>) => find(index, given).ids

const aDemand = (n: number, given: Partial<MatchDocument>) => aDocument({ library: 'demand', ...given, id: anId(n) })

describe('findDocuments', () => {
  const index = indexOf(
    aDemand(1, { title: '氮化硼陶瓷', text: '刀具寿命 10mm', publishedAt: 3 }),
    aDemand(2, { title: '薄膜沉积', text: '依据GB/T 19001，刀具', publishedAt: 2, trl: 4 }),
    aDemand(3, { title: '隔膜', keywords: ['刀具', '刀具'], publishedAt: 1, priceMaxFen: 5n }),
  )

  it('finds by names, which rank nothing and are no words of the library', () => {
    const named = indexOf(
      aDemand(1, { title: '水泵', names: ['林知远', '河南大学'], publishedAt: 1 }),
      aDemand(2, { title: '河南水泵', publishedAt: 2 }),
    )
    expect(ids(named, { text: '林知远' })).toEqual([anId(1)])
    expect(ids(named, { text: '河南大学 水泵' })).toEqual([anId(1)])
    expect(ids(named, { text: '河南' })).toEqual([anId(2), anId(1)])
    expect(ids(named, { text: '林' })).toEqual([anId(1)])
    const query = aQuery({ title: '林知远' })
    const asked = { library: 'demand', from: 'achievement', query, limit: 10, nowAt: 0 } as const
    expect(rankDocuments(named, asked).ranked).toEqual([])
    remove(named, [anId(1)])
    expect(ids(named, { text: '林知远' })).toEqual([])
  })

  it('finds what has all the words, each part of the text for itself', () => {
    expect(ids(index, { text: '刀具' })).toEqual([anId(3), anId(1), anId(2)])
    expect(ids(index, { text: ' 刀具\u3000陶瓷 ' })).toEqual([anId(1)])
    expect(ids(index, { text: '氮化硼' })).toEqual([anId(1)])
    expect(find(index, { text: '刀具 氮化硼' }).words).toEqual(['刀具', '氮化', '化硼'])
  })

  it('takes a lone Chinese character for the words that it is in', () => {
    expect(ids(index, { text: '膜' })).toEqual([anId(2), anId(3)])
    expect(ids(index, { text: '膜 沉积' })).toEqual([anId(2)])
    expect(find(index, { text: '龘' })).toMatchObject({ ids: [], total: 0, isPartial: false })
  })

  it.each(['10mm', '10 mm', '１０ ㎜', '氮化硼 10 mm'])('a quantity is one word: %s', text => {
    expect(find(index, { text })).toMatchObject({ ids: [anId(1)], isPartial: false })
  })

  it.each(['GB/T19001', 'gb/t 19001', '刀具 GB/T 19001 薄膜'])('a standard is one word: %s', text => {
    expect(find(index, { text })).toMatchObject({ ids: [anId(2)], isPartial: false })
  })

  it('lets a synonym stand for its part', () => {
    const synonyms = new Map([
      ['BN', ['氮化硼', '白石墨']],
      ['刀具', ['']],
    ])
    expect(ids(index, { text: 'BN 刀具', synonyms })).toEqual([anId(1)])
    expect(find(index, { text: 'BN' }).isPartial).toBe(false)
    expect(find(index, { text: 'BN' }).total).toBe(0)
  })

  it('shows what has some of the words, and says so, when nothing has all', () => {
    const some = find(index, { text: '刀具 疫苗 氮化硼' })
    expect(some).toMatchObject({ ids: [anId(1), anId(3), anId(2)], total: 3, isPartial: true })
    expect(find(index, { text: '刀具 疫苗', offset: 1, limit: 1 }).ids).toHaveLength(1)
    expect(find(index, { text: '刀具 疫苗', filter: { trlMin: 4 } }).ids).toEqual([anId(2)])
    expect(find(index, { text: '疫苗' })).toMatchObject({ ids: [], total: 0, isPartial: false })
  })

  it('finds with a lone character in a partial search what it finds alone', () => {
    const alone = find(index, { text: '膜' })
    const some = find(index, { text: '膜 疫苗' })
    expect(some).toMatchObject({ total: alone.total, isPartial: true, words: ['膜', '疫苗'] })
    expect(new Set(some.ids)).toEqual(new Set(alone.ids))
    expect(find(index, { text: '疫苗 膜', filter: { trlMin: 4 } }).ids).toEqual([anId(2)])
    expect(find(index, { text: '陶瓷 膜 疫苗' }).total).toBe(3)
    expect(find(index, { text: '疫苗 膜', synonyms: new Map([['疫苗', ['瓷']]]) })).toMatchObject({ total: 3 })
    const [typed, common] = [aDemand(9, { title: '隔膜' }), aDemand(1, { title: '薄膜' })]
    expect(ids(indexOf(typed, common), { text: '膜 隔膜 疫苗' })).toEqual([anId(9), anId(1)])
    expect(find(index, { text: '龘 疫苗' })).toMatchObject({ total: 0, isPartial: false })
  })

  it.each(['', '  ', '\u3000', '\u200f', '\u200b \ufeff'])('shows everything where %j was typed', text => {
    expect(find(index, { text })).toMatchObject({ total: 3, words: [], isPartial: false })
    expect(find(index, { text }).facets.trl).toEqual([{ value: '4', count: 1 }])
  })

  it.each(['😀', '的', '???', '了 的', '、。', '👩‍👩‍👧 ！'])('finds nothing where %j was typed, in any order', text => {
    for (const order of findOrders)
      expect(find(index, { text, order })).toMatchObject({ ids: [], total: 0, words: [], isPartial: false })
    expect(Object.values(find(index, { text, filter: { trlMin: 4 } }).facets).flat()).toEqual([])
    expect(ids(index, { text: `${text} 陶瓷` })).toEqual([anId(1)])
  })

  it('shows the listings of one organisation, and counts them', () => {
    const own = indexOf(
      aDemand(1, { title: '水泵', organisationId: anId(8), trl: 3 }),
      aDemand(2, { title: '水泵', organisationId: anId(9), trl: 4 }),
    )
    for (const text of ['', '水泵', '水泵 疫苗'])
      expect(find(own, { text, filter: { organisationId: anId(9) } })).toMatchObject({ ids: [anId(2)], total: 1 })
    expect(find(own, { filter: { organisationId: anId(9) } }).facets.trl).toEqual([{ value: '4', count: 1 }])
    expect(find(own, { filter: { organisationId: anId(7) } })).toMatchObject({ total: 0, isPartial: false })
    expect(find(own, { text: 'owner' }).total).toBe(0)
  })

  it('counts a large segment as one would one by one, without the dead and the expired', () => {
    const documents = Array.from({ length: 1500 }, (_, n) =>
      aDemand(n, {
        title: n % 3 === 0 ? '水泵' : '阀门',
        fields: n % 2 === 0 ? ['new_energy', 'nuclear'] : ['environment'],
        trl: n % 10 || null,
        regionCode: n % 5 === 0 ? null : n % 7 === 0 ? '110101' : '410105',
        expiresAt: n % 13 === 0 ? nowAt : null,
      }),
    )
    const large = createMatchIndex()
    upsert(large, documents)
    const check = (living: MatchDocument[], given: Partial<FindRequest>) => {
      const request = { ...options, order: 'newest', ...given } as const
      expect(find(large, request)).toEqual(
        findNaively(
          { counted: countedFor(library => (library === 'demand' ? documents : []), 'demand', 'demand'), living },
          request,
        ),
      )
    }
    const filters = [{}, { trlMin: 3 }, { regionCode: '410000' }, { fields: ['nuclear'], trlMax: 8 }] as const
    for (const filter of filters) check(documents, { filter })
    remove(large, [anId(1), anId(2), anId(3)])
    const living = documents.slice(4).concat(documents.slice(0, 1))
    for (const filter of filters) check(living, { filter })
    check(living, { filter: { trlMin: 3 }, nowAt: nowAt - 1 })
    for (const text of ['水泵', '阀门']) check(living, { text })
  })

  it('is not partial because a filter leaves nothing', () => {
    expect(find(index, { text: '刀具', filter: { trlMin: 9 } })).toMatchObject({ total: 0, isPartial: false })
  })

  it('puts what is not stated last in every order', () => {
    expect(ids(index, { order: 'maturity' })).toEqual([anId(2), anId(1), anId(3)])
    expect(ids(index, { order: 'amount_low' })).toEqual([anId(3), anId(1), anId(2)])
    expect(ids(index, { order: 'amount_high' })).toEqual([anId(3), anId(1), anId(2)])
    expect(ids(index, { order: 'relevance' })).toEqual([anId(1), anId(2), anId(3)])
  })

  const part = fc.constantFrom(
    '电池',
    '氮化硼',
    '膜',
    '的',
    'vbo',
    'vco',
    'vdo',
    'vgo',
    'vcbo',
    '无此词',
    '10mm',
    'vjjjo',
  )
  const texts = fc.array(part, { maxLength: 3 }).map(parts => parts.join(' '))
  const synonyms = fc.constantFrom(
    undefined,
    new Map([['vbo', ['vco', '轴承钢']]]),
    new Map([['电池', ['膜', 'vdo 隔膜']]]),
  )
  const windows = fc.constantFrom([0, 10], [0, 0], [3, 5], [0, 500], [90, 20], [5000, 10])
  const seeds = fc.integer({ min: 0, max: 1e6 })

  it('law: is a filter over all documents, whatever happened and whatever is asked', () => {
    const orders = fc.constantFrom(...findOrders)
    const question = fc.tuple(texts, orders, windows, synonyms)
    const questions = fc.array(question, { minLength: 6, maxLength: 12 })
    let [full, some] = [0, 0]
    fc.assert(
      fc.property(seeds, changes, questions, (seed, history, asked) => {
        const { index, truth, counted } = live(seed, history)
        const library = seed % 4 === 0 ? 'achievement' : 'demand'
        const living = [...truth.values()].filter(document => document.library === library)
        for (const [i, [text, order, [offset = 0, limit = 0], given]] of asked.entries()) {
          const filter = i % 2 === 0 ? filterFor(seed + i) : {}
          const request = {
            library,
            text,
            order,
            offset,
            limit,
            filter,
            nowAt,
            ...(given && { synonyms: given }),
          } as const
          const found = findDocuments(index, request)
          expect(found).toEqual(findNaively({ counted: countedFor(counted, library, library), living }, request))
          if (found.isPartial) some++
          else if (found.ids.length > 0 && text !== '') full++
        }
      }),
      { numRuns: 15 },
    )
    expect(Math.min(full, some)).toBeGreaterThan(0)
  })

  it('law: after compaction it finds what a fresh index finds, in the same order', () => {
    fc.assert(
      fc.property(seeds, changes, texts, fc.constantFrom(...findOrders), (seed, history, text, order) => {
        const { index, truth } = live(seed, history)
        finish(compactIndex(index))
        const fresh = createMatchIndex()
        upsert(fresh, [...truth.values()].toReversed())
        expect(find(index, { text, order })).toEqual(find(fresh, { text, order }))
      }),
      { numRuns: 15 },
    )
  })

  it('takes the most common words with a lone character, whatever came first', () => {
    const words = Array.from({ length: 100 }, (_, i) => `膜${String.fromCharCode(0x9500 + i)}`)
    const documents = words.map((title, n) => aDemand(n, { title }))
    const [one, other] = [indexOf(...documents), indexOf(...documents.toReversed())]
    const request = { text: '膜', limit: 200 }
    expect(find(one, request).total).toBe(64)
    expect(find(other, request)).toEqual(find(one, request))
  })
})
