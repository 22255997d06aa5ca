/**
 * Names of regions and industries as people write them → codes. A name that could mean two places is no name: a wrong
 * guess is worse than none. Only a province wins over a city of the same short name (吉林, 海南), as in everyday use, and a
 * place over the one of its name inside it (嘉峪关市 in 嘉峪关市).
 */
import { isWithinRegion, regionLevel } from '../region.ts'

export interface NamedCode {
  code: string
  name: string
  parentCode: string | null
}

const squeeze = (name: string) => name.replace(/[\s\-/·,，、>]/g, '')
const suffix = /(?:省|市|区|县|特别行政区|(?:壮族|回族|维吾尔)?自治区)$/

/** 郑州市 → 郑州市, 郑州; a name of two characters keeps its suffix (沙市 would be 沙). */
function spellings(name: string): string[] {
  const short = name.replace(suffix, '')
  return short.length >= 2 ? [name, short] : [name]
}

/** Spellings of a region alone and after each of its ancestors: 金水区, 郑州市金水区, 河南郑州金水区 … */
function pathsOf(region: NamedCode, byCode: ReadonlyMap<string, NamedCode>): string[] {
  const parent = region.parentCode === null ? undefined : byCode.get(region.parentCode)
  const own = spellings(region.name)
  if (!parent) return own
  const above = pathsOf(parent, byCode)
  // 市辖区 and the like stand between a municipality and its districts in the table, not in an address.
  const grand = parent.parentCode === null ? undefined : byCode.get(parent.parentCode)
  const beyond = grand ? pathsOf(grand, byCode) : []
  return [...own, ...[...above, ...beyond].flatMap(head => own.map(name => head + name))]
}

/** A look-up of names among these regions; null for what is unknown or could be two. */
export function createRegionLookup(regions: readonly NamedCode[]): (name: string) => string | null {
  const byCode = new Map(regions.map(region => [region.code, region]))
  const codes = new Map<string, string | null>()
  const provincesFirst = regions.toSorted((a, b) => Number(a.parentCode !== null) - Number(b.parentCode !== null))
  for (const region of provincesFirst) {
    for (const path of new Set(pathsOf(region, byCode))) {
      const held = codes.get(path)
      if (held === undefined) codes.set(path, region.code)
      else if (held !== null && !isWithinRegion(region.code, held) && regionLevel(held) !== 'province')
        codes.set(path, null)
    }
  }
  return name => codes.get(squeeze(name)) ?? null
}

/** A look-up of industry names; of a section and a division of one name (房地产业) the wider one is meant. */
export function createIndustryLookup(industries: readonly NamedCode[]): (name: string) => string | null {
  const codes = new Map<string, string>()
  for (const { code, name } of industries.toSorted((a, b) => a.code.length - b.code.length))
    if (!codes.has(squeeze(name))) codes.set(squeeze(name), code)
  return name => codes.get(squeeze(name)) ?? null
}
