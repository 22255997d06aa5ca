/**
 * Which year of application a record belongs to, and which days a window has. A rule with years looks at each record
 * for the year, or years, in which it would be applied for; a window without years has no such year.
 */

import { isYearly, type Window } from '../pack/policy-pack.ts'
import { dayOfEdge } from './day-arithmetic.ts'
import type { DeterminationWindow } from './trace.ts'

/** The years of application for which a day is in the window; `[null]` for a window without years, none when outside. */
export function yearsOf(window: Window, day: string): (number | null)[] {
  switch (window.kind) {
    case 'whole_life':
      return [null]
    case 'range': {
      const isIn = (window.from === undefined || day >= window.from) && (window.to === undefined || day <= window.to)
      return isIn ? [null] : []
    }
    case 'calendar_year':
      return [yearOfDay(day) - window.yearOffset]
    case 'yearly': {
      const own = yearOfDay(day)
      const years: number[] = []
      for (let year = own - window.to.yearOffset; year <= own - window.from.yearOffset; year++)
        if (day >= dayOfEdge(window.from, year) && day <= dayOfEdge(window.to, year)) years.push(year)
      return years
    }
  }
}

/** The year of a day YYYY-MM-DD, without a string of its own: every record of a city is asked. */
function yearOfDay(day: string): number {
  return numberIn(day, 0, 4)
}

/** How many full years, counted from a day, have passed on another: 2 from 2022-07-01 to 2024-12-31. */
export function fullYears(from: string, day: string): number {
  return yearOfDay(day) - yearOfDay(from) - (day.slice(5) < from.slice(5) ? 1 : 0)
}

/** A day YYYY-MM-DD as a number to sort by: 20240131. */
export function dayAsNumber(day: string): number {
  return numberIn(day, 0, 4) * 10_000 + numberIn(day, 5, 7) * 100 + numberIn(day, 8, 10)
}

function numberIn(text: string, from: number, to: number): number {
  let number = 0
  for (let at = from; at < to; at += 1) number = number * 10 + text.charCodeAt(at) - zero
  return number
}

const zero = '0'.charCodeAt(0)

/** The window of a figure: `year` is what grants and limits of that year are kept under. */
export function windowIn(window: Window, year: number | null, asOf: string | null): DeterminationWindow {
  if (!isYearly(window) || year === null) {
    if (window.kind === 'range') return { kind: 'range', from: window.from ?? null, to: window.to ?? null }
    return { kind: 'whole_life', from: null, to: asOf }
  }
  if (window.kind === 'yearly')
    return { kind: 'yearly', year, from: dayOfEdge(window.from, year), to: dayOfEdge(window.to, year) }
  const own = year + (window.kind === 'calendar_year' ? window.yearOffset : 0)
  return { kind: 'calendar_year', year: own, from: `${own}-01-01`, to: `${own}-12-31` }
}

/** How a window is called where grants and limits are kept: a year, or what it is. */
export function windowName(window: DeterminationWindow): string {
  if ('year' in window) return String(window.year)
  return window.kind === 'range' ? `${window.from ?? ''}..${window.to ?? ''}` : 'whole_life'
}

/** The year under which grants of this window are kept; null for one without years. */
export function yearOfWindow(window: DeterminationWindow): number | null {
  return 'year' in window ? window.year : null
}

/** The year of application of a figure that is kept under `name` (see `windowName`); null without years. */
export function yearOfApplication(window: Window, name: string): number | null {
  if (!/^\d{4}$/.test(name)) return null
  return Number(name) - (window.kind === 'calendar_year' ? window.yearOffset : 0)
}
