import { regionAncestors } from './region.ts'

const placeholders = new Set(['市辖区', '县', '省直辖县级行政区划', '自治区直辖县级行政区划'])

/** `410105` → `河南省 郑州市 金水区`; the levels that only fill a gap in GB/T 2260 are left out. */
export function regionName(code: string, names: Readonly<Record<string, string>>): string {
  const levels = [...regionAncestors(code), code].map(level => names[level] ?? '').filter(name => name !== '')
  const shown = levels.filter((name, i) => !placeholders.has(name) || i === 0)
  return shown.length > 0 ? shown.join(' ') : code
}
