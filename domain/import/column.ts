/**
 * What an importable column is, and the few kinds of column that the three libraries are made of. A column reads its
 * cell into the content or says why it cannot; an empty cell is never read.
 */
import { halfWidth } from '../half-width.ts'
import { parseWanYuan } from '../money.ts'
import { parseCode, parseDay, parseIndustryCode, parseRegionCode, splitList, splitNames } from './cell-values.ts'
import { textLimits } from './limits.ts'
import type { ImportProblem } from './refusals.ts'
import type { Words } from './vocabulary.ts'

export type CellProblem = Omit<ImportProblem, 'column'>

/** What a reader may ask the service: codes for names that only the reference tables know. */
export interface ImportLookups {
  /** GB/T 2260 code of a region's name, or null. */
  regionCode?: (name: string) => string | null
  /** GB/T 4754-2017 code of an industry's name, or null. */
  industryCode?: (name: string) => string | null
}

export interface ImportColumn<Content> {
  /** The name that a mapping uses. */
  field: string
  /** Header in a template; the Chinese one, the English one and `field` are all recognised. */
  label: { zh: string; en: string }
  aliases: readonly string[]
  /** What to type, for the template's notes. */
  format: { zh: string; en: string }
  /** The words of an enumerated column, for a drop-down; null for free text. */
  options: readonly string[] | null
  /** Whether the cell may hold several values. */
  isList: boolean
  read(content: Content, text: string, lookups: ImportLookups): CellProblem | null
}

export interface Named {
  field: string
  zh: string
  en: string
  aliases?: readonly string[]
}

type Setter<Content, Value> = (content: Content, value: Value) => void

export function cellError(message: string, remedy: string): CellProblem {
  return { message, remedy, severity: 'error' }
}

export function cellWarning(message: string, remedy: string): CellProblem {
  return { message, remedy, severity: 'warning' }
}

/** A column of any kind, read by a function of its own. */
export function customColumn<Content>(
  named: Named,
  format: { zh: string; en: string },
  read: ImportColumn<Content>['read'],
  isList = false,
): ImportColumn<Content> {
  const { field, zh, en, aliases = [] } = named
  return { field, label: { zh, en }, aliases, format, options: null, isList, read }
}

/** Free text of at most `max` characters. */
export function textColumn<Content>(named: Named, max: number, set: Setter<Content, string>): ImportColumn<Content> {
  const format = { zh: `文字，最多 ${max} 字`, en: `text, at most ${max} characters` }
  return customColumn(named, format, (content, text) => {
    if (text.length > max)
      return cellError(`${text.length} characters, at most ${max} are stored`, 'shorten the text, or move part of it')
    set(content, text)
    return null
  })
}

/** Several short texts; with `isNames` a comma or 、 belongs to the item. */
export function listColumn<Content>(
  named: Named,
  set: Setter<Content, string[]>,
  isNames = false,
): ImportColumn<Content> {
  const format = isNames
    ? { zh: '多个用"；"分隔', en: 'several: separate with ;' }
    : { zh: '多个用"；"或"、"分隔', en: 'several: separate with ; or ,' }
  const read = (content: Content, text: string): CellProblem | null => {
    const items = isNames ? splitNames(text) : splitList(text)
    const long = items.find(item => item.length > textLimits.short)
    if (items.length > textLimits.listItems || long !== undefined)
      return cellError(
        long === undefined
          ? `${items.length} items, at most ${textLimits.listItems} are stored`
          : 'an item is too long',
        'separate the items with ； and keep the most important ones',
      )
    set(content, items)
    return null
  }
  return customColumn(named, format, read, true)
}

/** One code of an enumeration. */
export function codeColumn<Content, Code extends string>(
  named: Named,
  words: Words<Code>,
  set: Setter<Content, Code>,
): ImportColumn<Content> {
  const options = optionsOf(words)
  const read = (content: Content, text: string): CellProblem | null => {
    const code = parseCode(words, text)
    if (code === null) return unknownWord(text, options)
    set(content, code)
    return null
  }
  return { ...customColumn(named, { zh: '从列表中选择', en: 'choose from the list' }, read), options }
}

