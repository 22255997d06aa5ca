/** What measures the ranking: the plain rival by hand, judged collections from disk, and the comparison of two. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPlainIndex, plainWords } from '../../bench/match-quality-bm25.ts'
import { readCollection } from '../../bench/match-quality-collection.ts'
import { compareMeasured, goodFromOf, measureQuery } from '../../bench/match-quality-measure.ts'
import { sharesByStrength } from '../../bench/match-quality-strength.ts'

describe('plain BM25', () => {
  it('reads pairs of Chinese characters, a lone one as itself, and Latin words and numbers whole', () => {
    expect(plainWords('氮化硼CBN 刀，Ｘ12')).toEqual(['氮化', '化硼', 'cbn', '刀', 'x', '12'])
    expect(plainWords('，。 —')).toEqual([])
  })

  it('scores as by hand', () => {
    // Four documents of 1, 2, 1 and 2 words: on average 1.5. 轴承 stands in two, 水泵 in one, twice.
    const documents = ['轴承', '轴承，风电', '密封', '水泵 水泵'].map((title, i) => ({ id: `d${i}`, title, text: '' }))
    const ranked = createPlainIndex(documents).rank({ id: 'q', title: '水泵', text: '轴承 轴承' }, { depth: 9 })
    const rarity = (holders: number) => Math.log(1 + (4 - holders + 0.5) / (holders + 0.5))
    const saturated = (count: number, length: number) => (count * 2.2) / (count + 1.2 * (0.25 + (0.75 * length) / 1.5))
    expect(ranked.map(({ id }) => id)).toEqual(['d0', 'd3', 'd1'])
    expect(ranked[0]?.score).toBeCloseTo(2 * rarity(2) * saturated(1, 1), 12)
    expect(ranked[1]?.score).toBeCloseTo(rarity(1) * saturated(2, 2), 12)
    expect(ranked[2]?.score).toBeCloseTo(2 * rarity(2) * saturated(1, 2), 12)
  })

  it('ranks no background, but counts it; and of candidates all, also those without a word', () => {
    const [a, b, c] = ['轴承', '水泵', '密封'].map((title, i) => ({ id: `d${i}`, title, text: '' }))
    if (!a || !b || !c) return expect.fail()
    const query = { id: 'q', title: '轴承 水泵', text: '' }
    const alone = createPlainIndex([a, b, c]).rank(query, { depth: 9 })
    expect(alone.map(({ id }) => id)).toEqual(['d0', 'd1'])
    const [first] = createPlainIndex([a, b, c], [{ id: 'x', title: '轴承', text: '' }]).rank(query, { depth: 9 })
    expect(first?.id).toBe('d1')
    expect(createPlainIndex([a, b, c]).rank(query, { depth: 1, allowed: ['d2', 'd0', 'lost'] })).toMatchObject([
      { id: 'd0' },
      { id: 'd2', score: 0 },
    ])
    expect(createPlainIndex([a, b, c]).rank(query, { depth: 1 })).toHaveLength(1)
  })
})

describe('a judged collection', () => {
  let folder = ''
  const write = (path: string, ...lines: string[]) => writeFileSync(join(folder, path), `${lines.join('\n')}\n`)
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'jiebang-quality-'))
    for (const name of ['demand', 'keyword']) mkdirSync(join(folder, name))
    write('demand/docs.jsonl', '{"id":"a","title":"轴承"}', '', '{"id":"b","text":"水泵"}')
    write('demand/queries.jsonl', '{"id":"q","title":"轴承"}', '{"id":"unjudged","title":"水泵"}')
    write('demand/qrels.txt', 'q 0 a 7', 'q 0 b 0')
    write('demand/candidates.tsv', 'q\ta', 'q\tb')
    write('keyword/docs.jsonl', '{"id":"k"}')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('is read with its background, its candidates and the queries that somebody judged', () => {
    expect(readCollection(folder, 'demand')).toEqual({
      name: 'demand',
      docs: [
        { id: 'a', title: '轴承', text: '' },
        { id: 'b', title: '', text: '水泵' },
      ],
      queries: [{ id: 'q', title: '轴承', text: '' }],
      background: [{ id: 'k', title: '', text: '' }],
      candidates: new Map([['q', ['a', 'b']]]),
      gains: new Map([
        [
          'q',
          new Map([
            ['a', 7],
            ['b', 0],
          ]),
        ],
      ]),
    })
    expect(readCollection(folder, 'expert')).toBeNull()
  })

  it('is refused with the line that cannot be read', () => {
    write('demand/qrels.txt', 'q 0 a 7', 'q 0 b')
    expect(() => readCollection(folder, 'demand')).toThrow(/qrels\.txt, line 2: write "query 0 document gain"/)
    write('demand/qrels.txt', 'q 0 a 7')
    write('demand/docs.jsonl', '{"id":"a"}', '{"title":"轴承"}')
    expect(() => readCollection(folder, 'demand')).toThrow(/docs\.jsonl, line 2: write \{"id","title","text"\}/)
    write('demand/docs.jsonl', '{"id":"a"}', '{"id":')
    expect(() => readCollection(folder, 'demand')).toThrow(/docs\.jsonl, line 2: write/)
    write('demand/docs.jsonl', '{"id":"a"}', '{"id":"a"}')
    expect(() => readCollection(folder, 'demand')).toThrow(/docs\.jsonl, line 2: the id "a" stands twice/)
  })
})

describe('measures', () => {
  const gains = new Map([['q', new Map(Object.entries({ a: 7, b: 0, c: 3 }))]])
  const scored = (scores: Record<string, number>) => Object.entries(scores).map(([id, score]) => ({ id, score }))

  it('of judged candidates are nDCG and AUC, equal scores in the order of the ids', () => {
    const candidates = new Map([['q', ['a', 'b', 'c']]])
    const measured = measureQuery({ gains, candidates }, 'q', scored({ b: 2, a: 2, c: 1 }))
    expect(measured['nDCG@10']).toBeCloseTo((7 + 3 / Math.log2(4)) / (7 + 3 / Math.log2(3)), 12)
    expect(measured).toMatchObject({ AUC: 0.25, 'Recall@100': null })
  })

  it('of a whole library are nDCG and recall', () => {
    const measured = measureQuery({ gains, candidates: null }, 'q', scored({ x: 2, a: 1 }))
    expect(measured).toMatchObject({ AUC: null, 'Recall@100': 0.5 })
  })

  it('good is from 3 on where gains are graded, else from 1 on', () => {
    expect([goodFromOf([0, 7, 1]), goodFromOf([0, 1])]).toEqual([3, 1])
  })

  it('are compared over the queries that both have', () => {
    const of = (ndcg: number, auc: number | null) => ({ 'nDCG@10': ndcg, 'Recall@100': null, AUC: auc })
    const compared = compareMeasured([of(0.5, 1), of(0.7, null)], [of(0.4, 0.5), of(0.6, 1)])
    expect(compared.map(({ measure, queries }) => [measure, queries])).toEqual([
      ['nDCG@10', 2],
      ['AUC', 1],
    ])
    expect(compared[0]?.one).toBeCloseTo(0.6, 12)
    expect(compared[0]?.difference.low).toBeCloseTo(0.1, 12)
    expect(compared[1]?.difference).toEqual({ mean: 0.5, low: 0.5, high: 0.5 })
  })

  it('of strengths count pairs, and once more each query the same', () => {
    const pair = (query: string, isGood: boolean) => ({ query, strength: 'strong' as const, isGood })
    const [strong, good] = sharesByStrength([pair('a', true), pair('a', true), pair('a', true), pair('b', false)])
    expect(strong).toMatchObject({ pairs: 4, queries: 2, good: 0.75, byQuery: { mean: 0.5 } })
    expect([...(strong?.halves ?? [])].sort()).toEqual([0, 1])
    expect(good).toMatchObject({ pairs: 0, good: null, byQuery: null, halves: [null, null] })
  })
})
