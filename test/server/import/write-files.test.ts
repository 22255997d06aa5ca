import ExcelJS from 'exceljs'
import { describe, expect, it } from 'vitest'
import { columnsOf } from '#domain/import/columns.ts'
import { guessMapping } from '#domain/import/mapping.ts'
import { libraries } from '#domain/listing.ts'
import { readTable } from '#server/import/read-table.ts'
import { writeFailedRows } from '#server/import/write-failed-rows.ts'
import { writeTemplate } from '#server/import/write-template.ts'
import { rowsOf } from './support.ts'

const problem = { column: '预算', message: 'not an amount', remedy: 'write a number', severity: 'error' } as const
const cells = ['-1', '-1+1', '@甲, "乙"\n丙', "'=x", '＝1＋1', '＠sum']

describe('failed rows', () => {
  it.each(['csv', 'xlsx'] as const)('%s: come back as they were, the error column ignored', async format => {
    const header = ['编号', '需求名称', '内容', '背景', '备注', '其他']
    const rows = [{ rowNo: 7, cells, problems: [problem] }]
    const bytes = await writeFailedRows({ format, library: 'demand', mapping: {}, header, rows })
    const table = await readTable({ bytes, fileName: `failed.${format}` }, { library: 'demand' })
    const [row] = await rowsOf(table)
    expect(table.header).toEqual([...header, 'error'])
    expect(row?.problem).toBeNull()
    expect(row?.cells).toEqual([...cells, 'row 7: 预算: not an amount → write a number'])
    expect(Object.keys(guessMapping('demand', table.header, []))).toEqual(['key', 'title', 'problem', 'background'])
  })

  it('guards cells that a spreadsheet would run', async () => {
    const rows = [{ rowNo: 1, cells, problems: [problem] }]
    const bytes = await writeFailedRows({ format: 'csv', library: 'demand', mapping: {}, header: null, rows })
    const content = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
    expect(content.startsWith('\ufeff"列1"')).toBe(true)
    expect(content).toContain(`"-1","'-1+1","'@甲, ""乙""`)
    expect(content).toContain(`"'＝1＋1","'＠sum"`)
  })

  it('names the columns of a file without header by what they were mapped to', async () => {
    const mapping = { key: { position: 1 }, title: { position: 2 }, problem: { position: 3 } }
    const rows = [{ rowNo: 1, cells: ['1', '', 'x'], problems: [problem] }]
    const bytes = await writeFailedRows({ format: 'csv', library: 'demand', mapping, header: null, rows })
    const { header } = await readTable({ bytes, fileName: 'f.csv' }, { library: 'demand' })
    expect(header).toEqual(['编号', '需求名称', '需求内容', 'error'])
  })
})

describe('template', () => {
  it.each(libraries)('%s: every column is recognised again, enumerated ones have a drop-down', async library => {
    const bytes = await writeTemplate(library)
    const { header } = await readTable({ bytes, fileName: 't.xlsx' }, { library })
    expect(Object.keys(guessMapping(library, header, [])).toSorted()).toEqual(
      ['key', ...columnsOf(library).map(({ field }) => field)].toSorted(),
    )
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(Buffer.from(bytes) as unknown as ExcelJS.Buffer)
    const [sheet] = workbook.worksheets
    for (const [at, column] of columnsOf(library).entries()) {
      const rule = sheet?.getCell(2, at + 2).dataValidation
      if (column.options === null) expect(rule).toBeUndefined()
      else expect(rule?.formulae).toEqual([`"${column.options.join(',')}"`])
      // Excel takes at most 255 characters here.
      expect(rule?.formulae?.[0]?.length ?? 0).toBeLessThanOrEqual(255)
    }
  })
})
