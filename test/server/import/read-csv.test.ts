import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { importLimits } from '#domain/import/limits.ts'
import { ImportTooLarge, UnreadableFile } from '#domain/import/refusals.ts'
import type { TableOptions } from '#domain/import/table.ts'
import { readTable } from '#server/import/read-table.ts'
import { writeCsv } from '#server/import/write-failed-rows.ts'
import { rowsOf, text } from './support.ts'

async function read(content: string | Uint8Array, options: TableOptions = { library: 'demand' }) {
  const bytes = typeof content === 'string' ? text(content) : content
  const table = await readTable({ bytes, fileName: 'x.csv' }, options)
  return { ...table, rows: await rowsOf(table) }
}

describe('dialects', () => {
  it.each([
    ['comma', '标题,内容\n甲,乙\n'],
    ['tab', '标题\t内容\n甲\t乙\n'],
    ['semicolon', '标题;内容\r\n甲;乙\r\n'],
    ['bar', '标题|内容\n甲|乙'],
    ['spaces around', "'标题' , '内容' \n'甲' , '乙' \n"],
    ['byte order mark', '\ufeff"标题","内容"\n"甲","乙"\n'],
    ['old Mac line ends', '标题,内容\r甲,乙\r'],
  ])('%s', async (_, content) => {
    const table = await read(content)
    expect(table.header).toEqual(['标题', '内容'])
    expect(table.rows.map(({ rowNo, cells }) => ({ rowNo, cells }))).toEqual([{ rowNo: 2, cells: ['甲', '乙'] }])
  })

  it('knows the decimal comma from the delimiter by the header', async () => {
    const { reading } = await read('标题;预算;描述\n甲;1,5;2,5\n乙;2,5;3,5\n')
    expect(reading.delimiter).toBe(';')
  })

  it('reads GB18030, UTF-16, and a named encoding', async () => {
    const content = '标题,内容\n镕喆,㐀𠀀\n'
    for (const [encoding, given] of [
      ['gb18030', undefined],
      ['gb18030', 'gb18030'],
      ['utf-16le', undefined],
    ] as const) {
      const table = await read(iconv.encode(content, encoding, { addBOM: encoding === 'utf-16le' }), {
        library: 'demand',
        encoding: given,
      })
      expect(table.reading.encoding).toBe(encoding)
      expect(table.rows[0]?.cells).toEqual(['镕喆', '㐀𠀀'])
    }
  })

  it('refuses bytes that are no text', async () => {
    await expect(read(new Uint8Array([1, 0, 2, 0, 255]))).rejects.toBeInstanceOf(UnreadableFile)
    await expect(read(new Uint8Array([0xff, 0xff, 0x80, 0x0a]))).rejects.toBeInstanceOf(UnreadableFile)
  })
})

describe('header', () => {
  it('is found below a title row, not invented, and obeyed when given', async () => {
    expect((await read('2026年需求汇总表,\n编号,需求名称\n1,甲\n')).header).toEqual(['编号', '需求名称'])
    expect((await read('1,甲\n2,乙\n')).header).toBeNull()
    expect((await read('甲,乙\n丙,丁\n', { header: true })).header).toEqual(['甲', '乙'])
    expect((await read('标题,内容\n甲,乙\n', { header: false })).rows).toHaveLength(2)
  })
})

describe('no row is lost', () => {
  it('reports a broken line and goes on', async () => {
    const { rows } = await read('标题,内容\n"甲","乙"\n"丙" x,"丁"\n"戊","己"\n')
    expect(rows.map(row => [row.rowNo, row.problem !== null])).toEqual([
      [2, false],
      [3, true],
      [4, false],
    ])
    expect(rows[1]?.cells).toEqual(['"丙" x,"丁"'])
    expect(rows[1]?.problem?.remedy).toMatch(/double every quote/)
  })

  it('an unclosed quote costs its line, not the rest of the file', async () => {
    const lines = Array.from({ length: 1200 }, (_, at) => (at === 700 ? '"open,x' : `${at},y`))
    const { rows } = await read(`标题,内容\n${lines.join('\n')}\n`)
    expect(rows).toHaveLength(1200)
    expect(rows.filter(row => row.problem !== null).map(row => row.rowNo)).toEqual([702])
  })

  it('the rest of a broken record is named as such', async () => {
    const { rows } = await read('标题,内容\n甲,"one\ntwo"x\n丙,丁\n')
    expect(rows.map(row => row.problem?.message ?? null)).toEqual([
      expect.stringMatching(/quote/),
      expect.any(String),
      null,
    ])
  })

  it('counts the lines of cells with line ends, and skips blank lines', async () => {
    const { rows } = await read('标题,内容\n\n甲,"one\ntwo"\n\n  \n丙,a\\nb\n')
    expect(rows.map(({ rowNo, cells }) => [rowNo, cells[1]])).toEqual([
      [3, 'one\ntwo'],
      [7, 'a\nb'],
    ])
  })

  it('a row cut at a delimiter inside its text is a problem, a short row is not', async () => {
    const { rows } = await read('标题,内容,背景\n甲,乙,丙,丁\n甲\n甲,乙,,\n')
    expect(rows.map(row => row.problem?.message ?? null)).toEqual([
      'the row has 4 cells, the table 3 columns',
      null,
      null,
    ])
  })

  it('a cell over the limit costs its row only', async () => {
    const { rows } = await read(`标题,内容\n甲,${'字'.repeat(importLimits.cellChars + 1)}\n丙,丁\n`)
    expect(rows.map(row => row.problem?.column ?? null)).toEqual(['column 2', null])
  })

  it('law: every line is a row or a problem, whatever stands in it', async () => {
    const line = fc.string({
      unit: fc.constantFrom('a', '"', "'", ',', ' ', '字', ';', '\\'),
      minLength: 1,
      maxLength: 12,
    })
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 20 }), async lines => {
        const filled = lines.filter(each => each.trim() !== '')
        const { rows } = await read(`${lines.join('\n')}\n`, { header: false, delimiter: ',', quote: '"' })
        const covered = new Set(rows.map(row => row.rowNo))
        const multiline = rows.some(row => row.cells.some(cell => cell.includes('\n')))
        if (!multiline) expect(covered.size).toBe(filled.length)
        expect(rows.length).toBeGreaterThan(filled.length > 0 ? 0 : -1)
      }),
    )
  })
})

describe('limits', () => {
  it('refuses a row of a million columns', async () => {
    await expect(read(`标题,内容\n${','.repeat(1e6)}\n`)).rejects.toMatchObject({
      code: 'IMPORT_TOO_LARGE',
      limit: 'columns',
    })
  })

  it('refuses one row too many, and a file too large', async () => {
    await expect(read('a,b\n'.repeat(importLimits.rows + 1))).rejects.toMatchObject({ limit: 'rows' })
    await expect(read(new Uint8Array(importLimits.fileBytes + 1))).rejects.toBeInstanceOf(ImportTooLarge)
  })
})

describe('law: what is written is read back', () => {
  it('any cells, guarded or not', async () => {
    const unit = fc.constantFrom(...Array.from('ab"\',;|\t\r\n=+-@ 字𠀀，。\\x'))
    const cell = fc.string({ unit, maxLength: 8 }).filter(value => !/\\[nr]/.test(value) && !value.includes('\r'))
    const row = fc.tuple(cell, cell, cell)
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async rows => {
        const table = await read(writeCsv([['标题', '内容', '背景'], ...rows]))
        expect(table.rows.map(({ cells, problem }) => problem ?? cells)).toEqual(rows)
      }),
    )
  })
})
