/** Laws of explanations over listings and queries of every kind, and what comes out when what comes in is hostile. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MatchDocument, MatchQuery } from '#domain/matching/document.ts'
import { explainMatches } from '#domain/matching/explain.ts'
import { createMatchIndex, upsert } from '#domain/matching/index/match-index.ts'
import { rankDocuments } from '#domain/matching/rank.ts'
import type { Explanation } from '#domain/matching/ranking/explanation.ts'
import { statedFact } from '#domain/matching/ranking/factors.ts'
import { fold } from '#domain/matching/text/fold.ts'
import { quantitiesOf } from '#domain/matching/text/quantities.ts'
import { tokenize } from '#domain/matching/text/tokens.ts'
import { documentOf, queryFor } from '../index/churn.ts'
import { fakeMeanings } from '../index/fake-meanings.ts'
import { charactersOf } from '../index/naive-characters.ts'
import { holdsWord } from '../index/naive-ranking.ts'
import { aDocument, anId, aQuery } from '../support.ts'

interface Explained {
  document: MatchDocument
  query: MatchQuery
  score: number
  explanation: Explanation
}

const asked = { library: 'achievement', from: 'demand', nowAt: 0 } as const

/** Ranks all the documents as candidates, and explains each where it is ranked. */
function explainAll(query: MatchQuery, documents: readonly MatchDocument[]): Explained[] {
  const index = createMatchIndex(fakeMeanings)
  upsert(index, documents)
  const candidates = documents.map(({ id }) => id)
  const { ranked, plan } = rankDocuments(index, { ...asked, query, candidates, limit: candidates.length })
  const found = ranked.map(({ id }) => documents.find(one => one.id === id) ?? expect.fail('a stranger was ranked'))
  const similarities = ranked.map(({ similarity }) => similarity)
  const explanations = explainMatches({ ...asked, query, plan, documents: found, similarities }, fakeMeanings)
  return found.flatMap((document, i) => {
    const [explanation, score] = [explanations[i], ranked[i]?.score]
    return explanation && score !== undefined ? [{ document, query, score, explanation }] : []
  })
}

const indicatorNames = ['电池寿命', '氮化硼硬度', 'vbo', '疫苗效价', '的']
const sentence = (text: string) => text.replaceAll(' vbo', '。vbo').replaceAll('电池 ', '电池！\n')

/** Ten listings of a seed and a query, with sentences and indicators. */
function pairsOf(seed: number): Explained[] {
  const documents = Array.from({ length: 10 }, (_, n) => documentOf(seed, n, n, 'achievement'))
  const query = queryFor(seed)
  const indicators = indicatorNames.map(name => ({
    name,
    written: `${name} ≥ 1`,
    quantity: query.quantities[0] ?? null,
  }))
  const written = documents.map(document => ({ ...document, text: sentence(document.text), expiresAt: null }))
  return explainAll({ ...query, text: sentence(query.text), indicators }, written)
}

const sum = (nodes: readonly { contribution: number }[]) =>
  nodes.reduce((total, { contribution }) => total + contribution, 0)

const law = (holds: (explained: Explained) => void, runs = 25) =>
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e6 }), seed => {
      const all = pairsOf(seed)
      expect(all).toHaveLength(10)
      for (const explained of all) holds(explained)
    }),
    { numRuns: runs },
  )

