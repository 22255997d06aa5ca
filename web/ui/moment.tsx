/** Times as the statutory calendar writes them, always Beijing time wherever the reader is. */
const instantFormat = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
})
const dayFormat = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' })
const timeFormat = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', timeStyle: 'short' })

/** 2027-06-30 14:05 */
export function Instant({ at }: { at: string }) {
  return <time dateTime={at}>{instantFormat.format(new Date(at))}</time>
}

/** 2027-06-30, the day in China on which it happened. */
export function DayOf({ at }: { at: string }) {
  return <time dateTime={at}>{dayFormat.format(new Date(at))}</time>
}

/** 14:05, for "saved at". */
export function clockTime(at: number): string {
  return timeFormat.format(new Date(at))
}