/** Several codes of an enumeration. */
export function codesColumn<Content, Code extends string>(
  named: Named,
  words: Words<Code>,
  set: Setter<Content, Code[]>,
): ImportColumn<Content> {
  const options = optionsOf(words)
  const read = (content: Content, text: string): CellProblem | null => {
    const codes = new Set<Code>()
    for (const item of splitList(text)) {
      const code = parseCode(words, item)
      if (code === null) return unknownWord(item, options)
      codes.add(code)
    }
    set(content, [...codes])
    return null
  }
  const format = { zh: '从列表中选择，多个用"；"分隔', en: 'from the list; several: separate with ;' }
  return { ...customColumn(named, format, read, true), options }
}

function optionsOf<Code extends string>(words: Words<Code>): string[] {
  return (Object.keys(words) as Code[]).map(code => words[code][0])
}

function unknownWord(text: string, options: readonly string[]): CellProblem {
  return cellError(`"${text.slice(0, 40)}" is not one of the values`, `use one of: ${options.join('、')}`)
}

/** An amount in 万元 → 分; a unit written in the cell or at the end of the header's own text still decides. */
export function wanYuanColumn<Content>(named: Named, set: Setter<Content, bigint>): ImportColumn<Content> {
  const format = { zh: '万元，如 50 或 12.5', en: '10,000 yuan, such as 50 or 12.5' }
  return customColumn(named, format, (content, text) => {
    const fen = parseWanYuan(text)
    if (fen === null)
      return cellError(`"${text.slice(0, 40)}" is not an amount`, 'write a number in 万元, such as 50 or 12.5')
    set(content, fen)
    return null
  })
}

export function dayColumn<Content>(named: Named, set: Setter<Content, string>): ImportColumn<Content> {
  return customColumn(named, { zh: '日期，如 2026-03-01', en: 'a day, such as 2026-03-01' }, (content, text) => {
    const day = parseDay(text)
    if (day === null) return cellError(`"${text.slice(0, 40)}" is not a day`, 'write it as 2026-03-01')
    set(content, day)
    return null
  })
}

/** A region by its six-digit code, or by name when the service can look it up. */
export function regionColumn<Content>(set: Setter<Content, string>): ImportColumn<Content> {
  const named = {
    field: 'regionCode',
    zh: '所在地区',
    en: 'Region',
    aliases: ['地区', '地区代码', '行政区划代码', '区域'],
  }
  const format = { zh: '6 位行政区划代码，如 410100', en: 'six-digit GB/T 2260 code, such as 410100' }
  return customColumn(named, format, (content, text, lookups) => {
    const code = parseRegionCode(text) ?? lookups.regionCode?.(halfWidth(text).trim()) ?? null
    if (code === null)
      return cellError(`region "${text.slice(0, 40)}" is not known`, 'give the six-digit code, such as 410100 (郑州市)')
    set(content, code)
    return null
  })
}

export function industryColumn<Content>(set: Setter<Content, string>): ImportColumn<Content> {
  const named = { field: 'industryCode', zh: '所属行业', en: 'Industry', aliases: ['行业', '行业代码', '国民经济行业'] }
  const format = { zh: 'GB/T 4754-2017 代码，如 C39', en: 'GB/T 4754-2017 code, such as C39' }
  return customColumn(named, format, (content, text, lookups) => {
    const code = parseIndustryCode(text) ?? lookups.industryCode?.(halfWidth(text).trim()) ?? null
    if (code === null)
      return cellError(`industry "${text.slice(0, 40)}" is not known`, 'give the GB/T 4754-2017 code, such as C39')
    set(content, code)
    return null
  })
}
