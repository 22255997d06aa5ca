import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MatchDocument } from '#domain/matching/document.ts'
import { rankDocuments } from '#domain/matching/rank.ts'
import { explainPair } from '#domain/matching/ranking/explain-pair.ts'
import type { Explanation } from '#domain/matching/ranking/explanation.ts'
import { factorWeights } from '#domain/matching/ranking/weights.ts'
import { aDocument, anId, aQuery, indexOf } from '../support.ts'

const options = { library: 'achievement', from: 'demand', limit: 50, nowAt: 0 } as const

/** Ranks the documents, and explains each where it is ranked. */
function explainRanked(given: Parameters<typeof aQuery>[0], documents: readonly MatchDocument[]) {
  const query = aQuery(given)
  const { ranked, plan } = rankDocuments(indexOf(...documents), { ...options, query })
  return ranked.map(({ id, score, similarity }) => {
    const document = documents.find(one => one.id === id) ?? expect.fail('a stranger was ranked')
    const pair = {
      query,
      plan,
      document,
      seeker: 'query',
      offering: 'achievement',
      nowAt: options.nowAt,
      similarity,
      meanings: null,
    } as const
    return { score, explanation: explainPair(pair) }
  })
}

function explainFirst(query: Parameters<typeof aQuery>[0], ...documents: MatchDocument[]): Explanation {
  return explainRanked(query, documents)[0]?.explanation ?? expect.fail('nothing was ranked')
}

const noise = ['水泵密封', '锂电池隔膜', '轴承钢', '疫苗佐剂', '风电叶片'].map((title, i) =>
  aDocument({ id: anId(i), title }),
)

describe('explanation', () => {
  it('names the words as a reader knows them, with where they stand on both sides', () => {
    const document = aDocument({ id: anId(9), title: '氮化硼陶瓷', text: 'CBN刀具' })
    const { root } = explainFirst({ title: '氮化硼刀具', text: 'cbn 涂层' }, document, ...noise)
    const words = root.children[0].children
    expect(words.map(({ label, inQuery, inDocument }) => ({ label, inQuery, inDocument }))).toEqual([
      { label: '氮化硼', inQuery: ['title'], inDocument: ['title'] },
      { label: '刀具', inQuery: ['title'], inDocument: ['text'] },
      { label: 'cbn', inQuery: ['text'], inDocument: ['text'] },
    ])
    expect(words[0]?.words).toEqual(['氮化', '化硼'])
  })

  it('lists important words of the query that the document does not have', () => {
    const { missing } = explainFirst({ title: '氮化硼涂层' }, aDocument({ id: anId(9), title: '氮化硼' }), ...noise)
    expect(missing.filter(entry => entry.kind === 'word').map(({ label }) => label)).toEqual(['氮化硼涂层'])
  })

  it('shows each factor with both values, and lists the facts that a side does not state', () => {
    const document = aDocument({ id: anId(9), title: '水泵', trl: 5, priceMinFen: 200n, waysOfTransfer: ['licence'] })
    const query = { title: '水泵', trl: 6, priceMaxFen: 100n, fields: ['new_energy'] as const }
    const { root, missing } = explainFirst(query, document, ...noise)
    const [words, characters, ...others] = root.children
    const factorOf = (code: string) => others.find(node => node.kind === 'factor' && node.code === code)
    const [trl, price] = [factorOf('trl'), factorOf('price')]
    expect(trl).toMatchObject({ code: 'trl', value: 0.75, queryValue: 6, documentValue: 5 })
    const amounts = { queryValue: { minFen: null, maxFen: 100 }, documentValue: { minFen: 200, maxFen: null } }
    expect(price).toMatchObject({ code: 'price', value: 0, ...amounts })
    expect(trl?.contribution).toBeCloseTo((words.contribution + characters.contribution) * factorWeights.trl * 0.75, 12)
    const facts = missing.flatMap(entry => (entry.kind === 'fact' ? [[entry.code, entry.side]] : []))
    expect(facts).toEqual(
      expect.arrayContaining([
        ['field', 'document'],
        ['region', 'both'],
        ['waysOfTransfer', 'query'],
      ]),
    )
  })

  it('measures coverage by the title, so that a long text does not drown it', () => {
    const query = { title: '氮化硼刀具', text: '本公司长期从事机械加工，希望降低成本并提高效率' }
    const full = explainFirst(query, aDocument({ id: anId(9), title: '氮化硼刀具' }), ...noise)
    expect(full.coverage).toBeCloseTo(1)
    expect(full.strength).toBe('strong')
    const little = explainFirst(query, aDocument({ id: anId(9), title: '机械加工' }), ...noise)
    expect(little.coverage).toBe(0)
    expect(little.strength).toBe('none')
    expect(little.root.contribution).toBeGreaterThan(0)
  })

  const text = fc
    .array(fc.constantFrom('电', '池', '膜', '氮', '化', '硼', 'cbn', ' ', '10mm', '的'), { maxLength: 15 })
    .map(parts => parts.join(''))
  const facts = {
    title: text,
    text,
    fields: fc.subarray(['new_materials', 'nuclear'] as const),
    trl: fc.option(fc.integer({ min: 1, max: 9 })),
    priceMinFen: fc.option(fc.bigInt({ min: 0n, max: 100n })),
    regionCode: fc.option(fc.constantFrom('410105', '110101')),
  }

  it('law: children add up to their parent, leaves to the score, and JSON keeps all of it', () => {
    const documents = fc.array(fc.record({ ...facts, keywords: fc.array(text, { maxLength: 2 }) }), {
      minLength: 1,
      maxLength: 8,
    })
    fc.assert(
      fc.property(documents, fc.record(facts), (given, query) => {
        const all = given.map((document, i) => aDocument({ ...document, id: anId(i) }))
        for (const { score, explanation } of explainRanked(query, all)) {
          const { root } = explanation
          const [words, ...others] = root.children
          expect(root.contribution).toBe(score)
          expect(sum(root.children)).toBeCloseTo(score, 9)
          expect(sum(words.children)).toBeCloseTo(words.contribution, 9)
          expect(sum([...words.children, ...others])).toBeCloseTo(score, 9)
          expect(words.children.every(({ contribution, share }) => contribution > 0 && contribution < share)).toBe(true)
          expect(explanation.coverage).toBeLessThanOrEqual(1 + 1e-9)
          expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation)
        }
      }),
    )
  })
})

function sum(nodes: readonly { contribution: number }[]): number {
  return nodes.reduce((total, { contribution }) => total + contribution, 0)
}
