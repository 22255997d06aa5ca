import { Badge, Flex, Tag } from 'antd'
import type { ReactNode } from 'react'

/** A line of a to-do list: how many, what, where to go. */
export function Todo({ count, tag, children }: { count: number; tag?: string; children: ReactNode }) {
  return (
    <Flex align="center" gap="small" style={{ padding: '6px 0' }}>
      <Badge count={count} overflowCount={999} color="blue" />
      <span style={{ flex: 1, minWidth: 0 }}>{children}</span>
      {tag && <Tag>{tag}</Tag>}
    </Flex>
  )
}
