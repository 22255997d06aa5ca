/**
 * A year that ended before the next version takes effect is governed by the version of that time, but a window may reach
 * back: what was granted for a year is out of reach only where it lies before every day that the next version looks at.
 */
import { windowIn, yearOfApplication } from '../evaluate/place-in-time.ts'
import type { PolicyPack, Window, WrittenRule } from '../pack/policy-pack.ts'
import { isChoice } from '../pack/read-pack.ts'
import { sharesTable } from './pays-again.ts'

/**
 * Whether no rule of the next version sees a record of the window (as grants are kept, `windowName`) that was granted
 * under `old`. By another date a record of that year may lie in a later one, so the date is the same.
 */
export function isYearClosed(next: PolicyPack, old: WrittenRule, window: string): boolean {
  const lastDay = lastDayOf(old, window)
  if (lastDay === null || next.effectiveFrom === null) return false
  const year = Number(next.effectiveFrom.slice(0, 4))
  const dates = new Set(windowsIn(old).map(({ date }) => date))
  return next.rules.every(rule =>
    windowsIn(rule).every(own => {
      const { from } = windowIn(own, year, null)
      return from !== null && from > lastDay && (dates.has(own.date) || !sharesTable(rule, old))
    }),
  )
}

/** The last day of a granted year, under whatever reading, and at least that of its year of application. Null: has none. */
function lastDayOf(rule: WrittenRule, window: string): string | null {
  const days = readingsOf(rule.window).flatMap(own => {
    const year = yearOfApplication(own, window)
    if (year === null) return [null]
    return [`${year}-12-31`, ...windowsIn(rule).map(one => windowIn(one, year, null).to)]
  })
  return days.reduce((last, day) => (last === null || day === null ? null : day > last ? day : last), days[0] ?? null)
}

/** Of the rule and of its measures, under every reading. */
function windowsIn({ window, base, measures }: WrittenRule): Window[] {
  const inner = [base?.window, ...Object.values(measures).map(measure => measure.window)]
  return [window, ...inner].flatMap(one => (one === undefined ? [] : readingsOf(one)))
}

function readingsOf(window: WrittenRule['window']): Window[] {
  return isChoice(window) ? Object.values(window.readings) : [window]
}
