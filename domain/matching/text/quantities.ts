/**
 * Numbers with units, read as what they say: "抗拉强度≥1200MPa" is at least 1.2e9 Pa of 抗拉强度. One pattern finds number
 * and unit; what stands before and after says of what and whether at least or at most.
 */
import type { Comparator, Indicator } from '../../demand/demand.ts'
import { fold, foldWithOrigins } from './fold.ts'
import { betterDirection, metricName } from './metrics.ts'
import { maxTextChars } from './tokens.ts'
import { type Dimension, denominatorNames, readIndicatorUnit, readUnit, type Unit, unitNames } from './units.ts'

export type QuantityComparator = 'gte' | 'lte' | 'eq' | 'between'

export interface Quantity {
  /** What is measured, under its canonical name; empty when the text does not say. */
  metric: string
  dimension: Dimension
  comparator: QuantityComparator
  /** Bounds in the base unit of the dimension; null: none. Both are the value with `eq`. */
  min: number | null
  max: number | null
  /** Number and unit in the original text, in UTF-16 units. */
  start: number
  end: number
}

/** Quantities of one text that are read. */
export const maxQuantities = 32

const number = String.raw`\d{1,15}(?:,\d{3}){0,4}(?:\.\d{1,9})?(?:\s?[×x*]\s?10(?:\^?[-−]?\d{1,2}))?(?:\^[-−]?\d{1,2})?`
const escaped = (name: string) =>
  name
    .replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('·', '[·.⋅∙•*]')
    .replaceAll('-', String.raw`\^?[-−–]`)
const anyOf = (names: readonly string[]) => `(?:${names.map(escaped).join('|')})`
const unit = `${anyOf(unitNames)}(?:/${anyOf([...unitNames, ...denominatorNames])})?`
/** No letter or digit may follow a unit; 度 is no temperature in 30度角, and cm-1 no wavenumber in 20cm-1号. */
const unitEnd = String.raw`(?![·./⋅]?[a-zα-ω\d])(?<!度(?=[角电]))(?<!1(?=\s?[号型#]))`
const pattern = new RegExp(
  [
    String.raw`(?<![a-zα-ω\d_/^]|\d[.,]|[a-z\d]-|第)(?<sign>[-−±])?(?<low>${number})\s?(?<scale>[万亿]?)`,
    String.raw`(?:(?<lowUnit>${unit})?\s?(?<join>[-~–—‐−至到±])\s?(?<highSign>[-−])?(?<high>${number})\s?(?<highScale>[万亿]?))?`,
    String.raw`\s?(?<unit>${unit})${unitEnd}`,
  ].join(''),
  'dg',
)

const not = '不(?:得|应|能|可|宜|会)?'
const affirmed = (words: string) => `(?<!不|未|不[得应能可宜会])(?:${words})(?:或?等于)?`
const endingWith = (signs: readonly string[]) => new RegExp(String.raw`(?:${signs.join('|')})\s*[在为]?\s*$`)
const before: readonly (readonly [QuantityComparator, RegExp])[] = [
  [
    'gte',
    endingWith([
      '>=?',
      '[≥≧⩾≮]',
      affirmed('大于|高于|超过'),
      `${not}(?:低于|小于|少于)`,
      '至少',
      '可?达到?了?',
      '[高可多]达',
      '(?:提[高升]|增[加大长]?|升)[到至为]',
    ]),
  ],
  [
    'lte',
    endingWith([
      '<=?',
      '[≤≦⩽≯]',
      affirmed('小于|低于|少于'),
      `${not}(?:高于|大于|超过|多于)`,
      '至多',
      '不[足到]',
      '控制在',
      '(?:降低?|下降|[减缩][少短小]|收窄|[低小短])[到至为]',
    ]),
  ],
  ['eq', endingWith(['[=:]', '为'])],
]
const betterThan = /优于\s*$/
const after: readonly (readonly [QuantityComparator, RegExp])[] = [
  ['gte', /^\s?(?:\(含\))?(?:及|或)?(?:以上|更高)/],
  ['lte', /^\s?(?:\(含\))?(?:及|或)?(?:以下|以内|之内|更低)/],
]
/** "95%的转化率", "1700°c高温": the name after the number, when none stands before. */
const nameAfter = /^(?:以上|以下|以内)?的(\p{Script=Han}{2,8})/u
const boundary = /[,:。;、!?\n|]|但|而且|并且|同时/
const maxNameWindow = 24
/** 转移率由83%提高到91%: the name before the first number belongs to the second; the first is what was before. */
const changedFrom = /^(.*)[由从自]\s*$/
const changedTo = /^\s?(?:提[高升]|增[加大长]?|上?升|恢复|降低?|下降|[减缩][少短小]|收窄)[到至为]\s*$/

/** The quantities of a text, in order, at most {@link maxQuantities}. */
export function quantitiesOf(text: string): Quantity[] {
  const source = text.slice(0, maxTextChars)
  const { folded, starts, ends } = foldWithOrigins(source)
  const found: Quantity[] = []
  let clauseFrom = 0
  /** What changed, when the number before was only where it came from. */
  let changed = ''
  for (const match of folded.matchAll(pattern)) {
    // Folding took away what tells milli from mega and 10⁵ from 105: the parts are read as they were written.
    const written = (group: string) => {
      const [from, to] = match.indices?.groups?.[group] ?? [0, 0]
      return to === from ? '' : source.slice(starts[from], ends[to - 1])
    }
    const to = match.index + match[0].length
    const gap = aheadOf(folded, clauseFrom, match.index)
    const ahead = changedTo.test(gap) ? changed + gap : gap
    changed = changedFrom.exec(gap)?.[1] ?? ''
    const behind = folded.slice(to, to + maxNameWindow)
    const quantity = readQuantity(written, ahead, behind)
    if (quantity) found.push({ ...quantity, start: starts[match.index] ?? 0, end: ends[to - 1] ?? 0 })
    if (found.length === maxQuantities) break
    clauseFrom = to
  }
  return found
}

