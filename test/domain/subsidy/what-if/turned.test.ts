/** What a what-if turned, in words: by them one result is told from another of the same version. */
import { describe, expect, it } from 'vitest'
import { sideText } from '#domain/subsidy/what-if/side-words.ts'
import { listTurned, turnedSummary, turnedText } from '#domain/subsidy/what-if/turned.ts'
import { valueText, variableText } from '#domain/subsidy/what-if/variable-words.ts'
import { listVariables } from '#domain/subsidy/what-if/variables.ts'
import { draft, luoyang, rules2023, sanming } from './support.ts'

const turnedOf = (values: Record<string, string>) =>
  listTurned(
    draft,
    Object.entries(values).map(([path, value]) => ({ path, value })),
  )
const two = turnedOf({ 'rules.transfer.cap.amount': '60000000', 'rules.transfer.rate': '1.5' })

describe('the numbers turned', () => {
  it('are told with the title of their rule, what they were and what they are', () => {
    expect(two.map(one => turnedText(one, 'zh'))).toEqual([
      '技术转移转化补助 比例 2 % → 1.5 %',
      '技术转移转化补助 上限 50 万元 → 60 万元',
    ])
    expect(turnedText(two[0] as (typeof two)[0], 'en')).toBe('技术转移转化补助 Rate 2 % → 1.5 %')
  })

  it('are none where the value is the own one, or nothing is turned', () => {
    expect(turnedOf({ 'rules.transfer.rate': '2' })).toEqual([])
    expect(turnedOf({})).toEqual([])
    expect(turnedSummary([], 'zh', 100)).toBe('')
  })

  it('are counted where they do not fit', () => {
    expect(turnedSummary(two, 'zh', 200)).toContain('；')
    expect(turnedSummary(two, 'zh', 40)).toBe('技术转移转化补助 比例 2 % → 1.5 % 等 2 个数字')
    expect(turnedSummary(two, 'zh', 10)).toBe('2 个数字')
  })

  it('tell the sides of a what-if apart', () => {
    const side = { policy: { ...draft, status: 'in_force', rules: [] } }
    expect(sideText(side, { isVersion: true, turned: [] }, 'zh')).toBe('现行版本 1')
    expect(sideText(side, { isVersion: true, turned: two.slice(0, 1) }, 'zh')).toBe(
      '现行版本 1，技术转移转化补助 比例 2 % → 1.5 %',
    )
    expect(sideText(side, { isVersion: false, turned: [] }, 'en')).toBe('draft text 1')
  })
})

describe('every number of the shipped packs', () => {
  it('has words without codes in them', () => {
    const texts = [draft, rules2023, luoyang, sanming].flatMap(pack =>
      listVariables(pack).map(one => `${variableText(one, 'zh')} ${valueText(one, one.value, 'zh')}`),
    )
    expect(texts.filter(text => /[a-z_#]/.test(text))).toEqual([])
  })
})
