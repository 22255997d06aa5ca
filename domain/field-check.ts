/** Small checks that every form shares; each returns the problem with its path and remedy, or nothing. */
import { isDay } from './calendar.ts'
import type { FieldProblem } from './refusal.ts'
import { isStorable } from './storable-text.ts'

/** Every text that is stored passes here: it must fit, and it must survive storage unchanged. */
export function checkLength(path: string, text: string, longest: number): FieldProblem[] {
  if (!isStorable(text))
    return [
      { path, message: 'holds a character that is none', remedy: 'delete the sign shown as �, or type the text again' },
    ]
  return text.length > longest
    ? [{ path, message: `is ${text.length} characters long`, remedy: `shorten it to ${longest} characters` }]
    : []
}

/** The most a reason or a note may hold; it is kept in the history for ever. */
const longestReason = 2_000

/** A reason given in words, at most 2,000 characters. `isNeeded` asks for one, saying what is expected. */
export function checkReason(path: string, text: string, need: { isNeeded: boolean; remedy?: string }): FieldProblem[] {
  const isPresent = !need.isNeeded || text.trim() !== ''
  return [...checkPresent(path, isPresent, need.remedy ?? 'say why'), ...checkLength(path, text, longestReason)]
}

export function checkPresent(path: string, isPresent: boolean, remedy: string): FieldProblem[] {
  return isPresent ? [] : [{ path, message: 'is missing', remedy }]
}

/** Two ends of a range of amounts in 分: neither negative, not turned round. */
export function checkAmountRange(path: string, minFen: bigint | null, maxFen: bigint | null): FieldProblem[] {
  if ((minFen !== null && minFen < 0n) || (maxFen !== null && maxFen < 0n))
    return [{ path, message: 'is negative', remedy: 'enter an amount of 0 or more' }]
  if (minFen !== null && maxFen !== null && minFen > maxFen)
    return [{ path, message: 'the lower end is above the upper end', remedy: 'swap the two amounts' }]
  return []
}

export function checkTrl(path: string, trl: number | null): FieldProblem[] {
  return trl !== null && (!Number.isInteger(trl) || trl < 1 || trl > 9)
    ? [{ path, message: `${trl} is not a readiness level`, remedy: 'enter a whole number from 1 to 9 (GB/T 22900)' }]
    : []
}

export function checkDay(path: string, day: string | null): FieldProblem[] {
  return day !== null && !isDay(day)
    ? [{ path, message: `"${day}" is not a day`, remedy: 'write it as YYYY-MM-DD, for example 2027-06-30' }]
    : []
}

export function checkCount(path: string, count: number, most: number): FieldProblem[] {
  return count > most ? [{ path, message: `has ${count} entries`, remedy: `keep at most ${most}` }] : []
}
