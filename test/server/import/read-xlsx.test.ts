import ExcelJS from 'exceljs'
import { describe, expect, it } from 'vitest'
import { UnreadableFile, UnsafeArchive, UnsupportedFormat } from '#domain/import/refusals.ts'
import type { TableOptions } from '#domain/import/table.ts'
import { readTable } from '#server/import/read-table.ts'
import { rowsOf, workbookParts, type ZipPart, zip } from './support.ts'

async function read(bytes: Uint8Array, options: TableOptions = { library: 'demand' }) {
  const table = await readTable({ bytes, fileName: 'x.xlsx' }, options)
  return { ...table, rows: await rowsOf(table) }
}

async function written(fill: (sheet: ExcelJS.Worksheet, workbook: ExcelJS.Workbook) => void): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook()
  fill(workbook.addWorksheet('需求'), workbook)
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}

describe('cells', () => {
  it('reads texts, numbers, days, links, rich text as a person sees them', async () => {
    const bytes = await written(sheet => {
      sheet.addRow(['2026 年需求汇总'])
      sheet.addRow(['需求名称', '预算', '期望完成时间', '内容', '背景', '指标'])
      sheet.addRow(['甲', 0.1 + 0.2, new Date(Date.UTC(2026, 2, 1)), { richText: [{ text: '前' }, { text: '后' }] }])
      sheet.getCell('E3').value = { text: '链接', hyperlink: 'https://example.org' }
      sheet.getCell('F3').value = new Date(Date.UTC(2026, 2, 1, 8, 30))
      sheet.getCell('A9').value = true
    })
    const { header, rows } = await read(bytes)
    expect(header?.[0]).toBe('需求名称')
    expect(rows).toEqual([
      { rowNo: 3, cells: ['甲', '0.3', '2026-03-01', '前后', '链接', '2026-03-01 08:30:00'], problem: null },
      { rowNo: 9, cells: ['TRUE'], problem: null },
    ])
  })

  it('takes no pinyin reading for the text, and keeps every run of an inline text', async () => {
    const sheet =
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c t="inlineStr"><is><r><t>一</t></r><r><t>二&amp;lt;</t></r></is></c></row>'
    const shared = '<si><t>重大</t><rPh sb="0" eb="1"><t>zhòng</t></rPh></si>'
    const { rows } = await read(zip(workbookParts(sheet, shared)), { header: false })
    expect(rows).toEqual([{ rowNo: 1, cells: ['重大', '一二&lt;'], problem: null }])
  })

  it('refuses a formula and an error by row, with column and remedy; the other rows stay', async () => {
    const bytes = await written(sheet => {
      sheet.addRow(['需求名称', '预算'])
      sheet.addRow(['甲', { formula: 'HYPERLINK("http://evil")', result: 5 }])
      sheet.addRow(['乙', 5])
      sheet.addRow(['丙', { error: '#N/A' }])
    })
    const { rows } = await read(bytes)
    expect(rows.map(row => row.problem?.message ?? null)).toEqual([
      'cell B2 holds a formula',
      null,
      'cell B4 holds the error #N/A',
    ])
    expect(rows[0]?.problem).toMatchObject({
      column: 'B',
      severity: 'error',
      remedy: expect.stringContaining('values'),
    })
  })

  it('reads the first visible sheet, or the one named', async () => {
    const bytes = await written((sheet, workbook) => {
      sheet.state = 'hidden'
      sheet.addRow(['隐藏'])
      workbook.addWorksheet('二').addRow(['看见'])
    })
    expect((await read(bytes)).rows[0]?.cells).toEqual(['看见'])
    expect((await read(bytes, { sheet: '需求' })).rows[0]?.cells).toEqual(['隐藏'])
    await expect(read(bytes, { sheet: '三' })).rejects.toThrow(/its sheets: 需求, 二/)
  })
})

describe('hostile archives', () => {
  const zeros = Buffer.alloc(20 * 1024 * 1024)
  const part = (name: string, data = Buffer.from('x')): ZipPart => ({ name, data })
  const sheet = workbookParts('')

  it.each([
    ['a bomb', [...sheet, part('xl/media/a.bin', zeros)], 'ratio'],
    ['more than may be unpacked', [...sheet, { ...part('b.bin'), claimedSize: 300 * 1024 * 1024 }], 'unpackedBytes'],
    ['a path that climbs', [...sheet, part('../evil.xml')], 'name'],
    ['an absolute path', [...sheet, part('/etc/passwd')], 'name'],
    ['a backslash path', [...sheet, part('xl\\evil.xml')], 'name'],
    ['an archive inside', [...sheet, part('xl/embeddings/inner.zip')], 'nested'],
    ['the same part twice', [...sheet, ...sheet], 'duplicate'],
    ['too many parts', Array.from({ length: 2_001 }, (_, at) => part(`p${at}`)), 'entries'],
    ['an encrypted part', [...sheet, { ...part('secret'), isEncrypted: true }], 'encrypted'],
  ] as const)('%s', async (_, parts, danger) => {
    const refusal = await read(zip(parts)).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(UnsafeArchive)
    expect(refusal).toMatchObject({ code: 'UNSAFE_ARCHIVE', danger })
  })

  it('a part that unpacks to more than it claims', async () => {
    const parts = workbookParts('<row/>'.repeat(10_000)).map(each =>
      each.name.endsWith('sheet1.xml') ? { ...each, claimedSize: 100 } : each,
    )
    await expect(read(zip(parts))).rejects.toBeInstanceOf(UnsafeArchive)
  })

  it('a row of a million columns, with and without references, beyond the last letters too', async () => {
    const cells = Array.from({ length: 1e6 }, (_, at) => `<c><v>${at}</v></c>`).join('')
    for (const row of [
      `<row r="1">${cells}</row>`,
      '<row r="1"><c r="XFD1"><v>1</v></c></row>',
      '<row><c r="ZZZZZZ1"><v>1</v></c></row>',
    ])
      await expect(read(zip(workbookParts(row)))).rejects.toMatchObject({ code: 'IMPORT_TOO_LARGE', limit: 'columns' })
  })

  it('entities that a document defines, and XML that breaks off', async () => {
    const parts = workbookParts('<row><c><v>&lol;</v></c></row>')
    await expect(read(zip(parts))).rejects.toBeInstanceOf(UnreadableFile)
    await expect(read(zip(workbookParts('<row><c>')))).rejects.toBeInstanceOf(UnreadableFile)
  })

  it('a damaged archive, one that is no workbook, an old .xls, a password', async () => {
    const bytes = zip(sheet)
    await expect(read(bytes.subarray(0, bytes.length - 30))).rejects.toBeInstanceOf(UnreadableFile)
    await expect(read(zip([part('a.txt')]))).rejects.toBeInstanceOf(UnreadableFile)
    const ole = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1])
    await expect(readTable({ bytes: ole, fileName: 'a.xls' })).rejects.toThrow(/save it as .xlsx/)
    await expect(readTable({ bytes: ole, fileName: 'a.xlsx' })).rejects.toThrow(/remove the password/)
    await expect(readTable({ bytes: ole, fileName: 'a.xls' })).rejects.toBeInstanceOf(UnsupportedFormat)
  })
})
