/**
 * Which figures of a clause its rules state, and which they do not: the slip that a reader of two texts misses, a 5000
 * read as 500, a ‰ as a %. It compares values (0.5 亿元 is 5000万元, 百分之五 is 5 %), not the way they are written.
 */
import { halfWidth } from '../../half-width.ts'
import { parseRate, parseYuan, type Rate, type RateUnit, rateFraction } from '../../money.ts'
import { readChineseNumber, spelt } from './chinese-number.ts'

export interface ClausePart {
  text: string
  /** A figure that a rule states, one that none states, or words between. */
  kind: 'words' | 'stated' | 'missing'
}

/** 几十万元 is no figure; the 元 of 一元化 and 多元 is no money. */
const figure = new RegExp(
  [
    String.raw`\d[\d,]*(?:\.\d+)?\s*(?:亿元|万元|元|%|‰|‱)`,
    String.raw`(?:百分之|千分之|万分之)(?:\d+(?:\.\d+)?|${spelt})`,
    `(?<![几数多])${spelt}元(?![素数器件化旦])`,
  ].join('|'),
  'g',
)

const spokenUnits: Readonly<Record<string, RateUnit>> = { 百分之: 'percent', 千分之: 'permille', 万分之: 'per10k' }

/** The clause's text in parts; `values` are what its rules say (parsed or as written), searched to any depth. */
export function markFigures(text: string, values: readonly unknown[]): ClausePart[] {
  const stated = new Set<string>()
  for (const value of values) collect(value, stated)
  const parts: ClausePart[] = []
  let end = 0
  // As long as the text itself: １ becomes 1, and the signs stay in their places.
  for (const match of halfWidth(text).matchAll(figure)) {
    const value = figureValue(match[0])
    if (value === null) continue
    const after = match.index + match[0].length
    if (match.index > end) parts.push({ text: text.slice(end, match.index), kind: 'words' })
    parts.push({ text: text.slice(match.index, after), kind: stated.has(value) ? 'stated' : 'missing' })
    end = after
  }
  if (end < text.length) parts.push({ text: text.slice(end), kind: 'words' })
  return parts
}

/** An amount as 分, a rate as a reduced fraction; null for neither. */
function figureValue(written: string): string | null {
  const plain = halfWidth(written).replaceAll(/[,\s]/g, '')
  const word = Object.keys(spokenUnits).find(prefix => plain.startsWith(prefix))
  if (word) return nameOfSpokenRate(plain.slice(word.length), spokenUnits[word] ?? 'percent')
  const rate = parseRate(plain)
  if (rate) return nameOfRate(rate)
  const number = readChineseNumber(plain.replace(/元$/, ''))
  const fen = parseYuan(number === null ? plain : `${number}元`)
  return fen === null ? null : `fen ${fen}`
}

function nameOfSpokenRate(written: string, unit: RateUnit): string | null {
  const value = isRateText(written) ? written : readChineseNumber(written)
  return value === null ? null : nameOfRate({ value, unit })
}

function nameOfRate(rate: Rate): string {
  const { numerator, denominator } = rateFraction(rate)
  const divisor = greatestDivisor(numerator, denominator)
  return `rate ${numerator / divisor}/${denominator / divisor}`
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? (a === 0n ? 1n : a) : greatestDivisor(b, a % b)
}

function collect(value: unknown, into: Set<string>): void {
  if (typeof value === 'bigint') into.add(`fen ${value}`)
  if (typeof value === 'string') {
    const found = /元$/.test(value) ? figureValue(value) : null
    if (found) into.add(found)
  }
  if (typeof value !== 'object' || value === null) return
  const { value: number, unit } = value as { value?: unknown; unit?: unknown }
  if (typeof unit === 'string' && ['percent', 'permille', 'per10k'].includes(unit) && isRateText(String(number)))
    into.add(nameOfRate({ value: String(number), unit: unit as RateUnit }))
  for (const inner of Object.values(value)) collect(inner, into)
}

const isRateText = (text: string) => /^\d{1,12}(\.\d{1,12})?$/.test(text)
