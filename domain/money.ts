/**
 * Money is a whole number of 分 in a `bigint`; people write 元 and 万元 with decimals. Everything here is exact:
 * text that a 分 cannot hold is refused rather than rounded, and a rate is a fraction of whole numbers, never a float.
 * Only rates round: `applyRate` down to the 分, and a policy's rule down or up, as the rule says.
 *
 * A rate always carries its unit: a ‰ read as a % is a factor of ten in somebody's subsidy.
 */
import { halfWidth } from './half-width.ts'

/** The largest amount the service takes: 90 万亿元. Below 2^53, so an amount stays exact as a JSON number. */
export const maxAmountFen = 9_000_000_000_000_000n

const fenPerYuan = 100n
const fenPerWanYuan = 1_000_000n

const fenPerUnit: Record<string, bigint> = {
  元: fenPerYuan,
  万: fenPerWanYuan,
  万元: fenPerWanYuan,
  亿: 10_000_000_000n,
  亿元: 10_000_000_000n,
}

/** Longer than any amount below the maximum can honestly be written; keeps hostile text away from `BigInt`. */
const maxAmountTextLength = 40

const amountPattern = /^[¥￥]?\s*(\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+)(?:\.(\d+))?\s*(元|万元|万|亿元|亿)?$/

/** Whether an amount in 分 is one the service takes: not negative, not over `maxAmountFen`. */
export function isAmountFen(fen: bigint): boolean {
  return fen >= 0n && fen <= maxAmountFen
}

/**
 * Reads an amount that is in 元 unless it names its unit (元, 万, 万元, 亿, 亿元). Full-width digits, spaces and
 * thousands separators are fine. Null for negatives, garbage, more than a 分 can hold, and over `maxAmountFen`.
 */
export function parseYuan(text: string): bigint | null {
  return parseAmount(text, fenPerYuan)
}

/** As `parseYuan`, for a field or an Excel column in 万元: a bare number is 万元, a written unit still decides. */
export function parseWanYuan(text: string): bigint | null {
  return parseAmount(text, fenPerWanYuan)
}

function parseAmount(text: string, fenPerBareUnit: bigint): bigint | null {
  if (text.length > maxAmountTextLength) return null
  const match = amountPattern.exec(halfWidth(text).trim())
  if (!match?.[1]) return null
  const decimals = match[2] ?? ''
  const unit = match[3] ? fenPerUnit[match[3]] : fenPerBareUnit
  if (unit === undefined) return null
  const scaled = BigInt(match[1].replace(/[, ]/g, '') + decimals) * unit
  const scale = 10n ** BigInt(decimals.length)
  if (scaled % scale !== 0n) return null
  const fen = scaled / scale
  return isAmountFen(fen) ? fen : null
}

/** 元 with separators and always two decimals: 123450n → `1,234.50`. */
export function formatYuan(fen: bigint): string {
  const exact = Number(fen)
  if (!Number.isSafeInteger(exact)) return formatIn(fen, fenPerYuan, 2)
  // Without bigints, because explanations hold amounts by the million.
  const magnitude = Math.abs(exact)
  const cents = magnitude % 100
  let whole = (magnitude - cents) / 100
  let text = endings[cents] ?? ''
  for (; whole >= 1000; whole = Math.floor(whole / 1000)) text = (groups[whole % 1000] ?? '') + text
  return `${exact < 0 ? '-' : ''}${whole}${text}`
}

/** `.00` to `.99`, and `,000` to `,999`. */
const endings = Array.from({ length: 100 }, (_, cents) => `.${String(cents).padStart(2, '0')}`)
const groups = Array.from({ length: 1000 }, (_, group) => `,${String(group).padStart(3, '0')}`)

/** 万元 with separators and as many decimals as the amount needs (at most six), so that nothing is lost. */
export function formatWanYuan(fen: bigint): string {
  return formatIn(fen, fenPerWanYuan, 0)
}

function formatIn(fen: bigint, fenPerUnitShown: bigint, minDecimals: number): string {
  const magnitude = fen < 0n ? -fen : fen
  const whole = (magnitude / fenPerUnitShown).toString().replace(/\B(?=(\d{3})+$)/g, ',')
  const places = fenPerUnitShown.toString().length - 1
  const decimals = (magnitude % fenPerUnitShown).toString().padStart(places, '0').replace(/0+$/, '')
  const shown = decimals.padEnd(minDecimals, '0')
  return `${fen < 0n ? '-' : ''}${whole}${shown ? `.${shown}` : ''}`
}

const capitals = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖']

const capitalUnits: readonly (readonly [size: bigint, name: string])[] = [
  [100_000_000n, '亿'],
  [10_000n, '万'],
  [1_000n, '仟'],
  [100n, '佰'],
  [10n, '拾'],
]

/**
 * An amount in 分 in financial capitals: 123405n → `壹仟贰佰叁拾肆元零伍分`; 负 before a negative one. After annex 1 of
 * 支付结算办法 ("正确填写票据和结算凭证的基本规定"). Where it leaves a choice: 整 also after 角, no 零 before a 角.
 */
