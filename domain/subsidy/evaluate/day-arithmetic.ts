/** Days of a policy: spans relative to the year of application, and lengths counted from a day. Days as YYYY-MM-DD. */
import type { Edge, Length, Span } from '../pack/pack-condition.ts'

/** Whether a day is in a span; null when the span is relative to a year that is not known. */
export function isInSpan(day: string, span: Span, year: number | null): boolean | null {
  if ('yearOffset' in span) return year === null ? null : Number(day.slice(0, 4)) === year + span.yearOffset
  const { from, to } = span
  if (typeof from === 'object' && typeof to === 'object') {
    if (year === null) return null
    return day >= dayOfEdge(from, year) && day <= dayOfEdge(to, year)
  }
  if (typeof from === 'object' || typeof to === 'object') return null
  return (from === undefined || day >= from) && (to === undefined || day <= to)
}

/** `{ day: '10-31', yearOffset: -1 }` in the year 2024: 2023-10-31. */
export function dayOfEdge({ day, yearOffset }: Edge, year: number): string {
  return `${String(year + yearOffset).padStart(4, '0')}-${day}`
}

const longestMonths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/**
 * The last day of a period that begins with a day: the day itself is not counted, months and years end on the
 * corresponding day, or on the last day of a month that has none (民法典 Art. 201, 202).
 */
export function addLength(from: string, { days, months, years }: Length): string {
  const [year = 0, month = 1, day = 1] = from.split('-').map(Number)
  if (days !== undefined) return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10)
  const total = year * 12 + (month - 1) + (months ?? (years ?? 0) * 12)
  const [endYear, endMonth] = [Math.floor(total / 12), total % 12]
  const isLeap = (endYear % 4 === 0 && endYear % 100 !== 0) || endYear % 400 === 0
  const longest = endMonth === 1 && isLeap ? 29 : (longestMonths[endMonth] ?? 31)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${String(endYear).padStart(4, '0')}-${two(endMonth + 1)}-${two(Math.min(day, longest))}`
}