/** An indicator of a demand as a quantity; null when its unit or its numbers cannot be read. */
export function indicatorQuantity({ name, comparator, value, valueMax, unit }: Indicator): Quantity | null {
  const read = readIndicatorUnit(unit)
  if (!read || value === '' || (comparator === 'between' && !valueMax)) return null
  const [low, high] = [Number(value), Number(valueMax ?? value)].map(read.toBase)
  const bounds = interval(quantityComparators[comparator], low ?? Number.NaN, high ?? Number.NaN)
  return bounds && { metric: nameOf(fold(name), '', read), dimension: read.dimension, ...bounds, start: 0, end: 0 }
}

const quantityComparators: Record<Comparator, QuantityComparator> = {
  gte: 'gte',
  gt: 'gte',
  lte: 'lte',
  lt: 'lte',
  eq: 'eq',
  between: 'between',
}

/** The words before a number, back to the quantity before it; what stands in brackets there is passed over. */
function aheadOf(folded: string, clauseFrom: number, at: number): string {
  const gap = folded.slice(Math.max(clauseFrom, at - maxNameWindow), at)
  if (!/^[^()]*\)/.test(gap)) return gap
  return folded.slice(Math.max(0, at - 2 * maxNameWindow), at).replace(/\([^()]*\)/g, '')
}

function readQuantity(written: (group: string) => string, ahead: string, behind: string) {
  const read = readUnit(written('unit'))
  // 2016年 is a date.
  if (!read || (written('unit') === '年' && /^(?:19|20)\d\d$/.test(written('low')))) return null
  const metric = nameOf(ahead, behind, read)
  const better = betterDirection(metric, read.dimension)
  const bounds = boundsOf(written, read, comparatorOf(ahead, behind, better))
  return bounds && { metric, dimension: read.dimension, ...bounds }
}

function comparatorOf(ahead: string, behind: string, better: 1 | -1 | 0): QuantityComparator {
  if (betterThan.test(ahead) && better !== 0) return better === 1 ? 'gte' : 'lte'
  const said = after.find(([, sign]) => sign.test(behind)) ?? before.find(([, sign]) => sign.test(ahead))
  return said?.[0] ?? 'eq'
}

function nameOf(ahead: string, behind: string, { dimension }: Unit): string {
  const bare = before.reduce((text, [, sign]) => text.replace(sign, ''), ahead.replace(betterThan, ''))
  const words = bare.split(boundary).at(-1)?.trim() ?? ''
  if (dimension === 'temperature' && /(?:耐|耐受|承受)$/.test(words)) return '耐温'
  return metricName(words, dimension) || metricName(nameAfter.exec(behind)?.[1] ?? '', dimension)
}

type Bounds = Pick<Quantity, 'comparator' | 'min' | 'max'>

function boundsOf(written: (group: string) => string, { toBase }: Unit, comparator: QuantityComparator): Bounds | null {
  const [sign, join] = [written('sign'), written('join').normalize('NFKC')]
  const highScale = written('highScale')
  const low = numberOf(written('low'), written('scale') || (join === '±' ? '' : highScale))
  if (join === '') {
    // ±0.01 mm says how far off at most, in degrees without the zero of the scale.
    if (sign === '±') return interval('lte', 0, toBase(low) - toBase(0))
    const value = toBase(sign === '' ? low : -low)
    return interval(comparator, value, value)
  }
  const high = numberOf(written('high'), highScale)
  if (join === '±') return interval('between', toBase(low - high), toBase(low + high))
  const lowUnit = written('lowUnit') === '' ? { toBase } : readUnit(written('lowUnit'))
  if (!lowUnit) return null
  return interval(
    'between',
    lowUnit.toBase(sign === '' ? low : -low),
    toBase(written('highSign') === '' ? high : -high),
  )
}

function interval(comparator: QuantityComparator, low: number, high: number): Bounds | null {
  if (!Number.isFinite(low) || !Number.isFinite(high) || low > high) return null
  // Twelve digits: 10 × 1e-6 is 0.00001, whatever the factors left behind the last of them.
  const [min, max] = [Number(low.toPrecision(12)), Number(high.toPrecision(12))]
  return { comparator, min: comparator === 'lte' ? null : min, max: comparator === 'gte' ? null : max }
}

const scales: Record<string, number> = { '': 1, 万: 1e4, 亿: 1e8, 萬: 1e4, 億: 1e8 }

/** "1,200", "3×10^5", "10⁵" as a number; NaN when it is none. */
function numberOf(written: string, scale: string): number {
  const raised = written.replace(/[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, digits => `^${digits}`)
  const plain = raised.normalize('NFKC').replace(/[,\s]/g, '').replace(/−/g, '-').toLowerCase()
  const read = /^(?:(\d+(?:\.\d+)?)(?:[×x*](?=10\^)|$))?(?:10\^(-?\d+))?$/.exec(plain)
  if (!read?.[0]) return Number.NaN
  return Number(read[1] ?? 1) * 10 ** Number(read[2] ?? 0) * (scales[scale] ?? 1)
}
