import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  addWorkingDays,
  CalendarNotKnown,
  calendarYears,
  compareDays,
  dayInChina,
  daysBetween,
  isDay,
  isWorkingDay,
  workingDayOnOrAfter,
} from '#domain/calendar.ts'
import { Refusal } from '#domain/refusal.ts'

const anyDay = fc.integer({ min: -200_000, max: 200_000 }).map(count => addDays('2020-01-01', count))
const knownDay = fc.integer({ min: 0, max: daysBetween('2007-01-01', '2026-12-31') }).map(n => addDays('2007-01-01', n))
const middleDay = fc
  .integer({ min: 0, max: daysBetween('2010-01-01', '2023-12-31') })
  .map(n => addDays('2010-01-01', n))

describe('a day', () => {
  it.each(['2024-02-29', '2000-02-29', '2025-12-31', '1900-01-01', '2999-12-31'])('%s is one', text =>
    expect(isDay(text)).toBe(true),
  )
  it.each([
    '2023-02-29',
    '1900-02-29',
    '2025-13-01',
    '2025-00-10',
    '2025-04-31',
    '2025-1-1',
    '2025/01/01',
    '',
    '2025-01-01T00:00',
    '0000-01-01',
    '1899-12-31',
    '3000-01-01',
    '9999-12-31',
  ])('%j is none', text => expect(isDay(text)).toBe(false))
  it('in China turns at 16:00 UTC', () => {
    expect(dayInChina(new Date('2025-06-30T15:59:59.999Z'))).toBe('2025-06-30')
    expect(dayInChina(new Date('2025-06-30T16:00:00Z'))).toBe('2025-07-01')
    expect(dayInChina(new Date('2024-12-31T23:00:00Z'))).toBe('2025-01-01')
  })
})

describe('laws of days', () => {
  it('adding and counting days are inverse', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -100_000, max: 100_000 }), (day, count) => {
        expect(daysBetween(day, addDays(day, count))).toBe(count)
        expect(addDays(addDays(day, count), -count)).toBe(day)
      }),
    )
  })
  it('days compare as their texts do', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        expect(Math.sign(compareDays(a, b))).toBe(a < b ? -1 : a > b ? 1 : 0)
      }),
    )
  })
  it('months keep the day, or end on the last day of a shorter month', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -600, max: 600 }), (day, count) => {
        const result = addMonths(day, count)
        expect(daysBetween(result, result)).toBe(0)
        const months = (d: string) => Number(d.slice(0, 4)) * 12 + Number(d.slice(5, 7))
        expect(months(result) - months(day)).toBe(count)
        const isCut = result.slice(8) < day.slice(8)
        expect(result.slice(8) === day.slice(8) || (isCut && addDays(result, 1).endsWith('-01'))).toBe(true)
      }),
    )
  })
  it.each([
    ['2025-01-31', 1, '2025-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2025-12-15', 1, '2026-01-15'],
    ['2025-03-31', -1, '2025-02-28'],
    ['2025-01-10', -1, '2024-12-10'],
  ])('%s plus %s months is %s', (day, count, result) => expect(addMonths(day, count)).toBe(result))
  it('throws for what is no day or no whole number', () => {
    expect(() => addDays('2025-02-30', 1)).toThrow(RangeError)
    expect(() => addDays('2025-02-20', 0.5)).toThrow(RangeError)
    expect(() => addMonths('2025-2-1', 1)).toThrow(RangeError)
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError)
    expect(() => addMonths('9999-12-31', 1)).toThrow(RangeError)
    expect(() => isWorkingDay('soon')).toThrow(RangeError)
  })
})

