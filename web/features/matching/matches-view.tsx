import { Alert, Badge, Flex, Space, Tabs } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { useQuery } from 'urql'
import { failureOfError } from '#web/api/outcome.ts'
import { FailurePanel } from '#web/ui/failure.tsx'
import { Page } from '#web/ui/page.tsx'
import { Waiting } from '#web/ui/waiting.tsx'
import { achievementMatchesQuery, demandMatchesQuery } from './match-documents.ts'
import { type Match, MatchList } from './match-list.tsx'

const first = 20

interface ViewProps {
  id: string
  absent: ReactNode
}

interface FrameProps {
  lead: string
  listing: { title: string; state: string }
  to: string
  children: ReactNode
}

function Frame({ lead, listing, to, children }: FrameProps) {
  const { t } = useTranslation()
  return (
    <Page
      title={t('matching.title')}
      lead={
        <Flex wrap gap="small">
          {lead}：
          <Link to={to}>
            <bdi>{listing.title}</bdi>
          </Link>
        </Flex>
      }
    >
      {listing.state !== 'PUBLISHED' && <Alert type="info" showIcon title={t('matching.unpublished')} />}
      {children}
    </Page>
  )
}

function Counted({ label, matches }: { label: string; matches: readonly Match[] }) {
  const count = matches.filter(({ strength }) => strength !== 'NONE').length
  return (
    <Space size={4}>
      {label}
      <Badge count={count} size="small" color="blue" />
    </Space>
  )
}

export function DemandMatches({ id, absent }: ViewProps) {
  const { t } = useTranslation()
  const [address, setAddress] = useSearchParams()
  const [{ data, error }, ask] = useQuery({ query: demandMatchesQuery, variables: { id, first } })
  if (error && !data)
    return <FailurePanel failure={failureOfError(error)} onRetry={() => ask({ requestPolicy: 'network-only' })} />
  if (!data) return <Waiting />
  if (data.node?.__typename !== 'Demand') return absent
  const { matchingAchievements, matchingExperts } = data.node
  return (
    <Frame lead={t('matching.forDemand')} listing={data.node} to={`/demands/${encodeURIComponent(id)}`}>
      <Tabs
        activeKey={address.get('tab') === 'experts' ? 'experts' : 'achievements'}
        onChange={tab => setAddress({ tab }, { replace: true })}
        items={[
          {
            key: 'achievements',
            label: <Counted label={t('matching.achievements')} matches={matchingAchievements} />,
            children: <MatchList matches={matchingAchievements} />,
          },
          {
            key: 'experts',
            label: <Counted label={t('matching.experts')} matches={matchingExperts} />,
            children: <MatchList matches={matchingExperts} />,
          },
        ]}
      />
    </Frame>
  )
}

export function AchievementMatches({ id, absent }: ViewProps) {
  const { t } = useTranslation()
  const [{ data, error }, ask] = useQuery({ query: achievementMatchesQuery, variables: { id, first } })
  if (error && !data)
    return <FailurePanel failure={failureOfError(error)} onRetry={() => ask({ requestPolicy: 'network-only' })} />
  if (!data) return <Waiting />
  if (data.node?.__typename !== 'Achievement') return absent
  return (
    <Frame lead={t('matching.forAchievement')} listing={data.node} to={`/achievements/${encodeURIComponent(id)}`}>
      <MatchList matches={data.node.matchingDemands} />
    </Frame>
  )
}
