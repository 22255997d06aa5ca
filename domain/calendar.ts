/**
 * Days, and which of them are working days. A day is 'YYYY-MM-DD' in China; periods run by 民法典 Art. 200–203 (the day
 * of the event does not count, months end on the corresponding day, a period that would end on a day off ends on the
 * day after it). Working days need the State Council's yearly notice with its moved weekends ("调休"); for a year whose
 * notice is not known the answer is a refusal, never a guess.
 */
import { holidayNotices } from './calendar-data.ts'
import { Refusal } from './refusal.ts'

/** A working day was asked for in a year whose holiday notice is not in the service's calendar. */
export class CalendarNotKnown extends Refusal {
  readonly code = 'CALENDAR_NOT_KNOWN'
  readonly day: string
  readonly firstYear: number
  readonly lastYear: number
  constructor(day: string) {
    super(`the holidays of ${day.slice(0, 4)} are not known: the calendar covers ${firstYear} to ${lastYear}`)
    this.day = day
    this.firstYear = firstYear
    this.lastYear = lastYear
  }
}

/** The years whose holiday notice is known, ascending and without a gap. */
export const calendarYears: readonly number[] = Object.keys(holidayNotices).map(Number)

const firstYear = Math.min(...calendarYears)
const lastYear = Math.max(...calendarYears)

const daysOff = daysOfNotices('daysOff')
const workingWeekends = daysOfNotices('workingWeekends')

function daysOfNotices(kind: 'daysOff' | 'workingWeekends'): ReadonlySet<string> {
  const days = Object.entries(holidayNotices).flatMap(([year, notice]) =>
    notice[kind].split(' ').map(monthDay => `${year}-${monthDay.slice(0, 2)}-${monthDay.slice(2)}`),
  )
  return new Set(days)
}

export const msPerDay = 86_400_000

/**
 * Whether the text is a day that people may write: of the calendar (2023-02-29 is not), as 'YYYY-MM-DD', in the years
 * 1900 to 2999. Others are slips of the pen, and some of them (year 0000) no database can hold.
 */
export function isDay(text: string): boolean {
  return text >= '1900' && text < '3000' && isCalendarDay(text)
}

/** The same for any year of four digits: where computing with days may lead. */
function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const ms = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text)
}

function dayNumber(day: string): number {
  if (!isCalendarDay(day)) throw new RangeError(`not a day: ${day}`)
  return Date.parse(`${day}T00:00:00Z`) / msPerDay
}

function dayOfNumber(number: number): string {
  const day = new Date(number * msPerDay).toISOString().slice(0, 10)
  if (!isCalendarDay(day)) throw new RangeError(`no four-digit year: ${day}`)
  return day
}

/** The day in China at an instant. UTC+8 throughout: China has had no summer time since 1991. */
export function dayInChina(instant: Date): string {
  return momentInChina(instant).slice(0, 10)
}

/** `2026-11-29 18:56:03` in China at an instant. */
export function momentInChina(instant: Date): string {
  return new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
}

/** Negative, zero or positive as `a` is before, the same as or after `b`: made for `sort`. */
export function compareDays(a: string, b: string): number {
  return daysBetween(b, a)
}

/** Days from `from` to `to`: 1 to the next day, negative to an earlier one. @throws RangeError for what is no day. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from)
}

/** The day `count` days later, earlier when negative. @throws RangeError for what is no day or no whole number. */
export function addDays(day: string, count: number): string {
  return dayOfNumber(dayNumber(day) + wholeNumber(count))
}

/**
 * The corresponding day `count` months later, or the last day of that month where it has none: 31 January plus one
 * month is 28 February (民法典 Art. 202). @throws RangeError for what is no day or no whole number.
 */
export function addMonths(day: string, count: number): string {
  dayNumber(day)
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + wholeNumber(count)
  const year = Math.floor(months / 12)
  const month = months - year * 12
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  const result = [
    String(year).padStart(4, '0'),
    String(month + 1).padStart(2, '0'),
    String(Math.min(Number(day.slice(8)), lastDay)).padStart(2, '0'),
  ].join('-')
  if (!isCalendarDay(result)) throw new RangeError(`no four-digit year: ${result}`)
  return result
}

/**
 * Whether people work on a day: Monday to Friday without the holidays, and the weekends that were made working days.
 * @throws CalendarNotKnown outside `calendarYears`; RangeError for what is no day.
 */
export function isWorkingDay(day: string): boolean {
  const weekday = new Date(dayNumber(day) * msPerDay).getUTCDay()
  const year = Number(day.slice(0, 4))
  if (year < firstYear || year > lastYear) throw new CalendarNotKnown(day)
  if (weekday === 0 || weekday === 6) return workingWeekends.has(day)
  return !daysOff.has(day)
}

/**
 * The `count`-th working day after a day, which itself does not count (民法典 Art. 201); before it when negative. Zero
 * gives the day back, working or not.
 * @throws CalendarNotKnown when the way leads outside `calendarYears`; RangeError for what is no day or whole number.
 */
export function addWorkingDays(day: string, count: number): string {
  const step = Math.sign(wholeNumber(count))
  let reached = addDays(day, 0)
  for (let left = Math.abs(count); left > 0; ) {
    reached = addDays(reached, step)
    if (isWorkingDay(reached)) left -= 1
  }
  return reached
}

/**
 * As `addWorkingDays` while the holiday notices are known; beyond them every Monday to Friday counts, and `isEstimated`
 * says so: the day of a deadline that is told to people, who must know that a notice may still move it.
 * @throws RangeError for what is no day or whole number.
 */
export function estimateWorkingDays(day: string, count: number): { day: string; isEstimated: boolean } {
  const step = Math.sign(wholeNumber(count))
  let reached = addDays(day, 0)
  let isEstimated = false
  for (let left = Math.abs(count); left > 0; ) {
    reached = addDays(reached, step)
    const year = Number(reached.slice(0, 4))
    const isKnown = year >= firstYear && year <= lastYear
    if (!isKnown) isEstimated = true
    if (isKnown ? isWorkingDay(reached) : isWeekday(reached)) left -= 1
  }
  return { day: reached, isEstimated }
}

function isWeekday(day: string): boolean {
  return ![0, 6].includes(new Date(dayNumber(day) * msPerDay).getUTCDay())
}

/**
 * The day itself if it is a working day, else the next one: where a period ends that would end on a day off
 * (民法典 Art. 203). @throws CalendarNotKnown outside `calendarYears`; RangeError for what is no day.
 */
export function workingDayOnOrAfter(day: string): string {
  return isWorkingDay(day) ? day : addWorkingDays(day, 1)
}

function wholeNumber(count: number): number {
  if (!Number.isSafeInteger(count)) throw new RangeError(`not a whole number: ${count}`)
  return count
}
