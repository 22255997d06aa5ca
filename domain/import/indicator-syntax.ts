/**
 * How people write quantified indicators ("考核指标") in one cell: `抗冲击韧性>=67%；寿命≥1000 h（GB/T 228）；厚度=2~3 mm`.
 * Items end at ；; or a line end. Each is a name, a comparator, a number or a range, a unit, and in brackets at the end
 * the test method. What has no number is no indicator and is reported, never dropped.
 */
import type { Comparator, Indicator } from '../demand/demand.ts'
import { halfWidth } from '../half-width.ts'

const comparatorWords: readonly (readonly [Comparator, string])[] = [
  ['gte', '>=|≥|≧|⩾|＞=|不低于|不小于|不少于|至少|达到'],
  ['lte', '<=|≤|≦|⩽|＜=|不高于|不大于|不超过|不多于|至多'],
  ['gt', '>|＞|大于|高于|超过'],
  ['lt', '<|＜|小于|低于'],
  ['eq', '=|＝|等于|为|:|：'],
]

const comparatorSigns: Record<Exclude<Comparator, 'between'>, string> = {
  gte: '≥',
  lte: '≤',
  gt: '>',
  lt: '<',
  eq: '=',
}

const numberPattern = '[-+−－]?[0-9０-９]+(?:[,，][0-9０-９]{3})*(?:[.．][0-9０-９]+)?'
const comparatorPattern = comparatorWords.map(([, words]) => words).join('|')
const indicatorPattern = new RegExp(
  `^(.+?)\\s*(${comparatorPattern})\\s*(${numberPattern})(?:\\s*[~～至–—-]\\s*(${numberPattern}))?\\s*(.*)$`,
  's',
)

/** The indicators of a cell, and the items of it that are none. */
export function parseIndicators(text: string): { indicators: Indicator[]; unread: string[] } {
  const indicators: Indicator[] = []
  const unread: string[] = []
  for (const item of text.split(/[；;\n]/)) {
    const trimmed = item.trim()
    if (trimmed === '') continue
    const indicator = parseIndicator(trimmed)
    if (indicator) indicators.push(indicator)
    else unread.push(trimmed)
  }
  return { indicators, unread }
}

function parseIndicator(text: string): Indicator | null {
  const match = indicatorPattern.exec(text)
  if (!match?.[1] || !match[2] || !match[3]) return null
  const comparator = comparatorOf(match[2])
  const isRange = match[4] !== undefined
  if (comparator === null || (isRange && comparator !== 'eq')) return null
  const { unit, testMethod } = splitUnit(match[5] ?? '')
  return {
    name: match[1].trim(),
    comparator: isRange ? 'between' : comparator,
    value: decimal(match[3]),
    valueMax: match[4] === undefined ? null : decimal(match[4]),
    unit,
    testMethod,
  }
}

function comparatorOf(word: string): Comparator | null {
  return comparatorWords.find(([, words]) => words.split('|').includes(word))?.[0] ?? null
}

function splitUnit(rest: string): { unit: string; testMethod: string } {
  const match = /^(.*?)\s*[（(](?:测试方法|检测方法|方法)?[:：]?\s*([^（()）]{2,})[)）]$/s.exec(rest.trim())
  return match ? { unit: match[1] ?? '', testMethod: (match[2] ?? '').trim() } : { unit: rest.trim(), testMethod: '' }
}

/** Half-width digits, no separators, no plus; the decimals stay as written, so that 0.10 stays 0.10. */
function decimal(text: string): string {
  return halfWidth(text)
    .replace(/[,，+]/g, '')
    .replace(/^[−-]/, '-')
}

/** The cell that {@link parseIndicators} reads back as these indicators. */
export function formatIndicators(indicators: readonly Indicator[]): string {
  return indicators
    .map(({ name, comparator, value, valueMax, unit, testMethod }) => {
      const amount =
        comparator === 'between' ? `=${value}~${valueMax ?? value}` : `${comparatorSigns[comparator]}${value}`
      return `${name}${amount}${unit && ` ${unit}`}${testMethod && `（${testMethod}）`}`
    })
    .join('；')
}
