import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { highlightSpans } from '#domain/matching/text/highlight.ts'
import { compareIndicators, maxCompared, toggleChosen } from '#web/features/matching/comparison.ts'
import { tabAt, tabsOf } from '#web/features/matching/directions.ts'
import {
  countMet,
  indicatorLines,
  type Reasons,
  readReasons,
  splitByStrength,
  wordsToMark,
} from '#web/features/matching/explanation.ts'
import { shortfallsOf } from '#web/features/matching/shortfalls.ts'
import { cutAtSpans } from '#web/ui/marked.ts'

const word = {
  kind: 'word',
  label: '传感器',
  words: ['传感', '感器'],
  contribution: 0.2,
  share: 0.1,
  inDocument: ['title'],
}
const whole = {
  root: {
    kind: 'score',
    contribution: 0.5,
    children: [
      { kind: 'words', contribution: 0.2, children: [word] },
      { kind: 'characters', contribution: 0.1, children: [{ kind: 'character', label: '燃', contribution: 0.1 }] },
      {
        kind: 'meaning',
        contribution: 0.1,
        similarity: 0.8,
        nearest: [{ query: '温漂', document: '漂移', similarity: 0.7 }],
      },
      { kind: 'factor', code: 'trl', value: 1, contribution: 0.1, queryValue: 6, documentValue: 7 },
      { kind: 'yet unknown', contribution: 0 },
    ],
  },
  coverage: 0.4,
  missing: [
    { kind: 'indicator', name: '寿命', text: '寿命 ≥ 5 年' },
    { kind: 'word', label: '温漂', share: 0.2 },
    { kind: 'fact', code: 'price', side: 'document' },
    { kind: 'fact', code: 'indicators', side: 'document' },
  ],
  indicators: [
    { name: '功耗', wanted: '功耗 ≤ 5 mW', offered: '功耗 2.8 mW', satisfied: true },
    { name: '精度', wanted: '精度 ≤ 1 %', offered: '精度 2 %', satisfied: false },
    { name: '寿命', wanted: '寿命 ≥ 5 年', offered: null, satisfied: null },
  ],
  sentences: { query: [{ text: '要传感器', spans: [{ start: 1, end: 4 }] }], document: [{ text: '有' }] },
}

const read = (given: unknown): Reasons => {
  const reasons = readReasons(given)
  if (!reasons) throw new Error('not read')
  return reasons
}

describe('an explanation', () => {
  it('is read with all its parts; a kind that is not known is left out', () => {
    const reasons = read(whole)
    expect(reasons.words.map(({ label }) => label)).toEqual(['传感器'])
    expect(reasons.characters).toEqual({ contribution: 0.1, labels: ['燃'] })
    expect(reasons.meaning?.nearest).toHaveLength(1)
    expect(reasons.factors.map(({ code }) => code)).toEqual(['trl'])
    expect(reasons.missing.words).toEqual(['温漂'])
    expect(reasons.sentences.document).toEqual([{ text: '有', spans: [] }])
    expect(wordsToMark(reasons)).toEqual(new Set(['传感', '感器']))
  })

  it('leaves it to each indicator to say that it is missing', () => {
    expect(read(whole).missing.facts).toEqual([{ kind: 'fact', code: 'price', side: 'document' }])
  })

  it('is read where parts are absent, and whatever it is', () => {
    const bare = read({ root: { kind: 'score', children: [] } })
    expect(bare).toMatchObject({ words: [], meaning: null, characters: null, factors: [], indicators: [], coverage: 0 })
    expect(wordsToMark(null)).toEqual(new Set())
    fc.assert(fc.property(fc.jsonValue(), value => void readReasons(value)))
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (children, missing) => {
        readReasons({ root: { children }, missing, indicators: missing, sentences: missing })
      }),
    )
  })
})

describe('the words of a reason', () => {
  // The words as the index holds them, folded; the title as somebody wrote it.
  it.each([
    ['工業機器人關節', ['机器', '器人'], '工業[機器人]關節'],
    ['Ａl２O３陶瓷', ['al2o3'], '[Ａl２O３]陶瓷'],
    ['按GB/T 19001-2016认证', ['gb/t19001-2016'], '按[GB/T 19001-2016]认证'],
    ['新型LiDAR，不是solidarity', ['lidar'], '新型[LiDAR]，不是solidarity'],
    ['氮化铝与硫化硼', ['氮化'], '[氮化]铝与硫化硼'],
  ])('are marked in %s', (title, words, marked) => {
    const reasons = read({ root: { children: [{ kind: 'words', children: [{ kind: 'word', label: '', words }] }] } })
    const pieces = cutAtSpans(title, highlightSpans(title, wordsToMark(reasons)))
    expect(pieces.map(({ text, isMarked }) => (isMarked ? `[${text}]` : text)).join('')).toBe(marked)
  })
})

