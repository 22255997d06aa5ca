/** The real files of the founding documents. They are not part of the project: without them these tests are skipped. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createRowMapper, isImportable } from '#domain/import/map-row.ts'
import { guessMapping, parseMapping } from '#domain/import/mapping.ts'
import type { Library } from '#domain/listing.ts'
import { readTable } from '#server/import/read-table.ts'
import { rowsOf } from './support.ts'

const folder = join(resolve(process.env.JIEBANG_SHARED ?? '../shared'), 'data/import')
const hashKey = (value: string) => createHash('sha256').update(value).digest('hex')

async function importFile(library: Library, fileName: string) {
  const table = await readTable({ bytes: readFileSync(join(folder, fileName)), fileName }, { library })
  const rows = await rowsOf(table)
  const sample = rows.filter(row => row.problem === null).map(row => row.cells)
  const mapping = guessMapping(library, table.header, sample.slice(0, 100))
  const map = createRowMapper(library, mapping, table.header, { hashKey })
  return { mapping, rows: rows.map(row => ({ ...row, mapped: map(row.cells) })) }
}

describe.skipIf(!existsSync(folder))('real files (skipped when ../shared is absent)', () => {
  it('371 demands without header: each is in, or listed with its reason', async () => {
    const { mapping, rows } = await importFile('demand', 'demands-dirty.csv')
    expect(mapping).toEqual(parseMapping('demand', 'key=1,title=2,problem=3'))
    expect(rows.map(row => row.rowNo)).toEqual(Array.from({ length: 371 }, (_, at) => at + 1))
    expect(rows.filter(row => row.problem !== null)).toEqual([])
    expect(rows.filter(row => isImportable(row.mapped))).toHaveLength(371)
    const noted = rows.filter(row => row.mapped.problems.length > 0)
    expect(noted.map(row => row.mapped.problems.map(({ message }) => message))).toEqual(
      Array(6).fill(['the problem is empty']),
    )
    expect(new Set(rows.map(row => row.mapped.key)).size).toBe(371)
    expect(rows.some(row => row.cells.some(cell => cell.includes('\\n')))).toBe(false)
  })

  it('1,500 patents as achievements, by guess', async () => {
    const { mapping, rows } = await importFile('achievement', 'achievements-patents.jsonl')
    expect(mapping).toEqual({
      key: { name: 'id' },
      title: { name: 'title' },
      completingUnits: { name: 'assignee' },
      summary: { name: 'abstract' },
    })
    expect(rows.filter(row => row.problem === null && row.mapped.problems.length === 0)).toHaveLength(1_500)
  })
})
