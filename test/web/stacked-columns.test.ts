/** A wide table on a phone loses no column. */
import { isValidElement, type ReactNode } from 'react'
import { expect, it } from 'vitest'
import { stackedColumns } from '#web/ui/stacked-columns.tsx'

interface Row {
  name: string
  rule: string
  before: number
  after: number
}

const columns = [
  { title: 'unit', key: 'name', dataIndex: 'name' },
  { title: 'rule', key: 'rule', render: (_: unknown, { rule }: Row) => `of ${rule}` },
  { title: 'before', key: 'before', dataIndex: 'before', align: 'right' as const },
  {
    title: 'after',
    key: 'after',
    dataIndex: 'after',
    align: 'right' as const,
    sorter: (a: Row, b: Row) => a.after - b.after,
    defaultSortOrder: 'descend' as const,
  },
]

/** All text of a tree, in its order. */
function textOf(node: ReactNode): string {
  if (Array.isArray(node)) return node.map(textOf).join('')
  if (isValidElement<{ children?: ReactNode }>(node)) return textOf(node.props.children)
  return node == null ? '' : String(node)
}

it('names stand in one cell, numbers with their titles in the other', () => {
  const [names, numbers] = stackedColumns(columns, 'figures')
  const row = { name: 'A', rule: 'r', before: 3, after: 5 }
  const said = (column: typeof names) =>
    column && 'render' in column ? textOf(column.render?.(null, row, 0) as ReactNode) : ''
  expect(said(names)).toBe('Aof r')
  expect(said(numbers)).toBe('before 3after 5')
  expect(numbers?.title).toBe('figures')
})

it('the rows keep the order that the table begins with', () => {
  expect(stackedColumns(columns, 'figures')[1]).toMatchObject({ defaultSortOrder: 'descend' })
})

it('a table of three columns stays as it is', () => {
  expect(stackedColumns(columns.slice(0, 3), 'figures')).toEqual(columns.slice(0, 3))
})
