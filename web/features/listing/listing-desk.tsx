/** Submitted entries of one library, each with a look at its page and the officer's two answers. */
import { Card, Empty } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Library } from '#domain/listing.ts'
import { FailurePanel } from '#web/ui/failure.tsx'
import { emptyFilter } from '#web/ui/listing-filter.ts'
import { Waiting } from '#web/ui/waiting.tsx'
import { RowActions } from './listing-actions.tsx'
import {
  achievementSource,
  demandSource,
  expertSource,
  type ListingSource,
  type ListRequest,
} from './listing-source.tsx'

const waiting: ListRequest = {
  scope: 'DESK',
  filter: { ...emptyFilter, states: ['SUBMITTED'] },
  after: null,
  first: 50,
}
const allowed = { allowed: true, code: null, reason: null }
const otherwise = { allowed: false, code: 'NOT_ALLOWED', reason: null }
/** What an officer may do with a submitted entry; the server decides again. */
const officerCan = {
  edit: otherwise,
  submit: otherwise,
  renew: otherwise,
  withdraw: otherwise,
  publish: allowed,
  return: allowed,
}

function Desk<N extends { id: string }>({ library, source }: { library: Library; source: ListingSource<N> }) {
  const { t } = useTranslation()
  const { outcome, retry } = source.usePage(waiting)
  if (!outcome) return <Waiting />
  if (!outcome.ok) return <FailurePanel failure={outcome.failure} onRetry={retry} />
  const { edges } = outcome.value
  if (edges.length === 0) return <Empty description={t('office.deskEmpty')} style={{ padding: 48 }} />
  const { Row } = source
  return (
    <Card styles={{ body: { padding: 0 } }}>
      {edges.map(({ node }) => (
        <Row
          key={node.id}
          item={node}
          scope="DESK"
          extra={<RowActions library={library} id={node.id} can={officerCan} />}
        />
      ))}
    </Card>
  )
}

export function ListingDesk({ library }: { library: Library }) {
  if (library === 'demand') return <Desk library={library} source={demandSource} />
  if (library === 'achievement') return <Desk library={library} source={achievementSource} />
  return <Desk library={library} source={expertSource} />
}
