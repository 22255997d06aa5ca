import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  applyRate,
  compareRates,
  distribute,
  formatRate,
  maxAmountFen,
  parseRate,
  type Rate,
  rateFraction,
  rateUnits,
} from '#domain/money.ts'

const amounts = fc.bigInt({ min: 0n, max: maxAmountFen })
const rates: fc.Arbitrary<Rate> = fc.record({
  value: fc
    .tuple(fc.nat(100_000), fc.integer({ min: 0, max: 12 }), fc.nat(999_999_999))
    .map(([whole, places, decimals]) =>
      places ? `${whole}.${String(decimals).padStart(12, '0').slice(-places)}` : `${whole}`,
    ),
  unit: fc.constantFrom(...rateUnits),
})

describe('a rate', () => {
  it.each<[bigint, Rate, bigint]>([
    [100_000_000n, { value: '0.2', unit: 'permille' }, 20_000n],
    [4_999n, { value: '0.2', unit: 'permille' }, 0n],
    [5_000n, { value: '0.2', unit: 'permille' }, 1n],
    [100_000_000n, { value: '0.02', unit: 'percent' }, 20_000n],
    [100_000_000n, { value: '2', unit: 'per10k' }, 20_000n],
    [999n, { value: '3', unit: 'percent' }, 29n],
    [maxAmountFen, { value: '33.333333333333', unit: 'percent' }, 2_999_999_999_999_970n],
    [maxAmountFen, { value: '100', unit: 'percent' }, maxAmountFen],
    [7n, { value: '0', unit: 'percent' }, 0n],
  ])('of %s 分, %o gives %s 分', (fen, rate, part) => expect(applyRate(fen, rate)).toBe(part))

  it('rounds down, and by less than one 分', () => {
    fc.assert(
      fc.property(amounts, rates, (fen, rate) => {
        const { numerator, denominator } = rateFraction(rate)
        const lost = fen * numerator - applyRate(fen, rate) * denominator
        expect(lost >= 0n && lost < denominator).toBe(true)
      }),
    )
  })
  it('per ten thousand, permille and percent are ten apart', () => {
    fc.assert(
      fc.property(amounts, rates, (fen, { value }) => {
        expect(applyRate(fen * 10n, { value, unit: 'permille' })).toBe(applyRate(fen, { value, unit: 'percent' }))
        expect(applyRate(fen * 10n, { value, unit: 'per10k' })).toBe(applyRate(fen, { value, unit: 'permille' }))
        expect(compareRates({ value, unit: 'permille' }, { value: `${value}`, unit: 'percent' })).toBe(
          /[1-9]/.test(value) ? -1 : 0,
        )
      }),
    )
  })
  it('parts of two amounts never exceed the part of their sum', () => {
    fc.assert(
      fc.property(amounts, amounts, rates, (a, b, rate) => {
        const slack = applyRate(a + b, rate) - applyRate(a, rate) - applyRate(b, rate)
        expect(slack === 0n || slack === 1n).toBe(true)
      }),
    )
  })
  it('what is written reads back as itself', () => {
    fc.assert(
      fc.property(rates, rate => {
        expect(parseRate(formatRate(rate))).toEqual(rate)
      }),
    )
    expect(formatRate({ value: '0.2', unit: 'permille' })).toBe('0.2‰')
    expect(parseRate(' ３ ％')).toEqual({ value: '3', unit: 'percent' })
  })
  it.each(['3', '', '%', '-3%', '3%%', '1e2%', '.5%', '3.%'])('%j is no rate', text =>
    expect(parseRate(text)).toBeNull(),
  )
  it('compares across units', () => {
    expect(compareRates({ value: '1', unit: 'percent' }, { value: '10.0', unit: 'permille' })).toBe(0)
    expect(compareRates({ value: '3', unit: 'percent' }, { value: '3', unit: 'permille' })).toBe(1)
  })
  it('throws for a value that is no decimal and for a negative amount', () => {
    expect(() => applyRate(1n, { value: 'x', unit: 'percent' })).toThrow(RangeError)
    expect(() => applyRate(-1n, { value: '1', unit: 'percent' })).toThrow(RangeError)
  })
})

describe('distributing a total', () => {
  const weights = fc
    .array(fc.bigInt({ min: 0n, max: 1_000_000n }), { minLength: 1, maxLength: 12 })
    .filter(list => list.some(weight => weight > 0n))

  it('the shares sum to the total exactly', () => {
    fc.assert(
      fc.property(amounts, weights, (total, list) => {
        expect(distribute(total, list).reduce((sum, share) => sum + share, 0n)).toBe(total)
      }),
    )
  })
  it('each share is within one 分 of its true part, and nothing goes to a weight of zero', () => {
    fc.assert(
      fc.property(amounts, weights, (total, list) => {
        const sum = list.reduce((a, b) => a + b, 0n)
        distribute(total, list).forEach((share, index) => {
          const weight = list[index] ?? 0n
          const off = share * sum - total * weight
          expect(off > -sum && off < sum).toBe(true)
          if (weight === 0n) expect(share).toBe(0n)
        })
      }),
    )
  })
  it('a larger weight never gets less', () => {
    fc.assert(
      fc.property(amounts, weights, (total, list) => {
        const sorted = list.toSorted((a, b) => (a > b ? -1 : a < b ? 1 : 0))
        const shares = distribute(total, sorted)
        expect(shares).toEqual(shares.toSorted((a, b) => (a > b ? -1 : a < b ? 1 : 0)))
      }),
    )
  })
  it('gives the odd 分 to the largest remainder, and of equals to the earlier', () => {
    expect(distribute(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n])
    expect(distribute(10n, [3n, 3n, 4n, 0n])).toEqual([3n, 3n, 4n, 0n])
    expect(distribute(10n, [10n, 25n])).toEqual([3n, 7n])
  })
  it('throws when there is nothing to go by', () => {
    expect(() => distribute(1n, [])).toThrow(RangeError)
    expect(() => distribute(1n, [0n, 0n])).toThrow(RangeError)
    expect(() => distribute(1n, [2n, -1n])).toThrow(RangeError)
    expect(() => distribute(-1n, [1n])).toThrow(RangeError)
  })
})
