/** Synonyms widen what is asked, in rankings and in the search box, and the reason says which word stood for which. */
import { describe, expect, test } from 'vitest'
import { explainMatches } from '#domain/matching/explain.ts'
import { findDocuments } from '#domain/matching/find.ts'
import { synonymsOfParts } from '#domain/matching/find-text.ts'
import { rankDocuments } from '#domain/matching/rank.ts'
import { createSynonymTable } from '#domain/matching/text/synonyms.ts'
import { aDocument, anId, aQuery, indexOf } from './support.ts'

const cbn = aDocument({ id: anId(1), title: 'CBN刀具', text: '用于淬硬钢的车削' })
const pump = aDocument({ id: anId(2), title: '水泵密封' })
const nitride = aDocument({ id: anId(3), title: '立方氮化硼砂轮' })
const documents = [cbn, pump, nitride]
const index = indexOf(...documents)
index.synonyms = createSynonymTable([{ term: '立方氮化硼', synonym: 'CBN' }])
const plain = indexOf(...documents)

const asked = { library: 'achievement', from: 'demand', limit: 10, nowAt: 0 } as const
const query = aQuery({ title: '立方氮化硼的加工' })

describe('synonyms in a ranking', () => {
  test('find what says it otherwise, and nothing without them', () => {
    const ids = (where: typeof index) => rankDocuments(where, { ...asked, query }).ranked.map(({ id }) => id)
    expect(ids(index)).toEqual([anId(3), anId(1)])
    expect(ids(plain)).toEqual([anId(3)])
  })

  test('are named in the reason, whose leaves still add up, and count as having the word', () => {
    const { ranked, plan } = rankDocuments(index, { ...asked, query })
    const found = ranked.find(({ id }) => id === cbn.id) ?? expect.fail('not ranked')
    const request = { ...asked, query, plan, documents: [cbn], similarities: [null] }
    const [explanation] = explainMatches(request, null)
    if (!explanation) expect.fail('not explained')
    const [words, ...others] = explanation.root.children
    expect(words.children).toMatchObject([{ label: 'cbn', standsFor: '立方氮化硼', inQuery: ['title'] }])
    const leaves = [...words.children, ...others]
    expect(leaves.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(found.score, 9)
    expect(explanation.coverage).toBeGreaterThan(0.4)
    expect(explanation.missing.filter(entry => entry.kind === 'word' && /氮化/.test(entry.label))).toEqual([])
  })

  test('are not missed where the word itself stands', () => {
    const { plan } = rankDocuments(index, { ...asked, query })
    const request = { ...asked, query, plan, documents: [nitride], similarities: [null] }
    const [explanation] = explainMatches(request, null)
    expect(explanation?.missing.filter(entry => entry.kind === 'word' && entry.label === 'cbn')).toEqual([])
  })
})

test('synonyms in the search box: either word finds both, also inside a longer part', () => {
  const ids = (text: string, where = index) => {
    const request = { library: 'achievement', text, order: 'newest', offset: 0, limit: 10, nowAt: 0 } as const
    return findDocuments(where, request).ids
  }
  expect(ids('立方氮化硼')).toEqual([anId(1), anId(3)])
  expect(ids('cbn')).toEqual([anId(1), anId(3)])
  expect(ids('立方氮化硼刀具')).toEqual([anId(1)])
  expect(ids('cbn', plain)).toEqual([anId(1)])
})

test.each(['$&x', '$`x', "$'x", '$$x', '$1x', 'x$<a>'])('the synonym %s is taken as it is written', synonym => {
  const table = createSynonymTable([{ term: '轴承钢', synonym }])
  expect(synonymsOfParts('高温轴承钢件', table)).toEqual(new Map([['高温轴承钢件', [`高温${synonym}件`]]]))
})
