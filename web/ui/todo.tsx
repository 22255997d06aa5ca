import { Badge, Flex, theme } from 'antd'
import type { ReactNode } from 'react'

/** A line of a to-do list: how many, or more than were counted; what, where to go. */
export function Todo({ count, isMore = false, children }: { count: number; isMore?: boolean; children: ReactNode }) {
  const { token } = theme.useToken()
  return (
    <Flex align="center" gap="small" style={{ padding: '6px 0' }}>
      <Badge count={isMore ? count + 1 : count} overflowCount={isMore ? count : 999} color={token.colorPrimary} />
      <span style={{ flex: 1, minWidth: 0 }}>{children}</span>
    </Flex>
  )
}
