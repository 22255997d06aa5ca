import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maxFound } from '#domain/matching/check-search.ts'
import type { MatchDocument } from '#domain/matching/document.ts'
import { type FindRequest, findDocuments, findOrders } from '#domain/matching/find.ts'
import { partsOf, synonymsOfParts } from '#domain/matching/find-text.ts'
import { compactIndex, createMatchIndex, type MatchIndex, remove, upsert } from '#domain/matching/index/match-index.ts'
import { rankDocuments } from '#domain/matching/rank.ts'
import { createSynonymTable, maxSynonymsOfText } from '#domain/matching/text/synonyms.ts'
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

  it('lets all lone characters of a search together stand for 128 words, each for as many', () => {
    const characters = Array.from('膜电机泵阀')
    const titles = characters.flatMap(character =>
      Array.from({ length: 80 }, (_, i) => `${character}${String.fromCharCode(0x9500 + i)}`),
    )
    const many = indexOf(...titles.map((title, n) => aDemand(n, { title })))
    const found = (text: string) => find(many, { text, limit: 500 }).total
    expect(found('膜 疫苗')).toBe(64)
    expect(found('膜 电 疫苗')).toBe(128)
    expect(found(`${characters.join(' ')} 疫苗`)).toBe(125)
    const synonyms = new Map([['疫苗', characters]])
    expect(find(many, { text: '疫苗', synonyms, limit: 500 }).total).toBe(125)
  })

  it('takes a bounded number of synonyms and of their words for the whole search', () => {
    const table = createSynonymTable(
      Array.from({ length: 20 }, (_, n) =>
        ['甲乙', '丙丁', '戊己'].map(said => ({ term: `${said}x${n}x`, synonym: `y${said}${n}` })),
      ).flat(),
    )
    const text = Array.from({ length: 10 }, (_, n) => `甲乙x${n}x丙丁x${n}x戊己x${n}x`).join(' ')
    const ways = [...synonymsOfParts(text, table).values()].flat()
    expect(ways).toHaveLength(maxSynonymsOfText)
    const long = new Map([['疫苗', Array.from({ length: 9 }, (_, n) => tokens(100, n))]])
    const others = partsOf({ text: '疫苗', synonyms: long }).flat(2)
    expect([others[0], others.length]).toEqual(['疫苗', 201])
  })
})

const tokens = (count: number, n: number) => Array.from({ length: count }, (_, i) => `w${n}x${i}`).join(' ')

describe('what may come from outside', () => {
  const index = createMatchIndex()
  upsert(
    index,
    Array.from({ length: maxFound + 50 }, (_, n) => aDemand(n, { title: '水泵', publishedAt: n })),
  )

  it.each([
    [0, Number.NaN, 0],
    [0, -1, 0],
    [0, 2.5, 2],
    [0, 1e300, maxFound],
    [Number.NaN, 10, 10],
    [-5, 10, 10],
    [maxFound - 3, 10, 3],
    [maxFound, 10, 0],
    [1e300, 10, 0],
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0],
  ])('the window from %s of %s shows %i', (offset, limit, shown) => {
    for (const text of ['水泵', '水泵 疫苗', '']) expect(ids(index, { text, offset, limit })).toHaveLength(shown)
  })

  it.each(['\u200f', '\ud800', '\udc00', '\u200b '])('%j shows nothing and leaves all', text => {
    expect(find(index, { text })).toMatchObject({ total: maxFound + 50, words: [], isPartial: false })
  })

  it.each(['😀', '.*(?', "'; --", '的', '\0', '?'])('%j has no word and finds nothing', text => {
    expect(find(index, { text })).toMatchObject({ total: 0, words: [], isPartial: false })
  })

  it.each([
    ['right to left', 'שלום'],
    ['SQL', '%27 OR 1=1'],
    ['a prototype', '__proto__'],
    ['one long word', 'x'.repeat(100_000)],
    ['one long sentence', '氮化'.repeat(50_000)],
    ['very many parts', '氮 '.repeat(50_000)],
    ['many long parts', `${'10 氮化硼'.repeat(3000)} `.repeat(9)],
  ])('%s finds nothing, soon', (_, text) => {
    const startedAt = performance.now()
    expect(find(index, { text })).toMatchObject({ ids: [], total: 0 })
    expect(performance.now() - startedAt).toBeLessThan(3000)
  })

  it('counts a facet without its own part of the filter, also when that is no code', () => {
    const some = indexOf(aDemand(1, { regionCode: '410105' }), aDemand(2, { regionCode: '110101', trl: 3 }))
    const { total, facets } = find(some, { filter: { regionCode: '??', trlMin: 1 } })
    expect([total, facets.province, facets.trl]).toEqual([0, [{ value: '110000', count: 1 }], []])
  })
})
