/** What an explanation says of the indicators (考核指标) of a demand, as real listings write them. */
import { describe, expect, it } from 'vitest'
import type { Comparator } from '#domain/demand/demand.ts'
import type { MatchDocument, MatchQuery, WantedIndicator } from '#domain/matching/document.ts'
import { explainMatches } from '#domain/matching/explain.ts'
import { rankDocuments } from '#domain/matching/rank.ts'
import { maxIndicators } from '#domain/matching/ranking/explain-facts.ts'
import { indicatorQuantity } from '#domain/matching/text/quantities.ts'
import { aDocument, anId, aQuery, indexOf } from '../support.ts'

type Given = readonly [name: string, comparator: Comparator, value: string, unit: string, valueMax?: string]

function wanted([name, comparator, value, unit, valueMax = '']: Given): WantedIndicator {
  const indicator = { name, comparator, value, valueMax: valueMax || null, unit, testMethod: '' }
  return { name, written: `${name} ${comparator} ${value} ${unit}`, quantity: indicatorQuantity(indicator) }
}

/** A demand that asks, and what is said of an achievement that it finds. */
function explain(indicators: readonly WantedIndicator[], offer: Partial<MatchDocument>) {
  const document = aDocument({ title: '材料', ...offer, id: anId(1) })
  return explainAsked({ title: '材料', indicators }, document)
}

function explainAsked(query: Partial<MatchQuery>, document: MatchDocument) {
  const asked = { library: document.library, from: document.library === 'demand' ? 'achievement' : 'demand' } as const
  const whole = aQuery(query)
  const { ranked, plan } = rankDocuments(indexOf(document), { ...asked, query: whole, limit: 9, nowAt: 0 })
  expect(ranked).toHaveLength(1)
  const request = { ...asked, query: whole, plan, documents: [document], similarities: [null], nowAt: 0 }
  return explainMatches(request, null)[0] ?? expect.fail('nothing was explained')
}

const strength: Given = ['抗拉强度', 'gte', '1200', 'MPa']
const heat: Given = ['耐温', 'gte', '1000', '℃']
const purity: Given = ['纯度', 'gte', '99.9', '%']
const size: Given = ['粒径', 'between', '50', 'nm', '80']
const alarm: Given = ['误报率', 'lte', '1', '%']
const life: Given = ['循环寿命', 'gte', '3000', '次']
const density: Given = ['能量密度', 'gte', '300', 'Wh/kg']
const speed: Given = ['响应时间', 'lte', '10', 'ms']
const spectral: Given = ['光谱分辨率', 'lte', '5', 'cm-1']

