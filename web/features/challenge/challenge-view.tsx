/** The page of one challenge: where it stands, what it asks for, its bids as far as the viewer may know of them. */
import { Flex } from 'antd'
import { type ReactNode, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import { type Failure, failureOfError } from '#web/api/outcome.ts'
import { useKept } from '#web/api/use-kept.ts'
import { FailureAlert, FailurePanel } from '#web/ui/failure.tsx'
import { Page } from '#web/ui/page.tsx'
import { StateTag } from '#web/ui/state-tag.tsx'
import { Waiting } from '#web/ui/waiting.tsx'
import { ChallengeActions } from './challenge-actions.tsx'
import { type Challenge, challengeQuery } from './challenge-documents.ts'
import { ChallengeFacts } from './challenge-facts.tsx'
import { ChallengeProgress } from './challenge-progress.tsx'
import { shownState } from './challenge-row.tsx'
import { OpenedBids } from './opened-bids.tsx'
import { OwnBid } from './own-bid.tsx'
import { ReviewPanel } from './review-panel.tsx'

interface LoaderProps {
  id: string
  /** What is shown when nothing is there, or not for this person. */
  absent: ReactNode
  children(challenge: Challenge, refresh: () => void): ReactNode
}

/** Fetches a challenge and shows what is made of it. */
export function ChallengeLoader({ id, absent, children }: LoaderProps) {
  const [{ data: fetched, error }, ask] = useQuery({
    query: challengeQuery,
    variables: { id },
    requestPolicy: 'cache-and-network',
  })
  const data = useKept(id, fetched)
  const refresh = useCallback(() => ask({ requestPolicy: 'network-only' }), [ask])
  if (error && !data) return <FailurePanel failure={failureOfError(error)} onRetry={refresh} />
  if (!data) return <Waiting />
  if (data.node?.__typename !== 'Challenge') return absent
  return children(data.node, refresh)
}

interface ViewProps {
  challenge: Challenge
  refresh(): void
  /** Buttons of other rooms: a contract or a subsidy from it. */
  extra?: ReactNode
  /** Who could review it: of another room too. */
  reviewers?: ReactNode
}

export function ChallengeView({ challenge, refresh, extra, reviewers }: ViewProps) {
  const { t } = useTranslation()
  const [failure, setFailure] = useState<Failure | null>(null)
  return (
    <Page
      title={
        <Flex wrap gap="small" align="center">
          <bdi>{challenge.title}</bdi>
          <StateTag name="ChallengeState" value={shownState(challenge)} />
        </Flex>
      }
      plainTitle={challenge.title}
      lead={t('challenge.library')}
      extra={
        <>
          {extra}
          <ChallengeActions challenge={challenge} onFailure={setFailure} />
        </>
      }
    >
      {failure && <FailureAlert failure={failure} />}
      <ChallengeProgress challenge={challenge} onEnd={refresh} />
      <OwnBid challenge={challenge} />
      <ReviewPanel challenge={challenge} />
      {reviewers}
      <OpenedBids challenge={challenge} />
      <ChallengeFacts challenge={challenge} />
    </Page>
  )
}