describe('working days', () => {
  it.each([
    ['2025-01-26', true, 'Sunday worked for 春节'],
    ['2025-02-08', true, 'Saturday worked for 春节'],
    ['2025-01-28', false, 'Tuesday, 除夕'],
    ['2025-10-08', false, 'Wednesday of 国庆节 and 中秋节'],
    ['2025-10-11', true, 'Saturday worked for 国庆节'],
    ['2026-01-04', true, 'Sunday worked for 元旦'],
    ['2025-06-07', false, 'a plain Saturday'],
    ['2025-06-09', true, 'a plain Monday'],
    ['2007-12-31', false, 'fixed only by the notice of the next year'],
    ['2018-12-29', true, 'Saturday worked, fixed only by the notice of the next year'],
  ])('%s: %s (%s)', (day, isWorking) => expect(isWorkingDay(day)).toBe(isWorking))

  it.each([
    ['2025-09-30', 1, '2025-10-09'],
    ['2025-09-30', 3, '2025-10-11'],
    ['2025-09-30', 4, '2025-10-13'],
    ['2025-01-24', 1, '2025-01-26'],
    ['2025-10-09', -1, '2025-09-30'],
    ['2025-10-01', 0, '2025-10-01'],
  ])('%s plus %s working days is %s', (day, count, result) => expect(addWorkingDays(day, count)).toBe(result))

  it('a period that would end on a day off ends on the day after', () => {
    expect(workingDayOnOrAfter('2025-10-01')).toBe('2025-10-09')
    expect(workingDayOnOrAfter('2025-10-11')).toBe('2025-10-11')
  })
  it('the n-th working day is a working day with n − 1 between', () => {
    fc.assert(
      fc.property(middleDay, fc.integer({ min: 1, max: 60 }), (day, count) => {
        const end = addWorkingDays(day, count)
        const passed = Array.from({ length: daysBetween(day, end) }, (_, n) => addDays(day, n + 1))
        expect(isWorkingDay(end)).toBe(true)
        expect(passed.filter(isWorkingDay)).toHaveLength(count)
      }),
      { numRuns: 40 },
    )
  })
  it('working days add up, and lead back', () => {
    const counts = fc.integer({ min: 1, max: 40 })
    fc.assert(
      fc.property(middleDay, counts, counts, (day, a, b) => {
        expect(addWorkingDays(addWorkingDays(day, a), b)).toBe(addWorkingDays(day, a + b))
        const working = workingDayOnOrAfter(day)
        expect(addWorkingDays(addWorkingDays(working, a), -a)).toBe(working)
      }),
      { numRuns: 40 },
    )
  })
  it('each known year has 240 to 255 working days', () => {
    for (const year of calendarYears) {
      const days = Array.from({ length: 365 }, (_, n) => addDays(`${year}-01-01`, n))
      expect(days.filter(isWorkingDay).length, String(year)).toSatisfy((n: number) => n >= 240 && n <= 255)
    }
  })
})

describe('years that are not known', () => {
  it('are refused with the years that are', () => {
    for (const day of ['2006-12-29', '2027-01-04']) expect(() => isWorkingDay(day)).toThrow(CalendarNotKnown)
    const refusal = new CalendarNotKnown('2031-05-06')
    expect(refusal).toBeInstanceOf(Refusal)
    expect(refusal).toMatchObject({ code: 'CALENDAR_NOT_KNOWN', day: '2031-05-06', firstYear: 2007, lastYear: 2026 })
  })
  it('are refused also when a count only leads there', () => {
    expect(addWorkingDays('2026-12-30', 1)).toBe('2026-12-31')
    expect(() => addWorkingDays('2026-12-30', 2)).toThrow(CalendarNotKnown)
    expect(() => addWorkingDays('2007-01-04', -1)).toThrow(CalendarNotKnown)
  })
  it('do not touch plain days', () => expect(addDays('2099-12-31', 1)).toBe('2100-01-01'))
  it('every day of a known year has an answer', () => {
    expect(calendarYears).toEqual(Array.from({ length: calendarYears.length }, (_, n) => 2007 + n))
    fc.assert(
      fc.property(knownDay, day => {
        expect(isWorkingDay(day)).toBeTypeOf('boolean')
      }),
    )
  })
})

const source = join(process.env.JIEBANG_SHARED ?? '../shared', 'data/reference/holiday-cn')
describe.skipIf(!existsSync(source))('the source of the calendar (skipped where the shared folder is absent)', () => {
  it('agrees on every day it names', () => {
    const days = readdirSync(source)
      .filter(name => name.endsWith('.json'))
      .flatMap(
        name => JSON.parse(readFileSync(join(source, name), 'utf8')).days as { date: string; isOffDay: boolean }[],
      )
      .filter(({ date }) => calendarYears.includes(Number(date.slice(0, 4))))
    expect(days.length).toBeGreaterThan(600)
    expect(days.filter(({ date, isOffDay }) => isWorkingDay(date) === isOffDay)).toEqual([])
  })
})