describe('indicators of a demand', () => {
  it.each<[Given, string, string | null, boolean | null]>([
    [strength, '经检测抗拉强度达到1350MPa，已批量生产。', '抗拉强度 1350MPa', true],
    [strength, '拉伸强度不低于1.2GPa。', '抗拉强度 1.2GPa', true],
    [strength, '抗拉强度可达900 MPa，延伸率8%。', '抗拉强度 900 MPa', false],
    [strength, '抗压强度1350MPa。', null, null],
    [heat, '材料耐高温1700℃，抗氧化。', '耐温 1700℃', true],
    [heat, '最高使用温度800℃。', '耐温 800℃', false],
    [purity, '产品纯度≥99.99%', '纯度 99.99%', true],
    [purity, '产品纯度为98％。', '纯度 98％', false],
    [alarm, '误报率低于0.5%，准确率98%', '误报率 0.5%', true],
    [alarm, '误报率约3%', '误报率 3%', false],
    [size, '粉体分布窄，粒径60～70nm。', '粒径 60～70nm', true],
    [size, '粒径为2μm。', '粒径 2μm', false],
    [size, '粒径40～100nm。', '粒径 40～100nm', null],
    // A name of two characters with a word before it may be another metric: nothing is said rather than something wrong.
    [size, '粉体粒径60～70nm', null, null],
    [life, '电池循环寿命5000次以上，', '循环寿命 5000次', true],
    [density, '单体能量密度达到350Wh/kg', '能量密度 350Wh/kg', true],
    [density, '系统能量密度160 Wh/kg', '能量密度 160 Wh/kg', false],
    [speed, '响应时间小于0.005s', '响应时间 0.005s', true],
    [speed, '响应时间为1s', '响应时间 1s', false],
    [spectral, '光谱分辨率 4 cm-1', '光谱分辨率 4 cm-1', true],
    [spectral, '光谱分辨率8cm⁻¹', '光谱分辨率 8cm⁻¹', false],
  ])('%j against "%s": %s, %s', (given, text, offered, satisfied) => {
    const { indicators } = explain([wanted(given)], { text })
    expect(indicators).toEqual([{ name: given[0], wanted: wanted(given).written, offered, satisfied }])
  })

  it('takes of several statements the one that fulfils the wish', () => {
    const text = '普通型抗拉强度800MPa；增强型抗拉强度1300MPa。'
    expect(explain([wanted(strength)], { text }).indicators[0]).toMatchObject({
      offered: '抗拉强度 1300MPa',
      satisfied: true,
    })
  })

  it('asks the other side when an achievement looks for demands', () => {
    const demand = aDocument({ id: anId(1), library: 'demand', title: '钢丝', indicators: [wanted(strength)] })
    const { indicators, missing } = explainAsked({ title: '钢丝', text: '抗拉强度1300MPa' }, demand)
    expect(indicators).toMatchObject([{ offered: '抗拉强度 1300MPa', satisfied: true }])
    expect(missing.filter(({ kind }) => kind === 'indicator')).toEqual([])
  })

  it.each<[string, Partial<MatchDocument>, boolean]>([
    ['nothing of it', { text: '用于刀具。' }, true],
    ['another metric, with a word of its name', { text: '强度高，硬度大。' }, false],
    ['its name without a number', { text: '抗拉强度优异。' }, false],
    ['its name in the title', { title: '高抗拉材料' }, false],
    ['its name among the keywords', { keywords: ['抗拉强度'] }, false],
    ['the quantity', { text: '抗拉强度800MPa' }, false],
    ['its name in traditional characters', { text: '抗拉強度優異' }, false],
  ])('is missing when the offer says %s', (_, offer, isMissing) => {
    const { missing } = explain([wanted(strength)], offer)
    const entry = { kind: 'indicator', name: '抗拉强度', text: wanted(strength).written }
    expect(missing.filter(({ kind }) => kind === 'indicator')).toEqual(isMissing ? [entry] : [])
  })

  it('says of one that cannot be read that nobody can tell', () => {
    const odd = { name: '外观', written: '外观 无裂纹', quantity: null }
    const { indicators, missing } = explain([odd], { text: '用于刀具，10MPa' })
    expect(indicators).toEqual([{ name: '外观', wanted: '外观 无裂纹', offered: null, satisfied: null }])
    expect(missing[0]).toEqual({ kind: 'indicator', name: '外观', text: '外观 无裂纹' })
  })

  it('reads no more of them than a demand may have', () => {
    const many = Array.from({ length: 1000 }, (_, i) => wanted([`指标${i}强度`, 'gte', String(i + 1), 'MPa']))
    const { indicators, missing } = explain(many, { text: '长文'.repeat(9000) })
    expect(indicators).toHaveLength(maxIndicators)
    expect(missing.filter(({ kind }) => kind === 'indicator')).toHaveLength(maxIndicators)
  })
})

describe('facts that are missing', () => {
  const sides = (query: Partial<MatchQuery>, offer: Partial<MatchDocument>) => {
    const { missing } = explainAsked({ title: '材料', ...query }, aDocument({ title: '材料', ...offer, id: anId(1) }))
    return new Map(missing.flatMap(entry => (entry.kind === 'fact' ? [[entry.code, entry.side]] : [])))
  }
  const quantities = (name: string) => [wanted([name, 'gte', '10', 'MPa']).quantity ?? expect.fail(name)]

  it('a demand that names ways of transfer and no wish for the rights lacks the wish', () => {
    expect(sides({ waysOfTransfer: ['licence'] }, { waysOfTransfer: ['licence'] }).get('ip')).toBe('query')
    expect(sides({ ipWish: 'buyer' }, {}).get('ip')).toBe('document')
    expect(sides({ waysOfTransfer: ['licence'] }, {}).get('ip')).toBe('both')
    const demand: Partial<MatchDocument> = { library: 'demand', ipWish: 'buyer' }
    expect(sides({}, demand).get('ip')).toBe('query')
    expect(sides({ waysOfTransfer: ['licence'] }, { library: 'demand' }).get('ip')).toBe('document')
  })

  it('an offer of other quantities does not answer the wish, whoever asks', () => {
    const [one, other] = [{ quantities: quantities('抗拉强度') }, { quantities: quantities('抗压强度') }]
    expect(sides(one, other).get('indicators')).toBe('document')
    expect(sides(one, { ...other, library: 'demand' }).get('indicators')).toBe('query')
  })

  it('an expert is not asked for what only a result has', () => {
    const indicators = [wanted(['抗拉强度', 'gte', '1200', 'MPa'])]
    const { missing } = explainAsked(
      { title: '材料', indicators, trl: 6 },
      aDocument({ title: '材料', library: 'expert', id: anId(1) }),
    )
    expect(missing.map(entry => (entry.kind === 'fact' ? entry.code : entry.kind))).toEqual([
      'field',
      'region',
      'freshness',
      'integrity',
    ])
  })

  it('what is asked of the ranked listing alone is never missing in the query', () => {
    const found = sides({ publishedAt: 0 }, {})
    expect([found.get('freshness'), found.get('integrity'), found.get('completeness')]).toEqual([
      'document',
      'document',
      undefined,
    ])
  })
})
