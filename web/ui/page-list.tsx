/**
 * A list that grows: every page is a query of its own, the last one carries the button for the next. Which pages are
 * open is kept in the history entry, so that going back shows the same list again.
 */
import { Button, Card, Empty, Flex, Typography } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate } from 'react-router'
import type { Outcome } from '#web/api/outcome.ts'
import { FailurePanel } from './failure.tsx'
import { Waiting } from './waiting.tsx'

interface Connection<N> {
  totalCount?: number
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
  edges: readonly { node: N }[]
}

export interface PageAnswer<N> {
  outcome: Outcome<Connection<N>> | null
  isFetching: boolean
  retry(): void
}

export interface PageListProps<N extends { id: string }> {
  /** A hook: asks for the page after a cursor. */
  usePage(after: string | null): PageAnswer<N>
  row(node: N): ReactNode
  empty: ReactNode
}

type OpenPage = (cursor: string) => void

function OnePage<N extends { id: string }>(props: PageListProps<N> & { after: string | null; onMore?: OpenPage }) {
  const { t } = useTranslation()
  const { outcome, isFetching, retry } = props.usePage(props.after)
  if (!outcome) return <Waiting />
  if (!outcome.ok) return <FailurePanel failure={outcome.failure} onRetry={retry} />
  const { edges, pageInfo, totalCount } = outcome.value
  const { endCursor } = pageInfo
  const { onMore } = props
  return (
    <>
      {props.after === null && totalCount !== undefined && (
        <Typography.Text type="secondary" role="status" style={{ display: 'block', padding: '8px 16px 0' }}>
          {t('common.total', { count: totalCount })}
        </Typography.Text>
      )}
      {props.after === null && edges.length === 0 && <Empty description={props.empty} style={{ padding: 48 }} />}
      {edges.map(({ node }) => props.row(node))}
      {onMore && pageInfo.hasNextPage && endCursor && (
        <Flex justify="center" style={{ padding: 16 }}>
          <Button loading={isFetching} onClick={() => onMore(endCursor)}>
            {t('common.more')}
          </Button>
        </Flex>
      )}
    </>
  )
}

export function PageList<N extends { id: string }>(props: PageListProps<N>) {
  const { state, pathname, search } = useLocation()
  const navigate = useNavigate()
  const cursors = (state as { cursors?: string[] } | null)?.cursors ?? []
  const open = (cursor: string) =>
    navigate(
      { pathname, search },
      { replace: true, state: { cursors: [...cursors, cursor] }, preventScrollReset: true },
    )
  const starts = [null, ...cursors]
  return (
    <Card styles={{ body: { padding: 0 } }}>
      {starts.map((after, i) => (
        <OnePage key={after ?? 'first'} {...props} after={after} {...(i === starts.length - 1 && { onMore: open })} />
      ))}
    </Card>
  )
}
