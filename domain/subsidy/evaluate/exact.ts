/**
 * Exact values of a rule: money in 分 or a plain number, as a fraction of whole numbers. Rounding happens once, where
 * the rule says so; nothing before it loses a part of a 分.
 */
import { formatYuan, type Rate, rateFraction } from '../../money.ts'

export interface Exact {
  unit: 'money' | 'number'
  numerator: bigint
  /** Above 0. */
  denominator: bigint
}

export const money = (fen: bigint, denominator = 1n): Exact => ({ unit: 'money', numerator: fen, denominator })
export const count = (value: bigint): Exact => ({ unit: 'number', numerator: value, denominator: 1n })

export function compareExact(a: Exact, b: Exact): number {
  const isAlike = a.denominator === b.denominator
  const left = isAlike ? a.numerator : a.numerator * b.denominator
  const right = isAlike ? b.numerator : b.numerator * a.denominator
  return left < right ? -1 : left > right ? 1 : 0
}

export function least(a: Exact, b: Exact): Exact {
  return compareExact(a, b) <= 0 ? a : b
}

export function greatest(a: Exact, b: Exact): Exact {
  return compareExact(a, b) >= 0 ? a : b
}

export function add(a: Exact, b: Exact): Exact {
  if (a.denominator === b.denominator)
    return { unit: a.unit, numerator: a.numerator + b.numerator, denominator: a.denominator }
  return {
    unit: a.unit,
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  }
}

/** a − b, not below 0. */
export function minus(a: Exact, b: Exact): Exact {
  if (compareExact(a, b) <= 0) return { unit: a.unit, numerator: 0n, denominator: 1n }
  return add(a, { ...b, numerator: -b.numerator })
}

export function times(a: Exact, rate: Rate): Exact {
  const { numerator, denominator } = rateFraction(rate)
  const whole = a.denominator === 1n ? denominator : a.denominator * denominator
  return { unit: a.unit, numerator: a.numerator * numerator, denominator: whole }
}

/** Whole units, downwards: of a value that is not negative. */
export function floor({ numerator, denominator }: Exact): bigint {
  return denominator === 1n ? numerator : numerator / denominator
}

export type Rounding = 'down' | 'up' | 'half_up'

/** To a whole multiple of `unitFen` (1 分, 1万元 …). */
export function round({ numerator, denominator }: Exact, rounding: Rounding, unitFen: bigint): bigint {
  if (denominator === 1n && unitFen === 1n) return numerator
  const divisor = denominator * unitFen
  const whole = numerator / divisor
  const rest = numerator % divisor
  const isUp = rest !== 0n && (rounding === 'up' || (rounding === 'half_up' && rest * 2n >= divisor))
  return (isUp ? whole + 1n : whole) * unitFen
}

export function isWhole({ numerator, denominator }: Exact): boolean {
  return denominator === 1n || numerator % denominator === 0n
}

/** `1,234.50 元`, `12`; says when there is a broken 分. */
export function show(value: Exact): string {
  if (value.unit === 'number') return isWhole(value) ? String(floor(value)) : `${value.numerator}/${value.denominator}`
  return isWhole(value) ? yuan(floor(value)) : `${yuan(floor(value))} and a part of a 分`
}

export function yuan(fen: bigint): string {
  const place = Number(fen) & (keptAmounts - 1)
  if (amounts[place] !== fen) {
    amounts[place] = fen
    texts[place] = `${formatYuan(fen)} 元`
  }
  return texts[place] ?? ''
}

/** The amounts of a figure recur in its lines; the last ones are kept, because explanations hold them by the million. */
const keptAmounts = 256
const amounts: bigint[] = []
const texts: string[] = []
