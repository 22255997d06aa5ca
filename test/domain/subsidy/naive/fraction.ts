/** Exact fractions as pairs of whole numbers, never reduced: slow, and hard to get wrong. The denominator is above 0. */
import type { RateUnit } from '#domain/money.ts'

export type Fraction = readonly [numerator: bigint, denominator: bigint]

export const zero: Fraction = [0n, 1n]

export function whole(value: bigint | number): Fraction {
  return [BigInt(value), 1n]
}

export function plus(a: Fraction, b: Fraction): Fraction {
  return [a[0] * b[1] + b[0] * a[1], a[1] * b[1]]
}

export function minus(a: Fraction, b: Fraction): Fraction {
  return [a[0] * b[1] - b[0] * a[1], a[1] * b[1]]
}

export function times(a: Fraction, b: Fraction): Fraction {
  return [a[0] * b[0], a[1] * b[1]]
}

export function isLess(a: Fraction, b: Fraction): boolean {
  return a[0] * b[1] < b[0] * a[1]
}

export function least(a: Fraction, b: Fraction): Fraction {
  return isLess(b, a) ? b : a
}

export function greatest(a: Fraction, b: Fraction): Fraction {
  return isLess(a, b) ? b : a
}

/** The whole number at or under a fraction that is not negative. */
export function down(a: Fraction): bigint {
  return a[0] / a[1]
}

export function up(a: Fraction): bigint {
  return a[0] % a[1] === 0n ? a[0] / a[1] : a[0] / a[1] + 1n
}

/** To the nearest whole number, a half up. */
export function nearest(a: Fraction): bigint {
  return (2n * a[0] + a[1]) / (2n * a[1])
}

/** A rate as its clause writes it: 0.2 permille is 2 of 10 000. */
export function fractionOfRate({ value, unit }: { value: string; unit: RateUnit }): Fraction {
  const [before = '', after = ''] = value.split('.')
  const parts = { percent: 100n, permille: 1_000n, per10k: 10_000n }[unit]
  return [BigInt(before + after), parts * 10n ** BigInt(after.length)]
}
