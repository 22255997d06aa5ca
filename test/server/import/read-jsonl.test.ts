import { expect, it } from 'vitest'
import { readTable } from '#server/import/read-table.ts'
import { rowsOf, text } from './support.ts'

async function read(content: string) {
  const table = await readTable({ bytes: text(content), fileName: 'x.jsonl' })
  return { header: table.header, rows: await rowsOf(table) }
}

it('takes the keys of all lines as columns, and lists and numbers as text', async () => {
  const { header, rows } = await read('{"title":"甲","n":5}\n\n{"title":"乙","list":["a","b"],"none":null}\n')
  expect(header).toEqual(['title', 'n', 'list', 'none'])
  expect(rows.map(({ rowNo, cells }) => [rowNo, ...cells])).toEqual([
    [1, '甲', '5', '', ''],
    [3, '乙', '', 'a；b', ''],
  ])
})

it('reports a line that is no object and goes on', async () => {
  const { rows } = await read('{"title":"甲"}\n{"title":\n[1]\n"x"\n{"title":"乙","o":{"a":1}}\n{"title":"丙"}\n')
  expect(rows.map(row => [row.rowNo, row.problem?.column ?? row.problem?.message ?? null])).toEqual([
    [1, null],
    [2, 'the line is no JSON object'],
    [3, 'the line is no JSON object'],
    [4, 'the line is no JSON object'],
    [5, 'o'],
    [6, null],
  ])
})

it('a key named __proto__ is a column like another', async () => {
  const { header, rows } = await read('{"__proto__":"x","title":"甲"}\n')
  expect(header).toEqual(['__proto__', 'title'])
  expect(rows[0]?.cells).toEqual(['x', '甲'])
})

it('refuses lines with more keys than columns are allowed', async () => {
  const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`k${at}`, at])))
  await expect(read(wide)).rejects.toMatchObject({ limit: 'columns' })
})

it('a value nested thousands deep costs its own row only', async () => {
  const deep = `${'['.repeat(20_000)}1${']'.repeat(20_000)}`
  const objects = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`
  const { rows } = await read(`{"title":"甲","o":[${deep}]}\n{"title":"乙","o":${objects}}\n{"title":"丙"}\n`)
  expect(rows.map(row => row.problem?.column ?? null)).toEqual(['o', 'o', null])
  expect(rows[0]?.cells).toEqual(['甲', '…'])
})

it('too many rows are refused before the first is read', async () => {
  const bytes = text('{"t":"x"}\n'.repeat(100_001))
  await expect(readTable({ bytes, fileName: 'x.jsonl' })).rejects.toMatchObject({ limit: 'rows' })
})
