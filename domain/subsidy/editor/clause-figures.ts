/**
 * Which figures of a clause its rules state, and which they do not: the slip that a reader of two texts misses, a 5000
 * read as 500, a ‰ as a %. It compares values (0.5 亿元 is 5000万元, 百分之五 is 5 %), not the way they are written.
 */
import { parseRate, parseYuan, type Rate, type RateUnit, rateFraction } from '../../money.ts'

export interface ClausePart {
  text: string
  /** A figure that a rule states, one that none states, or words between. */
  kind: 'words' | 'stated' | 'missing'
}

const figure =
  /\d[\d,，]*(?:\.\d+)?\s*(?:亿元|万元|元|%|％|‰|‱)|(?:百分之|千分之|万分之)(?:\d+(?:\.\d+)?|[一二三四五六七八九十])/g

const spelt: Readonly<Record<string, RateUnit>> = { 百分之: 'percent', 千分之: 'permille', 万分之: 'per10k' }
const numerals = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

/** The clause's text in parts; `values` are what its rules say (parsed or as written), searched to any depth. */
export function markFigures(text: string, values: readonly unknown[]): ClausePart[] {
  const stated = new Set<string>()
  for (const value of values) collect(value, stated)
  const parts: ClausePart[] = []
  let end = 0
  for (const match of text.matchAll(figure)) {
    const value = figureValue(match[0])
    if (value === null) continue
    if (match.index > end) parts.push({ text: text.slice(end, match.index), kind: 'words' })
    parts.push({ text: match[0], kind: stated.has(value) ? 'stated' : 'missing' })
    end = match.index + match[0].length
  }
  if (end < text.length) parts.push({ text: text.slice(end), kind: 'words' })
  return parts
}

/** An amount as 分, a rate as a reduced fraction; null for neither. */
function figureValue(written: string): string | null {
  const plain = written.replaceAll(/[,，\s]/g, '')
  const word = Object.keys(spelt).find(prefix => plain.startsWith(prefix))
  if (word) return nameOfRate(speltRate(plain.slice(word.length), spelt[word] ?? 'percent'))
  const rate = parseRate(plain)
  if (rate) return nameOfRate(rate)
  const fen = parseYuan(plain)
  return fen === null ? null : `fen ${fen}`
}

function speltRate(number: string, unit: RateUnit): Rate {
  const numeral = numerals.indexOf(number)
  return { value: numeral > 0 ? String(numeral) : number, unit }
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