describe('law', () => {
  it('the score explained is the score ranked, to the last bit', () => {
    law(({ score, explanation }) => expect(explanation.root.contribution).toBe(score))
  })

  it('leaves add up to the score; of the characters the node itself is the leaf, only its largest eight are shown', () => {
    law(({ score, explanation: { root } }) => {
      const [words, characters, ...others] = root.children
      expect(Math.abs(sum([...words.children, characters, ...others]) - score)).toBeLessThan(1e-9)
      expect(Math.abs(sum(words.children) - words.contribution)).toBeLessThan(1e-9)
      const rest = characters.contribution - sum(characters.children)
      expect(rest).toBeGreaterThan(-1e-9)
      if (characters.children.length < 8) expect(rest).toBeLessThan(1e-9)
    })
  })

  it('nothing contributes less than nothing, and the largest comes first', () => {
    law(({ explanation: { root } }) => {
      const [words, characters, ...others] = root.children
      const all = [root, words, characters, ...others, ...words.children, ...characters.children]
      for (const { contribution } of all) expect(contribution).toBeGreaterThanOrEqual(0)
      for (const { children } of [words, characters])
        expect([...children].sort((a, b) => b.contribution - a.contribution)).toEqual(children)
    })
  })

  it('a word or character that is shown stands on both sides; one that is missing stands in the query alone', () => {
    law(({ document, query, explanation: { root, missing } }) => {
      const asking = fold(`${query.title}\n${query.text}`)
      const [words, characters] = root.children
      for (const word of words.children.flatMap(node => node.words)) {
        expect(asking).toContain(word)
        expect(holdsWord(document, word)).toBe(true)
      }
      for (const { label } of characters.children) {
        expect(asking).toContain(label)
        expect(charactersOf(document).has(label)).toBe(true)
      }
      for (const entry of missing)
        if (entry.kind === 'word') {
          expect(asking).toContain(entry.label)
          expect(tokenize(entry.label).every(word => holdsWord(document, word))).toBe(false)
        }
    })
  })

  it('a missing indicator is really absent: no comparable quantity, no word of its name', () => {
    let [missed, kept] = [0, 0]
    law(({ document, explanation: { missing, indicators } }) => {
      const names = missing.flatMap(entry => (entry.kind === 'indicator' ? [entry.name] : []))
      for (const { name, offered } of indicators) {
        const isSaid = tokenize(name).some(word => holdsWord(document, word))
        expect(names.includes(name)).toBe(!isSaid && offered === null)
        if (isSaid) kept++
        else missed++
      }
    })
    expect(Math.min(missed, kept)).toBeGreaterThan(20)
  })

  it('a fact is weighed or missing, never both, and the side that is named is silent or does not answer', () => {
    law(({ document, query, explanation: { root, missing } }) => {
      const weighed = root.children.flatMap(node => (node.kind === 'factor' ? [node.code] : []))
      const facts = missing.flatMap(entry => (entry.kind === 'fact' ? [entry] : []))
      expect(new Set([...weighed, ...facts.map(({ code }) => code)]).size).toBe(11)
      expect(weighed.length + facts.length).toBe(11)
      for (const { code, side } of facts) {
        if (side !== 'document') expect(statedFact(query, code, true)).toBeNull()
        if (side === 'both') expect(statedFact(document, code, false)).toBeNull()
      }
    })
  })

  it('the spans of a sentence lie within it, in order, and each covers a matched word', () => {
    let shown = 0
    law(({ document, query, explanation: { root, sentences } }) => {
      const matched = new Set(root.children[0].children.flatMap(({ words }) => words))
      for (const [source, list] of [
        [query.text, sentences.query],
        [document.text, sentences.document],
      ] as const) {
        expect(list.length).toBeLessThanOrEqual(2)
        for (const { text, spans } of list) {
          shown++
          expect(source).toContain(text)
          expect(spans.length).toBeGreaterThan(0)
          let last = -1
          for (const { start, end } of spans) {
            expect(last < start && start < end && end <= text.length).toBe(true)
            expect(tokenize(text.slice(start, end)).some(word => matched.has(word))).toBe(true)
            last = end
          }
        }
      }
    })
    expect(shown).toBeGreaterThan(100)
  })

  it('all of it is plain JSON', () => {
    law(({ explanation }) => expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation), 5)
  })
})

describe('what may come from outside', () => {
  it('a metric with the sign of metrics in its name is weighed as it is explained', () => {
    const text = '1#机组效率95%'
    const [quantity = expect.fail('no quantity')] = quantitiesOf('1#机组效率不低于90%')
    expect(quantity.metric).toContain('#')
    const query = aQuery({ title: '机组', quantities: [quantity] })
    const [explained = expect.fail('not found')] = explainAll(query, [
      aDocument({ id: anId(1), title: '机组', text, quantities: quantitiesOf(text) }),
    ])
    const factors = explained.explanation.root.children.filter(node => node.kind === 'factor')
    expect(factors.find(({ code }) => code === 'indicators')).toMatchObject({ value: 1 })
    expect(explained.explanation.root.contribution).toBe(explained.score)
  })

  const han = (count: number) =>
    Array.from({ length: count }, (_, i) => String.fromCharCode(0x4e00 + ((i * 7919) % 20_000))).join('')

  it.each<[string, string]>([
    ['one sentence without end', '氮化硼陶瓷刀具切削'.repeat(12_000)],
    ['every character there is', han(100_000)],
    ['sentences without end', '氮化硼。'.repeat(25_000)],
    ['emoji', '😀👩‍👩‍👧氮化硼'.repeat(8_000)],
    ['right to left', 'שלום\u202e氮化硼\u200f '.repeat(8_000)],
    ['broken surrogates', '\ud800氮化硼\udc00'.repeat(20_000)],
    ['one long word', `${'x'.repeat(100_000)} 氮化硼`],
    ['quantities without end', '抗拉强度1200MPa，'.repeat(8_000)],
    ['nothing but signs', '?!。；\n'.repeat(20_000)],
  ])('an explanation stays small and soon: %s', (_, text) => {
    const indicators = Array.from({ length: 1000 }, (_, i) => ({
      name: `抗拉强度${i}`,
      written: `抗拉强度 ≥ ${i} MPa`,
      quantity: null,
    }))
    const documents = [text, text.slice(1)].map((own, i) =>
      aDocument({ id: anId(i), title: text, text: own, keywords: [text] }),
    )
    const startedAt = performance.now()
    const explained = explainAll(aQuery({ title: text, text, indicators }), documents)
    expect(performance.now() - startedAt).toBeLessThan(5000)
    for (const { score, explanation } of explained) {
      expect(explanation.root.contribution).toBe(score)
      const written = JSON.stringify(explanation)
      expect(written.length).toBeLessThan(60_000)
      expect(JSON.parse(written)).toEqual(explanation)
    }
  })
})
