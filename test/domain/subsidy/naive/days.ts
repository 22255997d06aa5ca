/** Days as text, counted by hand: no Date, nothing shared with the engine. */
function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

function lengthOf(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

function write(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** A day so many days, months or years later; where the month is too short, its last day. */
export function later(
  from: string,
  length: { days?: number | undefined; months?: number | undefined; years?: number | undefined },
): string {
  let [year = 0, month = 0, day = 0] = from.split('-').map(Number)
  for (let left = length.days ?? 0; left > 0; left -= 1) {
    day += 1
    if (day <= lengthOf(year, month)) continue
    day = 1
    month += 1
    if (month <= 12) continue
    month = 1
    year += 1
  }
  for (let left = (length.months ?? 0) + 12 * (length.years ?? 0); left > 0; left -= 1) {
    month += 1
    if (month <= 12) continue
    month = 1
    year += 1
  }
  return write(year, month, Math.min(day, lengthOf(year, month)))
}

/** Both ends are in it; null is no end. */
export type Days = readonly [from: string | null, to: string | null]

export function isDuring(day: string, [from, to]: Days): boolean {
  return (from === null || day >= from) && (to === null || day <= to)
}
