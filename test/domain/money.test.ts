import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  amountInWords,
  formatWanYuan,
  formatYuan,
  isAmountFen,
  maxAmountFen,
  parseWanYuan,
  parseYuan,
} from '#domain/money.ts'

const amounts = fc.bigInt({ min: 0n, max: maxAmountFen })

describe('reading an amount', () => {
  it.each([
    ['0', 0n],
    ['12', 1_200n],
    ['1234.5', 123_450n],
    ['1,234.56', 123_456n],
    ['1 234 567.8', 123_456_780n],
    ['  7.05 ', 705n],
    ['１２３．４５', 12_345n],
    ['１，２３４元', 123_400n],
    ['¥88', 8_800n],
    ['￥88.00元', 8_800n],
    ['3万元', 3_000_000n],
    ['0.35 万', 350_000n],
    ['1.2亿元', 12_000_000_000n],
    ['2亿', 20_000_000_000n],
    ['1.2300', 123n],
    ['90,000,000,000,000.00', maxAmountFen],
  ])('reads %j in 元', (text, fen) => expect(parseYuan(text)).toBe(fen))

  it.each([
    ['1200', 1_200_000_000n],
    ['0.35', 350_000n],
    ['0.000001', 1n],
    ['1,200.5万元', 1_200_500_000n],
    ['5000元', 500_000n],
    ['0.3亿', 3_000_000_000n],
  ])('reads %j in 万元, unless another unit is written', (text, fen) => expect(parseWanYuan(text)).toBe(fen))

  it.each(
    [
      '',
      ' ',
      '元',
      '-1',
      '－1',
      '+1',
      '1.234',
      '0.001',
      '1e5',
      '.5',
      '5.',
      '1.2.3',
      '1,23',
      '12,34,567',
      '1,2345',
      '12 34',
    ].concat([
      '约5万',
      '5-8万',
      '十万',
      '5千元',
      '5万万',
      'NaN',
      'Infinity',
      '0x10',
      '5①',
      '10²',
      '$5',
      '90000000000000.01',
      '1'.repeat(500),
    ]),
  )('refuses %j rather than guess', text => expect(parseYuan(text)).toBeNull())

  it('refuses more precision than a 分 in 万元 and 亿元 as well', () => {
    expect(parseWanYuan('0.0000001')).toBeNull()
    expect(parseWanYuan('1.00000000001亿')).toBeNull()
    expect(parseWanYuan('9000000001')).toBeNull()
  })
})

describe('laws of writing and reading amounts', () => {
  it('what is written in 元 reads back as itself', () => {
    fc.assert(
      fc.property(amounts, fen => {
        expect(parseYuan(formatYuan(fen))).toBe(fen)
      }),
    )
  })
  it('what is written in 万元 reads back as itself: nothing is rounded', () => {
    fc.assert(
      fc.property(amounts, fen => {
        expect(parseWanYuan(formatWanYuan(fen))).toBe(fen)
      }),
    )
  })
  it('reading never throws, and gives null or an amount the service takes', () => {
    const texts = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789.,，．元万亿 -¥') }))
    fc.assert(
      fc.property(texts, text => {
        const fen = parseYuan(text)
        expect(fen === null || isAmountFen(fen)).toBe(true)
      }),
    )
  })
  it('a bare number is ten thousand times more in 万元 than in 元', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 900_000_000_000n }), fen => {
        expect(parseWanYuan(formatYuan(fen))).toBe(fen * 10_000n)
      }),
    )
  })
  it('the maximum stays exact as a JSON number', () => {
    expect(BigInt(Number(maxAmountFen))).toBe(maxAmountFen)
    expect(Number(maxAmountFen)).toBeLessThan(Number.MAX_SAFE_INTEGER)
    expect([isAmountFen(maxAmountFen), isAmountFen(maxAmountFen + 1n), isAmountFen(-1n)]).toEqual([true, false, false])
  })
  it.each([
    [123_450n, '1,234.50', '0.12345'],
    [0n, '0.00', '0'],
    [5n, '0.05', '0.000005'],
    [350_000n, '3,500.00', '0.35'],
    [1_200_000_000n, '12,000,000.00', '1,200'],
    [-123_456_789n, '-1,234,567.89', '-123.456789'],
  ])('%s 分 is written %s 元 and %s 万元', (fen, yuan, wanYuan) => {
    expect(formatYuan(fen)).toBe(yuan)
    expect(formatWanYuan(fen)).toBe(wanYuan)
  })
})

/** Reads financial capitals back by the value of each sign, knowing nothing of how they are written. */
function readWords(words: string): bigint {
  const digits = '零壹贰叁肆伍陆柒捌玖'
  const [yuanWords = '', rest = ''] = words.includes('元') ? words.split('元') : ['', words]
  const [total, section, digit] = Array.from(yuanWords).reduce<[bigint, bigint, bigint]>(
    ([total, section, digit], sign) => {
      if (digits.includes(sign)) return [total, section, BigInt(digits.indexOf(sign))]
      if (sign === '亿') return [(total + section + digit) * 100_000_000n, 0n, 0n]
      if (sign === '万') return [total + (section + digit) * 10_000n, 0n, 0n]
      return [total, section + digit * ({ 仟: 1000n, 佰: 100n, 拾: 10n }[sign] ?? 0n), 0n]
    },
    [0n, 0n, 0n],
  )
  const part = (unit: string) => BigInt(digits.indexOf(new RegExp(`(.)${unit}`).exec(rest)?.[1] ?? '零'))
  return (total + section + digit) * 100n + part('角') * 10n + part('分')
}

describe('the amount in words', () => {
  it.each([
    [0n, '零元整'],
    [1n, '壹分'],
    [50n, '伍角整'],
    [150n, '壹元伍角整'],
    [1_000n, '壹拾元整'],
    [140_950n, '壹仟肆佰零玖元伍角整'],
    [600_714n, '陆仟零柒元壹角肆分'],
    [168_032n, '壹仟陆佰捌拾元叁角贰分'],
    [10_700_053n, '壹拾万柒仟元伍角叁分'],
    [1_640_902n, '壹万陆仟肆佰零玖元零贰分'],
    [32_504n, '叁佰贰拾伍元零肆分'],
    [1_000_000n, '壹万元整'],
    [1_000_100n, '壹万零壹元整'],
    [10_000_050_000n, '壹亿零伍佰元整'],
    [10_000_500_000n, '壹亿零伍仟元整'],
    [10_010_000_000n, '壹亿零壹拾万元整'],
    [200_000_000_000_000n, '贰万亿元整'],
    [maxAmountFen, '玖拾万亿元整'],
    [-1_200n, '负壹拾贰元整'],
  ])('%s 分 is %s', (fen, words) => expect(amountInWords(fen)).toBe(words))

  it('every amount reads back as itself', () => {
    fc.assert(
      fc.property(amounts, fen => {
        expect(readWords(amountInWords(fen))).toBe(fen)
      }),
    )
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2_000_000n }), fen => {
        expect(readWords(amountInWords(fen))).toBe(fen)
      }),
    )
  })
  it('no 零 stands twice in a row, before a unit, or at the end', () => {
    fc.assert(
      fc.property(amounts, fen => {
        expect(fen === 0n || !/零[零元万亿仟佰拾角分整]/.test(amountInWords(fen))).toBe(true)
      }),
    )
  })
  it('an amount without 分 is closed with 整, one with 分 is not', () => {
    fc.assert(
      fc.property(amounts, fen => {
        expect(amountInWords(fen).endsWith('整')).toBe(fen % 10n === 0n)
      }),
    )
  })
})
