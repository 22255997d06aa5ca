/** Readers of one cell each: text → value, or null when the text does not say one. All pure; none rounds or guesses. */
import type { IpKind, IpRight } from '../achievement/achievement.ts'
import { isDay } from '../calendar.ts'
import { halfWidth } from '../half-width.ts'
import { checkPatentNumber, normalisePatentNumber } from '../identifiers.ts'
import { normaliseIndustryCode } from '../industry.ts'
import { maxTrl, minTrl } from '../listing.ts'
import { regionLevel } from '../region.ts'
import type { Words } from './vocabulary.ts'

const listSeparators = /[；;、,，|\n]/

/** Splits a cell at ；;、,，| and line ends; empty items and repetitions fall out, the order stays. */
export function splitList(text: string): string[] {
  return [...new Set(text.split(listSeparators).map(item => item.trim()))].filter(item => item !== '')
}

/** As {@link splitList}, but only at ；; | and line ends: for units, whose names may hold a comma or 、. */
export function splitNames(text: string): string[] {
  return [...new Set(text.split(/[；;|\n]/).map(item => item.trim()))].filter(item => item !== '')
}

function plain(word: string): string {
  return halfWidth(word).replace(/\s/g, '').toLowerCase()
}

/** The code whose name or code the text is (spaces, case and full width do not matter), or null. */
export function parseCode<Code extends string>(words: Words<Code>, text: string): Code | null {
  const wanted = plain(text)
  for (const code of Object.keys(words) as Code[])
    if (plain(code) === wanted || words[code].some(word => plain(word) === wanted)) return code
  return null
}

/** A technology readiness level: `6`, `TRL6`, `6级`, or null. */
export function parseTrl(text: string): number | null {
  const match = /^(?:TRL)?[\s:-]*(\d)\s*级?$/i.exec(halfWidth(text).trim())
  const level = Number(match?.[1] ?? Number.NaN)
  return level >= minTrl && level <= maxTrl ? level : null
}

/** A six-digit GB/T 2260 code, alone or beside the name (`410100 郑州市`), or null. Whether it exists is not asked here. */
export function parseRegionCode(text: string): string | null {
  const code = /(?<!\d)(\d{6})(?!\d)/.exec(halfWidth(text))?.[1]
  return code && regionLevel(code) ? code : null
}

/** A GB/T 4754-2017 code of any level, alone or before the name (`C39 计算机制造`), or null. */
export function parseIndustryCode(text: string): string | null {
  const code = /^[A-T]?\d{0,4}(?![\dA-Za-z])/i.exec(halfWidth(text).trim())?.[0]
  return code ? normaliseIndustryCode(code) : null
}

/** A day as people write it (2026-3-1, 2026/3/1, 2026.3.1, 2026年3月1日, 20260301, a time after it is dropped), as YYYY-MM-DD. */
export function parseDay(text: string): string | null {
  const normal = halfWidth(text).trim()
  const match =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]\d{1,2}:\d{2}.*)?$/.exec(normal) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(normal)
  if (!match) return null
  const day = [match[1], match[2]?.padStart(2, '0'), match[3]?.padStart(2, '0')].join('-')
  return isDay(day) ? day : null
}

/** A whole number between the bounds, with an optional unit word after it (`1965年`, `10 次`), or null. */
export function parseWhole(text: string, min: number, max: number): number | null {
  const match = /^(\d{1,6})\s*[年次个]?$/.exec(halfWidth(text).trim())
  const value = Number(match?.[1] ?? Number.NaN)
  return value >= min && value <= max ? value : null
}

/** The digit after the year names the kind (ZC 0006-2003); 8 and 9 are the PCT applications. */
const patentKinds: Record<string, IpKind> = {
  1: 'invention_patent',
  2: 'utility_model',
  3: 'design',
  8: 'invention_patent',
  9: 'utility_model',
}

/**
 * One intellectual property right: a patent number (ZL or not), a software registration number (2020SR0123456), then
 * optionally its title. Null when there is no such number. A wrong check digit is kept as written, for the caller to warn.
 */
export function parseIpRight(text: string): IpRight | null {
  const match = /^([A-Za-z]{0,2}[\d.Xx]+|\d{4}SR\d{6,7})(?:\s+|$)(.*)$/s.exec(halfWidth(text).trim())
  if (!match?.[1]) return null
  const title = (match[2] ?? '').trim()
  if (/^\d{4}SR/.test(match[1])) return { kind: 'software', number: match[1], title }
  const verdict = checkPatentNumber(match[1])
  if (!verdict.ok && verdict.code === 'PATENT_NUMBER_MALFORMED') return null
  const number = normalisePatentNumber(match[1]) ?? match[1].toUpperCase().replace(/^(?:ZL|CN)/, '')
  const kind = patentKinds[number.charAt(/^20\d{10}/.test(number) ? 4 : 2)] ?? 'invention_patent'
  return { kind, number, title }
}
