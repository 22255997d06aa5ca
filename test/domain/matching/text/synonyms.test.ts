import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  checkSynonymFields,
  checkSynonymPair,
  maxSynonymGroupTerms,
  SynonymAlreadyKnown,
} from '#domain/matching/text/check-synonym.ts'
import {
  createSynonymTable,
  expandBySynonyms,
  maxSynonymWords,
  type SynonymPair,
  synonymGroups,
} from '#domain/matching/text/synonyms.ts'
import { tokenize } from '#domain/matching/text/tokens.ts'
import { anyText } from './any-text.ts'

const pair = (term: string, synonym: string): SynonymPair => ({ term, synonym })
const pairs = [
  pair('CBN', '立方氮化硼'),
  pair('增材制造', '3D打印'),
  pair('3D打印', 'additive manufacturing'),
  pair('GB/T 19001', '质量管理体系'),
]
const table = createSynonymTable(pairs)
const expand = (text: string) => expandBySynonyms(text, table).map(word => Object.values(word).join(' | '))

describe('expandBySynonyms', () => {
  it.each([
    [
      'CBN刀具',
      ['立方 | 立方氮化硼 | cbn', '方氮 | 立方氮化硼 | cbn', '氮化 | 立方氮化硼 | cbn', '化硼 | 立方氮化硼 | cbn'],
    ],
    ['ｃｂｎ氮化铝', ['立方 | 立方氮化硼 | cbn', '方氮 | 立方氮化硼 | cbn', '化硼 | 立方氮化硼 | cbn']],
    ['立方氮化硼', ['cbn | cbn | 立方氮化硼']],
    ['立方氮化硼（CBN）', []],
    ['立方体，方氮，氮化物，化硼', []],
    ['增材与制造', []],
    [
      'Additive  manufacturing of ceramics',
      [
        '增材 | 增材制造 | additive manufacturing',
        '材制 | 增材制造 | additive manufacturing',
        '制造 | 增材制造 | additive manufacturing',
        '3d | 3d打印 | additive manufacturing',
        '打印 | 3d打印 | additive manufacturing',
      ],
    ],
    ['', []],
  ])('%j', (text, expected) => expect(expand(text)).toEqual(expected))

  it('law: bounded; brings only words of synonyms, none that is there, each standing for something that is', () => {
    const texts = fc
      .array(fc.oneof(anyText, fc.constantFrom('CBN', '增材制造', '立方氮化硼', ' ')))
      .map(parts => parts.join(''))
    fc.assert(
      fc.property(texts, text => {
        const words = new Set(tokenize(text))
        const brought = expandBySynonyms(text, table)
        expect(brought.length).toBeLessThanOrEqual(maxSynonymWords)
        for (const { word, synonym, standsFor } of brought) {
          expect(words.has(word)).toBe(false)
          expect(tokenize(synonym)).toContain(word)
          for (const held of tokenize(standsFor)) expect(words.has(held)).toBe(true)
        }
      }),
    )
  })

  it('stays bounded with many pairs', () => {
    const many = Array.from({ length: 2000 }, (_, i) =>
      pair(`词${String.fromCharCode(0x4e00 + i)}`, `alpha${i} beta${i}`),
    )
    const text = many.map(({ term }) => term).join('，')
    expect(expandBySynonyms(text, createSynonymTable(many)).length).toBeLessThanOrEqual(maxSynonymWords)
  })
})

describe('checkSynonymPair', () => {
  const codeOf = (given: SynonymPair, active = pairs) => checkSynonymPair(given, active)?.code ?? null
  it.each([
    [pair('石墨烯', 'graphene'), null],
    [pair('石墨烯', '石墨烯'), 'SYNONYM_OF_ITSELF'],
    [pair('CBN', 'ｃｂｎ'), 'SYNONYM_OF_ITSELF'],
    [pair('機器人', '机器人'), 'SYNONYM_OF_ITSELF'],
    [pair('立方氮化硼', 'cbn'), 'SYNONYM_ALREADY_KNOWN'],
    [pair('增材制造', 'additive manufacturing'), 'SYNONYM_ALREADY_KNOWN'],
    [pair('增材制造', 'CBN'), null],
  ])('%j: %s', (given, code) => expect(codeOf(given)).toBe(code))

  it('says by which way two terms are joined already', () => {
    const refusal = checkSynonymPair(pair('增材制造', 'Additive Manufacturing'), pairs)
    expect(refusal).toBeInstanceOf(SynonymAlreadyKnown)
    expect((refusal as SynonymAlreadyKnown).path).toEqual(['增材制造', '3D打印', 'additive manufacturing'])
  })

  it('keeps groups small', () => {
    const star = Array.from({ length: maxSynonymGroupTerms - 1 }, (_, i) => pair('石墨烯', `graphene${i}`))
    expect(codeOf(pair('石墨烯', 'another'), star)).toBe('SYNONYM_GROUP_FULL')
    expect(codeOf(pair('别的', 'another'), star)).toBeNull()
  })

  it('law: pairs accepted one after another are a forest of small groups', () => {
    const term = fc.constantFrom('甲乙', '丙丁', '戊己', '庚辛', 'ab', 'CD', 'ＡＢ', 'ef')
    fc.assert(
      fc.property(fc.array(fc.tuple(term, term)), tries => {
        const active: SynonymPair[] = []
        for (const [a, b] of tries) if (checkSynonymPair(pair(a, b), active) === null) active.push(pair(a, b))
        const groups = new Set(synonymGroups(active).values())
        const terms = [...groups].reduce((sum, group) => sum + group.length, 0)
        expect(active.length).toBe(terms - groups.size)
        for (const group of groups) expect(group.length).toBeLessThanOrEqual(maxSynonymGroupTerms)
      }),
    )
  })
})

describe('checkSynonymFields', () => {
  it.each([
    [{ term: 'CBN', synonym: '立方氮化硼', note: '' }, []],
    [{ term: '', synonym: ' ', note: '' }, ['term', 'synonym']],
    [{ term: '泵', synonym: '的', note: '' }, ['term', 'synonym']],
    [{ term: 'x'.repeat(41), synonym: 'ok', note: 'x'.repeat(201) }, ['term', 'note']],
    [{ term: 'a\0b', synonym: 'ok', note: '\ud800' }, ['term', 'note']],
  ])('%j', (fields, paths) => expect(checkSynonymFields(fields).map(({ path }) => path)).toEqual(paths))
})
