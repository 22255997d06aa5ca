import { Badge, Flex } from 'antd'
import type { ReactNode } from 'react'

/** A line of a to-do list: how many, what, where to go. */
export function Todo({ count, children }: { count: number; children: ReactNode }) {
  return (
    <Flex align="center" gap="small" style={{ padding: '6px 0' }}>
      <Badge count={count} overflowCount={999} color="blue" />
      <span style={{ flex: 1, minWidth: 0 }}>{children}</span>
    </Flex>
  )
}
