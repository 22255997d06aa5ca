/** How a character is read, for pinyin input: from pinyin-pro, which is data by the megabyte and so stays out of domain/. */
import { pinyin } from 'pinyin-pro'

const known = new Map<string, readonly string[]>()

/** Toneless readings, most common first; lüe is also found as lue, as most people type it. Empty for what is no hanzi. */
export function readingsOf(char: string): readonly string[] {
  const cached = known.get(char)
  if (cached) return cached
  const found = pinyin(char, { toneType: 'none', type: 'array', multiple: true, v: true })
  const readings = found.filter(reading => /^[a-z]+$/.test(reading) && reading !== char)
  const typed = readings.flatMap(reading =>
    /^[ln]ve$/.test(reading) ? [reading.replace('v', 'u'), reading] : [reading],
  )
  known.set(char, typed)
  return typed
}
