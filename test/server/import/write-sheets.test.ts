/** Tables that are handed out: numbers to compute with, and no text that computes. */
import ExcelJS from 'exceljs'
import { describe, expect, it } from 'vitest'
import type { Cell } from '#domain/table-cell.ts'
import { writeSheets } from '#server/import/write-sheets.ts'

const writtenAt = new Date('2026-11-29T00:00:00Z')
const rows: Cell[][] = [
  ['单位', '金额（元）', '弹性'],
  ['=HYPERLINK("x")', { fen: 123_456_789n }, { number: 0.25, decimals: 3 }],
  ['@甲', { fen: -5 }, ''],
  ['乙', { fen: 999_999_999_999_999 }, { number: 7, decimals: 0 }],
  ['丙', { fen: 9_000_000_000_000_001n }, ''],
]
const sheets = [
  { name: '问题', rows: [['政策推演', '+1']] },
  { name: '增减', rows },
]

async function workbook() {
  const found = new ExcelJS.Workbook()
  const bytes = await writeSheets({ format: 'xlsx', sheets, writtenAt })
  await found.xlsx.load(Buffer.from(bytes) as unknown as ExcelJS.Buffer)
  return found
}

describe('a workbook', () => {
  it('has a sheet for each table, amounts as exact numbers in 元', async () => {
    const found = await workbook()
    expect(found.worksheets.map(({ name }) => name)).toEqual(['问题', '增减'])
    const cell = (at: string) => found.getWorksheet('增减')?.getCell(at)
    expect([cell('B2')?.value, cell('B2')?.numFmt]).toEqual([1_234_567.89, '#,##0.00'])
    expect([cell('B3')?.value, cell('B4')?.value]).toEqual([-0.05, 9_999_999_999_999.99])
    expect([cell('C2')?.value, cell('C2')?.numFmt, cell('C4')?.numFmt]).toEqual([0.25, '0.000', '0'])
    expect(cell('C3')?.value).toBeNull()
  })

  it('keeps as text what has more digits than a sheet holds', async () => {
    expect((await workbook()).getWorksheet('增减')?.getCell('B5').value).toBe('90000000000000.01')
  })

  it('runs no text as a formula', async () => {
    const found = await workbook()
    expect(found.getWorksheet('增减')?.getCell('A2').value).toBe(`'=HYPERLINK("x")`)
    expect(found.getWorksheet('增减')?.getCell('A3').value).toBe("'@甲")
    expect(found.getWorksheet('问题')?.getCell('B1').value).toBe("'+1")
  })
})

describe('text', () => {
  const csv = async (all: typeof sheets) =>
    new TextDecoder().decode(await writeSheets({ format: 'csv', sheets: all, writtenAt }))

  it('holds amounts without separators, and runs no text as a formula', async () => {
    const text = await csv(sheets.slice(1))
    expect(text).toContain(`"'=HYPERLINK(""x"")","1234567.89","0.250"`)
    expect(text).toContain(`"'@甲","-0.05",""`)
    expect(text).toContain('"丙","90000000000000.01",""')
    expect(text.startsWith('"单位"')).toBe(true)
  })

  it('of several tables has each under its name', async () => {
    expect((await csv(sheets)).split('\r\n').slice(0, 5)).toEqual([
      '"问题"',
      `"政策推演","'+1"`,
      '',
      '"增减"',
      '"单位","金额（元）","弹性"',
    ])
  })
})
