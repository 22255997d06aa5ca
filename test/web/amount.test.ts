import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readWanYuan, roundedWanYuan, signedWanYuan, wordsOfWanYuan, writeWanYuan } from '#web/ui/amount.ts'

describe('an amount typed in 万元', () => {
  it.each([
    ['120', 120_000_000],
    ['120.5', 120_500_000],
    [' 35.5 ', 35_500_000],
    ['１２０', 120_000_000],
    ['1,200', 1_200_000_000],
    ['0.000001', 1],
    ['3亿', 30_000_000_000],
    ['5000元', 500_000],
  ])('%s is read exactly', (text, fen) => {
    expect(readWanYuan(text)).toBe(fen)
  })

  it.each(['', '  ', null, undefined])('%j is no amount, and nothing wrong', text => {
    expect(readWanYuan(text)).toBeNull()
  })

  it.each(['abc', '-5', '1.2.3', '0.0000001', '1e5', '12,34', '9999999999999'])('%s is refused, not rounded', text => {
    expect(readWanYuan(text)).toBeUndefined()
    expect(wordsOfWanYuan(text)).toBeNull()
  })

  it('is written in words under the field', () => {
    expect(wordsOfWanYuan('120.5')).toBe('壹佰贰拾万伍仟元整')
    expect(wordsOfWanYuan('')).toBeNull()
  })

  it('comes back as the same 分 after editing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_000_000_000_000_000 }), fen => {
        expect(readWanYuan(writeWanYuan(fen))).toBe(fen)
      }),
    )
  })
})

describe('an amount beside others, in 万元', () => {
  it.each([
    [1_535_412_880, '1,535.41'],
    [1_535_415_000, '1,535.42'],
    [500_000_000, '500.00'],
    [-74_353_850, '−74.35'],
    [-4_999, '0.00'],
    [0, '0.00'],
  ])('%i 分 has two decimals', (fen, text) => {
    expect(roundedWanYuan(fen)).toBe(text)
  })

  it('has its sign where it is a difference', () => {
    expect([1_000_000, -1_000_000, 0].map(signedWanYuan)).toEqual(['+1.00', '−1.00', '0.00'])
  })
})