describe('wanted indicators', () => {
  it('stand once each: said, or unsaid', () => {
    expect(indicatorLines(read(whole)).map(({ name, isUnsaid }) => [name, isUnsaid])).toEqual([
      ['功耗', false],
      ['精度', false],
      ['寿命', true],
    ])
  })

  it('that only the list of missing ones names are there too', () => {
    const lines = indicatorLines(read({ ...whole, indicators: [] }))
    expect(lines).toMatchObject([{ wanted: '寿命 ≥ 5 年', offered: null, isUnsaid: true }])
  })

  it('count as met only where they could be compared', () => {
    expect(countMet(read(whole).indicators)).toEqual({ met: 1, all: 2 })
  })

  it('of several matches stand in one table, with a gap where one was not measured', () => {
    const lines = compareIndicators([read(whole), null, read({ ...whole, indicators: [] })])
    expect(lines.map(({ name }) => name)).toEqual(['功耗', '精度', '寿命'])
    expect(lines[0]?.cells.map(cell => cell?.satisfied ?? null)).toEqual([true, null, null])
    expect(lines[2]?.cells.map(cell => cell?.isUnsaid ?? null)).toEqual([true, null, true])
  })
})

describe('what falls short', () => {
  const factor = (code: string, value: number, queryValue: unknown = null, documentValue: unknown = null) => {
    return { kind: 'factor', code, value, contribution: 0, queryValue, documentValue }
  }
  const reasonsWith = (...children: object[]) => read({ ...whole, root: { ...whole.root, children } })
  const offers = { offering: 'document', isPerson: false } as const

  it('is named: missed indicators, what does not fit, what the other side has not stated', () => {
    const reasons = reasonsWith(
      factor('price', 0),
      factor('trl', 0.5, 8, 6),
      factor('region', 0),
      factor('industry', 0.2),
      factor('field', 1),
      factor('freshness', 0),
    )
    expect(shortfallsOf(reasons, offers)).toEqual([
      { kind: 'indicator', wanted: '精度 ≤ 1 %' },
      { kind: 'price', isNear: false },
      { kind: 'trl', levels: 2 },
      { kind: 'factor', code: 'region' },
      { kind: 'unstated', code: 'price' },
    ])
  })

  it('of readiness goes by who offers; a budget that covers a part is near', () => {
    const reasons = reasonsWith(factor('trl', 0.75, 6, 7), factor('price', 0.4))
    const found = shortfallsOf({ ...reasons, indicators: [] }, { offering: 'query', isPerson: false })
    expect(found.slice(0, 2)).toEqual([
      { kind: 'trl', levels: 1 },
      { kind: 'price', isNear: true },
    ])
  })

  it('is not that a person names no price', () => {
    expect(shortfallsOf({ ...reasonsWith(), indicators: [] }, { ...offers, isPerson: true })).toEqual([])
  })

  it('is nothing where neither side offers: the like has no budget', () => {
    const similar = tabsOf.achievement.find(({ word }) => word === 'similar')
    expect(similar).toMatchObject({ offering: null })
  })
})

describe('a list of matches', () => {
  it('has the weak ones apart, and nothing that is no good match', () => {
    const matches = ['GOOD', 'WEAK', 'FAIR', 'NONE', 'STRONG'].map(strength => ({ strength }))
    const { good, weak } = splitByStrength(matches)
    expect(good.map(({ strength }) => strength)).toEqual(['GOOD', 'FAIR', 'STRONG'])
    expect(weak).toHaveLength(1)
  })

  it('takes a few to be compared, and gives each back', () => {
    let chosen: ReadonlySet<string> = new Set()
    for (const id of ['a', 'b', 'c', 'd', 'e']) chosen = toggleChosen(chosen, id)
    expect([...chosen]).toEqual(['a', 'b', 'c', 'd'])
    expect(chosen.size).toBe(maxCompared)
    expect([...toggleChosen(chosen, 'b')]).toEqual(['a', 'c', 'd'])
  })
})

describe('the tabs of a library', () => {
  it.each(['demand', 'achievement', 'expert'] as const)('%s: the first stands for any other word', library => {
    expect(tabAt(library, new URLSearchParams('tab=nonsense'))).toBe(tabsOf[library][0])
    for (const tab of tabsOf[library]) expect(tabAt(library, new URLSearchParams({ tab: tab.word }))).toBe(tab)
  })
})
