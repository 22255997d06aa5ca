/** A wide table on a phone: what names a row in one cell, its numbers under each other with their names in the other. */
import { Flex, type TableColumnsType, type TableColumnType, Typography } from 'antd'
import type { ReactNode } from 'react'

type Column<T> = TableColumnType<T>

const isNumber = <T,>({ align }: Column<T>) => align === 'right' || align === 'end'

function cell<T extends object>({ dataIndex, render }: Column<T>, row: T, index: number): ReactNode {
  const value = typeof dataIndex === 'string' ? (row as Record<string, unknown>)[dataIndex] : undefined
  return (render ? render(value, row, index) : value) as ReactNode
}

/** Three columns fit as they are. The order of the rows is that of the column by which they are sorted at first. */
export function stackedColumns<T extends object>(
  columns: readonly Column<T>[],
  numbersTitle: string,
): TableColumnsType<T> {
  const names = columns.filter(column => !isNumber(column))
  const numbers = columns.filter(isNumber)
  const [first, ...others] = names
  if (!first || columns.length <= 3) return [...columns]
  const sorted = numbers.find(({ defaultSortOrder }) => defaultSortOrder)
  return [
    {
      title: first.title,
      key: 'name',
      render: (_, row, index) => (
        <Flex vertical>
          {cell(first, row, index)}
          {others.map(column => (
            <Typography.Text key={column.key} type="secondary">
              {cell(column, row, index)}
            </Typography.Text>
          ))}
        </Flex>
      ),
    },
    {
      title: numbersTitle,
      key: 'numbers',
      align: 'end',
      ...(sorted?.sorter && { sorter: sorted.sorter }),
      ...(sorted?.defaultSortOrder && { defaultSortOrder: sorted.defaultSortOrder }),
      render: (_, row, index) => (
        <Flex vertical>
          {numbers.map(column => (
            <span key={column.key}>
              <Typography.Text type="secondary">{column.title as ReactNode}</Typography.Text> {cell(column, row, index)}
            </span>
          ))}
        </Flex>
      ),
    },
  ]
}
