/**
 * Administrative divisions after GB/T 2260. The six digits are their own tree: two for the province, two for the city,
 * two for the county, noughts where a level is not reached. So "within" is a comparison of prefixes and needs no table;
 * names live in `db/seed/data/regions.json`.
 */

export type RegionLevel = 'province' | 'city' | 'county'

/** The level a code stands for; null when it is no region code (410001 has a county but no city). */
export function regionLevel(code: string): RegionLevel | null {
  if (!/^[1-8]\d{5}$/.test(code)) return null
  if (code.endsWith('0000')) return 'province'
  if (code.endsWith('00')) return 'city'
  return code.slice(2, 4) === '00' ? null : 'county'
}

/** Codes of the regions above, outermost first, without the code itself; empty for a province and for no code. */
export function regionAncestors(code: string): string[] {
  const level = regionLevel(code)
  if (level === null || level === 'province') return []
  const province = `${code.slice(0, 2)}0000`
  return level === 'city' ? [province] : [province, `${code.slice(0, 4)}00`]
}

/** Whether a region is the ancestor itself or lies in it. False when either is no region code. */
export function isWithinRegion(code: string, ancestor: string): boolean {
  if (regionLevel(code) === null || regionLevel(ancestor) === null) return false
  return code === ancestor || regionAncestors(code).includes(ancestor)
}

/** How the codes of all regions within this one begin; null for no region code. */
export function regionPrefix(code: string): string | null {
  const digits = { province: 2, city: 4, county: 6 }
  const level = regionLevel(code)
  return level && code.slice(0, digits[level])
}
