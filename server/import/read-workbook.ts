/** The small parts of an .xlsx: which sheets there are, the shared texts, and which styles mean a date. */
import { UnreadableFile } from '#domain/import/refusals.ts'
import { type Archive, openArchive } from './open-archive.ts'
import { walkXml } from './xml-events.ts'

export interface Sheet {
  name: string
  path: string
  isHidden: boolean
}

export interface Workbook {
  archive: Archive
  sheets: Sheet[]
  /** Days are counted from 1904 (old Excel for Mac) instead of 1900. */
  isFrom1904: boolean
  sharedTexts: string[]
  /** By style index: the number is a date. */
  isDateStyle: boolean[]
}

/** @throws UnsafeArchive, UnreadableFile */
export async function readWorkbook(bytes: Uint8Array): Promise<Workbook> {
  const archive = await openArchive(bytes)
  if (!archive.has('xl/workbook.xml'))
    throw new UnreadableFile('the archive is no Excel workbook', 'save the table as .xlsx or .csv')
  const targets = await readTargets(archive)
  const sheets: Sheet[] = []
  let isFrom1904 = false
  await walkXml(await archive.open('xl/workbook.xml'), {
    open: (name, attributes) => {
      if (name === 'workbookPr') isFrom1904 = /^(?:1|true)$/.test(attributes.date1904 ?? '')
      const id = Object.keys(attributes).find(key => key.endsWith(':id')) ?? ''
      const path = targets.get(attributes[id] ?? '')
      if (name === 'sheet' && path?.includes('worksheets/'))
        sheets.push({ name: attributes.name ?? '', path, isHidden: /hidden/i.test(attributes.state ?? '') })
    },
  })
  return {
    archive,
    sheets,
    isFrom1904,
    sharedTexts: await readSharedTexts(archive),
    isDateStyle: await readDateStyles(archive),
  }
}

async function readTargets(archive: Archive): Promise<Map<string, string>> {
  const targets = new Map<string, string>()
  await walkXml(await archive.open('xl/_rels/workbook.xml.rels'), {
    open: (name, { Id, Target }) => {
      if (name === 'Relationship' && Id && Target)
        targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`)
    },
  })
  return targets
}

/** Text of `t` elements that are not the phonetic reading (`rPh`, "拼音指南") of the text before them. */
export function textCollector(): { open(name: string): void; text(text: string): void; close(name: string): string } {
  let isText = false
  let isPhonetic = false
  let collected = ''
  return {
    open: name => {
      if (name === 'si' || name === 'is') collected = ''
      if (name === 'rPh') isPhonetic = true
      if (name === 't') isText = true
    },
    text: text => {
      if (isText && !isPhonetic) collected += text
    },
    close: name => {
      if (name === 'rPh') isPhonetic = false
      if (name === 't') isText = false
      return unescapeExcel(collected)
    },
  }
}

/** Excel writes control characters as `_x000D_`. */
export function unescapeExcel(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

async function readSharedTexts(archive: Archive): Promise<string[]> {
  const path = 'xl/sharedStrings.xml'
  if (!archive.has(path)) return []
  const texts: string[] = []
  const collector = textCollector()
  await walkXml(await archive.open(path), {
    open: name => collector.open(name),
    text: text => collector.text(text),
    close: name => {
      if (name === 'si') texts.push(collector.close(name))
      else if (name === 't' || name === 'rPh') collector.close(name)
    },
  })
  return texts
}

/** Built-in number formats that show a day: 14–17, 22, and the Chinese ones 27–31, 36, 50–54, 57, 58 (ECMA-376 18.8.30). */
const builtInDates = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58])

async function readDateStyles(archive: Archive): Promise<boolean[]> {
  const path = 'xl/styles.xml'
  if (!archive.has(path)) return []
  const dateFormats = new Set(builtInDates)
  const styles: boolean[] = []
  let isInCellFormats = false
  await walkXml(await archive.open(path), {
    open: (name, attributes) => {
      if (name === 'numFmt' && isDateFormat(attributes.formatCode ?? '')) dateFormats.add(Number(attributes.numFmtId))
      if (name === 'cellXfs') isInCellFormats = true
      if (name === 'xf' && isInCellFormats) styles.push(dateFormats.has(Number(attributes.numFmtId ?? 0)))
    },
    close: name => {
      if (name === 'cellXfs') isInCellFormats = false
    },
  })
  return styles
}

function isDateFormat(code: string): boolean {
  return /[yd]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, ''))
}
