/** How many notifications wait. Asked again every minute while somebody looks at the page. */
import { BellOutlined } from '@ant-design/icons'
import { Badge, Button } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useQuery } from 'urql'
import { graphql } from '#web/api/graphql.ts'

const unreadQuery = graphql(`
  query UnreadNotificationCount {
    unreadNotificationCount
  }
`)

const everyMs = 60_000
/** The answer is a bare number: said here what it counts, so that marking as read asks for it again. */
const context = { additionalTypenames: ['Notification'] }

export function InboxBell() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [{ data }, ask] = useQuery({ query: unreadQuery, context })
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') ask({ requestPolicy: 'network-only' })
    }, everyMs)
    return () => clearInterval(timer)
  }, [ask])
  const count = data?.unreadNotificationCount ?? 0
  return (
    <Badge count={count} size="small" offset={[-6, 6]}>
      <Button
        type="text"
        icon={<BellOutlined />}
        aria-label={count > 0 ? t('inbox.bell', { count }) : t('inbox.bellNone')}
        onClick={() => navigate('/notifications')}
      />
    </Badge>
  )
}
