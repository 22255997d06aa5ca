/** What a search takes at most, and what it makes of anything that may come from outside. */
import { describe, expect, it } from 'vitest'
import { maxFound } from '#domain/matching/check-search.ts'
import type { MatchDocument } from '#domain/matching/document.ts'
import { type FindRequest, findDocuments } from '#domain/matching/find.ts'
import { partsOf, synonymsOfParts } from '#domain/matching/find-text.ts'
import { createMatchIndex, type MatchIndex, upsert } from '#domain/matching/index/match-index.ts'
import { createSynonymTable, maxSynonymsOfText } from '#domain/matching/text/synonyms.ts'
import { nowAt } from './index/churn.ts'
import { aDocument, anId, indexOf } from './support.ts'

const options: FindRequest = { library: 'demand', text: '', order: 'relevance', offset: 0, limit: 10, nowAt }
const find = (index: MatchIndex, given: Partial<FindRequest>) => findDocuments(index, { ...options, ...given })
const ids = (index: MatchIndex, given: Partial<FindRequest>) => find(index, given).ids

const aDemand = (n: number, given: Partial<MatchDocument>) => aDocument({ library: 'demand', ...given, id: anId(n) })

const tokens = (count: number, n: number) => Array.from({ length: count }, (_, i) => `w${n}x${i}`).join(' ')

describe('the words that a search takes', () => {
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
