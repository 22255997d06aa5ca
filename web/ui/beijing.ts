/** Fields for days and instants hold Beijing time, wherever the browser stands. */
const aheadMs = 8 * 3_600_000

/** `2027-06-30T14:05:00` for a field of type datetime-local. */
export function beijingInput(ms: number): string {
  return new Date(ms + aheadMs).toISOString().slice(0, 19)
}

/** ISO 8601 with offset of what such a field holds; null for what is no time. */
export function readBeijingInput(text: string | undefined): string | null {
  const ms = Date.parse(`${text ?? ''}+08:00`)
  return Number.isNaN(ms) ? null : new Date(ms).toISOString()
}

/** The day in China at an instant, `2027-06-30`. */
export function beijingDay(ms: number): string {
  return beijingInput(ms).slice(0, 10)
}
