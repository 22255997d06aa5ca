/**
 * Industries after GB/T 4754-2017 "国民经济行业分类". A code is the letter of the section ("门类") and up to four digits:
 * C, C39 (division "大类"), C391 (group "中类"), C3913 (class "小类"). The digits alone determine the letter, because the
 * standard numbers the divisions through from 01 to 97.
 */

export type IndustryLevel = 'section' | 'division' | 'group' | 'class'

const levels: readonly IndustryLevel[] = ['section', 'division', 'group', 'class']

/** The last division of each section, in the standard's order; a section starts where the one before it ends. */
const lastDivisions: readonly (readonly [section: string, lastDivision: number])[] = [
  ['A', 5],
  ['B', 12],
  ['C', 43],
  ['D', 46],
  ['E', 50],
  ['F', 52],
  ['G', 60],
  ['H', 62],
  ['I', 65],
  ['J', 69],
  ['K', 70],
  ['L', 72],
  ['M', 75],
  ['N', 79],
  ['O', 82],
  ['P', 83],
  ['Q', 85],
  ['R', 90],
  ['S', 96],
  ['T', 97],
]

/** The letter of the section a two-digit division belongs to (`39` → `C`); null when there is no such division. */
export function sectionOfDivision(division: string): string | null {
  const number = /^\d{2}$/.test(division) ? Number(division) : 0
  return number === 0 ? null : (lastDivisions.find(([, last]) => number <= last)?.[0] ?? null)
}

/** Brings a code into the house form: `39`, `c39` and `C39` → `C39`. Null when section and division disagree. */
export function normaliseIndustryCode(text: string): string | null {
  const match = /^([A-T]?)(\d{2,4})?$/.exec(text.trim().toUpperCase())
  if (!match) return null
  const [, letter = '', number = ''] = match
  if (number === '') return letter || null
  const section = sectionOfDivision(number.slice(0, 2))
  return section !== null && (letter === '' || letter === section) ? section + number : null
}

/** The level of a code in the house form; null when it is none. */
export function industryLevel(code: string): IndustryLevel | null {
  if (normaliseIndustryCode(code) !== code) return null
  return levels[Math.max(code.length - 2, 0)] ?? null
}

/** The section letter of a code in the house form; null when it is none. */
export function industrySection(code: string): string | null {
  return industryLevel(code) === null ? null : code.slice(0, 1)
}

/** The division (`C39`) of a code in the house form; null when it is none or only a section. */
export function industryDivision(code: string): string | null {
  const level = industryLevel(code)
  return level === null || level === 'section' ? null : code.slice(0, 3)
}

/** Codes of the industries above, outermost first, without the code itself; empty for a section and for no code. */
export function industryAncestors(code: string): string[] {
  if (industryLevel(code) === null) return []
  return [1, 3, 4].filter(length => length < code.length).map(length => code.slice(0, length))
}

/** The nearest industry at or above the code that is among the known ones; null when there is none. */
export function nearestKnownIndustry(code: string, isKnown: (code: string) => boolean): string | null {
  return [...industryAncestors(code), code].findLast(isKnown) ?? null
}

/** Whether an industry is the ancestor itself or lies in it. False when either is no industry code. */
export function isWithinIndustry(code: string, ancestor: string): boolean {
  return industryLevel(code) !== null && industryLevel(ancestor) !== null && code.startsWith(ancestor)
}
