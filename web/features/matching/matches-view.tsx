/** The matches of a listing: where it leads, one tab a direction, and below each match the reader's word on it. */
import { Alert, Flex, Tabs } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { useClient, useQuery } from 'urql'
import type { Library } from '#domain/listing.ts'
import { failureOfError } from '#web/api/outcome.ts'
import { useViewer } from '#web/api/viewer.tsx'
import { FailurePanel } from '#web/ui/failure.tsx'
import { listingTypes } from '#web/ui/library.ts'
import { Page } from '#web/ui/page.tsx'
import { Waiting } from '#web/ui/waiting.tsx'
import { type Tab, tabAt, tabsOf } from './directions.ts'
import { openedMutation } from './feedback-documents.ts'
import { useInviting } from './invitations.ts'
import { useJudging } from './judgements.ts'
import { headQuery } from './match-documents.ts'
import { MatchTab, type SharedFrame } from './match-tab.tsx'
import { InterestedEnterprises, SolvedDemands } from './outcome-tabs.tsx'

const leads = {
  demand: 'matching.forDemand',
  achievement: 'matching.forAchievement',
  expert: 'matching.forExpert',
} as const

interface ViewProps {
  library: Library
  id: string
  /** Where the listing itself stands. */
  path: string
  absent: ReactNode
}

function TabContent({ id, tab, frame }: { id: string; tab: Tab; frame: SharedFrame }) {
  if (tab.kind === 'solved') return <SolvedDemands id={id} frame={frame} />
  if (tab.kind === 'enterprises') return <InterestedEnterprises id={id} frame={frame} />
  return <MatchTab id={id} tab={tab} frame={frame} />
}

function useFrame(id: string, library: Library): SharedFrame {
  const client = useClient()
  const { viewer } = useViewer()
  const judging = useJudging(id, viewer !== null)
  const inviting = useInviting(id, library === 'demand')
  return {
    judging,
    inviting,
    onOpen: listing => {
      // An observation: when it is lost, nobody has to know. Visitors are not observed.
      if (viewer) client.mutation(openedMutation, { from: id, listing }).toPromise()
    },
  }
}

export function MatchesView({ library, id, path, absent }: ViewProps) {
  const { t } = useTranslation()
  const [address, setAddress] = useSearchParams()
  const frame = useFrame(id, library)
  const [{ data, error }, ask] = useQuery({ query: headQuery, variables: { id } })
  if (error && !data)
    return <FailurePanel failure={failureOfError(error)} onRetry={() => ask({ requestPolicy: 'network-only' })} />
  if (!data) return <Waiting />
  const { node } = data
  if (node?.__typename !== listingTypes[library] || !('title' in node)) return absent
  const tab = tabAt(library, address)
  return (
    <Page
      title={t('matching.title')}
      plainTitle={`${t('matching.title')} · ${node.title}`}
      lead={
        <Flex wrap gap="small">
          {t(leads[library])}：
          <Link to={path}>
            <bdi>{node.title}</bdi>
          </Link>
        </Flex>
      }
    >
      {node.state !== 'PUBLISHED' && <Alert type="info" showIcon title={t('matching.unpublished')} />}
      <Tabs
        activeKey={tab.word}
        destroyOnHidden
        // A filter belongs to one direction: another library has other kinds.
        onChange={word => setAddress({ tab: word }, { replace: true })}
        items={tabsOf[library].map(each => ({
          key: each.word,
          label: t(`matching.tab.${each.word}`),
          children: <TabContent id={id} tab={each} frame={frame} />,
        }))}
      />
    </Page>
  )
}