export function amountInWords(fen: bigint): string {
  if (fen < 0n) return `负${amountInWords(-fen)}`
  const yuan = fen / 100n
  const jiao = (fen / 10n) % 10n
  const cent = fen % 10n
  if (fen === 0n) return '零元整'
  const gap = yuan > 0n && jiao === 0n && cent > 0n ? '零' : ''
  return [
    yuan > 0n ? `${wholeInWords(yuan)}元` : '',
    jiao > 0n ? `${digitInWords(jiao)}角` : gap,
    cent > 0n ? `${digitInWords(cent)}分` : '整',
  ].join('')
}

/** Takes off the largest unit; 零 stands where the next digit place is empty and something still follows. */
function wholeInWords(number: bigint): string {
  const unit = capitalUnits.find(([size]) => number >= size)
  if (!unit) return digitInWords(number)
  const [size, name] = unit
  const rest = number % size
  const gap = rest * 10n < size ? '零' : ''
  return `${wholeInWords(number / size)}${name}${rest > 0n ? gap + wholeInWords(rest) : ''}`
}

function digitInWords(digit: bigint): string {
  return capitals[Number(digit)] ?? ''
}

export const rateUnits = ['percent', 'permille', 'per10k'] as const

export type RateUnit = (typeof rateUnits)[number]

/** `value` is decimal text, as a clause prints it, so that 0.2 ‰ is exactly 1/5000: `{ value: '0.2', unit: 'permille' }`. */
export interface Rate {
  value: string
  unit: RateUnit
}

const partsPerUnit: Record<RateUnit, bigint> = { percent: 100n, permille: 1_000n, per10k: 10_000n }
const signOfUnit: Record<RateUnit, string> = { percent: '%', permille: '‰', per10k: '‱' }
const unitOfSign = new Map(rateUnits.map(unit => [signOfUnit[unit], unit]))

const valuePattern = /^(\d{1,12})(?:\.(\d{1,12}))?$/

/** Whether the text can be the value of a rate: a plain decimal, no sign, at most twelve digits on either side. */
export function isRateValue(text: string): boolean {
  return valuePattern.test(text)
}

/** Reads `3%`, `0.2‰`, `5‱` (full-width too). Null without a sign: a bare number says nothing about its unit. */
export function parseRate(text: string): Rate | null {
  const plain = halfWidth(text).replace(/\s/g, '')
  const unit = unitOfSign.get(plain.slice(-1))
  const value = plain.slice(0, -1)
  return unit && isRateValue(value) ? { value, unit } : null
}

export interface RateFraction {
  numerator: bigint
  denominator: bigint
}

const knownFractions: Record<RateUnit, Map<string, RateFraction>> = {
  percent: new Map(),
  permille: new Map(),
  per10k: new Map(),
}
const mostKnownFractions = 1000

/**
 * The rate as a fraction of whole numbers (not reduced). Policies have few rates and figures many: those that were read
 * are kept, up to a number. @throws RangeError for a value that is no plain decimal.
 */
export function rateFraction(rate: Rate): RateFraction {
  const fractions = knownFractions[rate.unit]
  const known = fractions.get(rate.value)
  if (known) return known
  const read = readFraction(rate)
  if (fractions.size >= mostKnownFractions) fractions.clear()
  fractions.set(rate.value, read)
  return read
}

function readFraction(rate: Rate): RateFraction {
  const match = valuePattern.exec(rate.value)
  if (!match?.[1]) throw new RangeError(`not a rate: ${rate.value} ${rate.unit}`)
  const decimals = match[2] ?? ''
  return {
    numerator: BigInt(match[1] + decimals),
    denominator: partsPerUnit[rate.unit] * 10n ** BigInt(decimals.length),
  }
}

/**
 * The part of an amount that a rate gives, in 分, rounded down: public money is never paid for a broken 分.
 * @throws RangeError for a negative amount or a value that is no plain decimal.
 */
export function applyRate(fen: bigint, rate: Rate): bigint {
  if (fen < 0n) throw new RangeError('a rate applies to an amount that is not negative')
  const { numerator, denominator } = rateFraction(rate)
  return (fen * numerator) / denominator
}

/** Negative, zero or positive as `a` is less than, the same as or more than `b`, whatever their units. */
export function compareRates(a: Rate, b: Rate): number {
  const left = rateFraction(a)
  const right = rateFraction(b)
  const difference = left.numerator * right.denominator - right.numerator * left.denominator
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** `3%`, `0.2‰`, `5‱`; no thousands separators, the value as it was written. */
export function formatRate(rate: Rate): string {
  return `${rate.value}${signOfUnit[rate.unit]}`
}

/**
 * Splits a total in shares proportional to the weights, by largest remainder; a tie goes to the earlier share.
 * The shares sum to the total exactly, and each is within one 分 of its true part.
 * @throws RangeError for a negative total or weight, or weights that are all zero.
 */
export function distribute(totalFen: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((total, weight) => total + weight, 0n)
  if (totalFen < 0n || sum <= 0n || weights.some(weight => weight < 0n)) {
    throw new RangeError('distribute needs a total that is not negative and weights of which one is positive')
  }
  const shares = weights.map((weight, index) => ({
    index,
    fen: (totalFen * weight) / sum,
    remainder: (totalFen * weight) % sum,
  }))
  const left = Number(totalFen - shares.reduce((total, share) => total + share.fen, 0n))
  const byRemainder = shares.toSorted((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  )
  for (const share of byRemainder.slice(0, left)) share.fen += 1n
  return shares.map(share => share.fen)
}
