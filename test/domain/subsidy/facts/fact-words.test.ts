/** One kind is spelt in one way: words that people write come to their codes. */
import { describe, expect, it } from 'vitest'
import { codeOfWord, factWords, usualWords } from '#domain/subsidy/facts/fact-words.ts'
import { readKeptFact } from '#domain/subsidy/facts/kept-fact.ts'
import { keptFieldsOf, keptTables } from '#domain/subsidy/facts/kept-fields.ts'
import type { WordsAsked } from '#domain/subsidy/facts/words-asked.ts'

describe('a word of the dictionary', () => {
  it('has one code, and every code one word', () => {
    expect(new Set(Object.values(factWords)).size).toBe(Object.keys(factWords).length)
    for (const [code, name] of Object.entries(factWords))
      expect([codeOfWord(name), codeOfWord(code)]).toEqual([code, code])
  })
  it.each([
    ['研发投入', [], 'rd_spend'],
    [' 研发投入 ', [], 'rd_spend'],
    ['研发投入', ['rd_spend'], 'rd_spend'],
    ['研发投入', ['研发投入'], '研发投入'],
    ['专精特新', [], '专精特新'],
  ])('%s, where %j is asked for: %s', (word, asked, code) => expect(codeOfWord(word, asked)).toBe(code))
  it('is offered where it is known', () => {
    const offered = keptTables.flatMap(table => keptFieldsOf(table).flatMap(({ name }) => usualWords(table, name)))
    expect(offered.filter(word => !(word in factWords))).toEqual([])
    expect(usualWords('figures', 'kind')).toContain('rd_spend')
    expect(usualWords('figures', 'holderId')).toEqual([])
  })
})

describe('a fact that is kept', () => {
  const read = (table: 'figures' | 'persons', fields: object, asked: WordsAsked[] = []) =>
    readKeptFact(table, fields, { declared: [], asked, today: '2025-01-01' }).content
  const figure = { holderId: 'h', amountFen: 1, occurredOn: '2024-12-31' }
  it('has the code for the word', () => expect(read('figures', { ...figure, kind: '研发投入' }).kind).toBe('rd_spend'))
  it('keeps a word that a policy in force asks for, in that field', () => {
    const words = ['研发投入']
    const asked = (table: 'figures' | 'evidence') => [{ table, field: 'kind', words }]
    expect(read('figures', { ...figure, kind: '研发投入' }, asked('figures')).kind).toBe('研发投入')
    expect(read('figures', { ...figure, kind: '研发投入' }, asked('evidence')).kind).toBe('rd_spend')
  })
  it('is called as it is called', () =>
    expect(read('persons', { name: '考核', organisationId: 'o' }).name).toBe('考核'))
})
