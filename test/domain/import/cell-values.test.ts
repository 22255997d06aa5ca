import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparators, type Indicator } from '#domain/demand/demand.ts'
import {
  parseCode,
  parseDay,
  parseIndustryCode,
  parseIpRight,
  parseRegionCode,
  parseTrl,
  parseWhole,
  splitList,
  splitNames,
} from '#domain/import/cell-values.ts'
import { formatIndicators, parseIndicators } from '#domain/import/indicator-syntax.ts'
import {
  cooperationModeWords,
  empowermentWords,
  expertKindWords,
  fieldWords,
  ipWishWords,
  stageWords,
  type Words,
  wayOfTransferWords,
} from '#domain/import/vocabulary.ts'

describe('lists', () => {
  it('split at the separators people use, without empties and repetitions', () => {
    expect(splitList('甲；乙;丙、丁,戊，己|甲\n；')).toEqual(['甲', '乙', '丙', '丁', '戊', '己'])
    expect(splitNames('Sensor Co., Ltd.；郑州大学；')).toEqual(['Sensor Co., Ltd.', '郑州大学'])
  })
})

describe('codes', () => {
  it.each([
    ['fields', fieldWords],
    ['ways', wayOfTransferWords],
    ['modes', cooperationModeWords],
    ['ip wishes', ipWishWords],
    ['stages', stageWords],
    ['empowerments', empowermentWords],
    ['expert kinds', expertKindWords],
  ] as [string, Words<string>][])('%s: every word and code says exactly its own code', (_, words) => {
    for (const [code, names] of Object.entries(words))
      for (const name of [code, code.toUpperCase(), ...names, ` ${names[0]} `])
        expect(parseCode(words, name)).toBe(code)
    expect(parseCode(words, '别的')).toBeNull()
    expect(parseCode(words, '')).toBeNull()
  })
})

describe('single values', () => {
  it.each([
    [parseTrl, '6', 6],
    [parseTrl, 'TRL 7', 7],
    [parseTrl, '８级', 8],
    [parseTrl, '0', null],
    [parseTrl, '10', null],
    [parseRegionCode, '410100', '410100'],
    [parseRegionCode, '郑州市（410100）', '410100'],
    [parseRegionCode, '4101001', null],
    [parseRegionCode, '郑州市', null],
    [parseIndustryCode, 'C39 计算机、通信', 'C39'],
    [parseIndustryCode, '3911', 'C3911'],
    [parseIndustryCode, 'C', 'C'],
    [parseIndustryCode, 'A39', null],
    [parseIndustryCode, '计算机', null],
    [parseDay, '2026年3月1日', '2026-03-01'],
    [parseDay, '2026/3/1', '2026-03-01'],
    [parseDay, '2026-03-01 08:30:00', '2026-03-01'],
    [parseDay, '20260301', '2026-03-01'],
    [parseDay, '2026-02-30', null],
    [parseDay, '3月1日', null],
  ] as [(text: string) => unknown, string, unknown][])('%o %s → %s', (parse, text, value) => {
    expect(parse(text)).toBe(value)
  })

  it('whole numbers keep their bounds', () => {
    expect([parseWhole('1965年', 1900, 2100), parseWhole('1.5', 0, 9), parseWhole('10', 0, 9)]).toEqual([
      1965,
      null,
      null,
    ])
  })

  it('patents by the kind in their number, software, and neither', () => {
    expect(parseIpRight('ZL201710601862.3 一种方法')).toEqual({
      kind: 'invention_patent',
      number: '201710601862.3',
      title: '一种方法',
    })
    expect(parseIpRight('95115608.X')).toMatchObject({ kind: 'invention_patent', number: '95115608.X' })
    expect(parseIpRight('ZL201721099528.4')).toMatchObject({ kind: 'utility_model' })
    expect(parseIpRight('2020SR0123456 系统 V1.0')).toMatchObject({ kind: 'software', title: '系统 V1.0' })
    expect(parseIpRight('一种方法')).toBeNull()
  })
})

describe('indicators', () => {
  it('reads what people write', () => {
    const { indicators, unread } = parseIndicators(
      '抗冲击韧性>=67%；寿命≥1,000 h（GB/T 228）;厚度=2~3 mm\n误差不大于０.10％；重量 小于 -2.50 kg; 提高效率',
    )
    expect(indicators.map(each => Object.values(each))).toEqual([
      ['抗冲击韧性', 'gte', '67', null, '%', ''],
      ['寿命', 'gte', '1000', null, 'h', 'GB/T 228'],
      ['厚度', 'between', '2', '3', 'mm', ''],
      ['误差', 'lte', '0.10', null, '％', ''],
      ['重量', 'lt', '-2.50', null, 'kg', ''],
    ])
    expect(unread).toEqual(['提高效率'])
  })

  it('law: what is written is read back', () => {
    const word = fc.constantFrom('抗压强度', '寿命', 'Yield', '误差率')
    const number = fc
      .tuple(fc.integer({ min: -999, max: 99_999 }), fc.constantFrom('', '.5', '.10'))
      .map(parts => parts.join(''))
    const unit = fc.constantFrom('', '%', 'MPa', '克/立方厘米', '℃')
    const method = fc.constantFrom('', 'GB/T 228', '第三方检测')
    const indicator = fc.tuple(word, fc.constantFrom(...comparators), number, number, unit, method).map(
      ([name, comparator, value, max, unitName, testMethod]): Indicator => ({
        name,
        comparator,
        value,
        valueMax: comparator === 'between' ? max : null,
        unit: unitName,
        testMethod,
      }),
    )
    fc.assert(
      fc.property(fc.array(indicator, { maxLength: 5 }), indicators => {
        expect(parseIndicators(formatIndicators(indicators))).toEqual({ indicators, unread: [] })
      }),
    )
  })
})
