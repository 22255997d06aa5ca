import { Flex, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { Amount } from '#web/ui/amount-text.tsx'
import { Countdown } from '#web/ui/countdown.tsx'
import { useLabels } from '#web/ui/labels.ts'
import { Instant } from '#web/ui/moment.tsx'
import { type Fact, OwnerName, ResultRow } from '#web/ui/result-row.tsx'
import { StateTag } from '#web/ui/state-tag.tsx'
import type { ChallengeCard } from './challenge-documents.ts'

export function challengePath(id: string): string {
  return `/challenges/${encodeURIComponent(id)}`
}

/** How many bids stand, and of what kind: all that is public of them before opening. */
export function BidCounts({ counts }: { counts: ChallengeCard['bidCounts'] }) {
  const { t } = useTranslation()
  const { label } = useLabels()
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return t('challenge.noBidsYet')
  const kinds = counts.map(({ kind, count }) =>
    t('challenge.bidCount', { kind: label('OrganisationKind', kind), count }),
  )
  return (
    <span>
      {t('challenge.bidTotal', { count: total })}（{kinds.join(t('listing.listSeparator'))}）
    </span>
  )
}

function Deadline({ challenge, onEnd }: { challenge: ChallengeCard; onEnd?: (() => void) | undefined }) {
  const { t } = useTranslation()
  const { bidsCloseAt, readAt } = challenge
  if (!bidsCloseAt) return t('challenge.notPublished')
  return (
    <Flex component="span" gap={8} wrap style={{ display: 'inline-flex' }}>
      <Instant at={bidsCloseAt} />
      {shownState(challenge) === 'PUBLISHED' && (
        <strong>
          <Countdown
            until={bidsCloseAt}
            readAt={readAt}
            running={time => t('challenge.countdown', { time })}
            ended={t('challenge.closed')}
            {...(onEnd && { onEnd })}
          />
        </strong>
      )}
    </Flex>
  )
}

/** What the state comes to: published and past its deadline, a challenge takes no bids although nobody has closed it. */
export function shownState({ state, bidsCloseAt, readAt }: Pick<ChallengeCard, 'state' | 'bidsCloseAt' | 'readAt'>) {
  return state === 'PUBLISHED' && bidsCloseAt !== null && bidsCloseAt <= readAt ? 'CLOSED' : state
}

export function ChallengeRow({ challenge, onEnd }: { challenge: ChallengeCard; onEnd?: () => void }) {
  const { t } = useTranslation()
  const { label } = useLabels()
  const facts: Fact[] = [
    {
      label: t('challenge.reward'),
      value: (
        <strong>
          <Amount fen={challenge.rewardFen} />
        </strong>
      ),
    },
    { label: t('challenge.deadline'), value: <Deadline challenge={challenge} onEnd={onEnd} /> },
    { label: t('challenge.bids'), value: <BidCounts counts={challenge.bidCounts} /> },
    { label: t('challenge.poster'), value: <OwnerName owner={challenge.poster} /> },
  ]
  return (
    <ResultRow
      to={challengePath(challenge.id)}
      title={challenge.title}
      tags={
        <>
          <StateTag name="ChallengeState" value={shownState(challenge)} />
          <Tag>{label('ChallengeKind', challenge.kind)}</Tag>
        </>
      }
      facts={facts}
    />
  )
}
