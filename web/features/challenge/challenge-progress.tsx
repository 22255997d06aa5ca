/** Where a challenge stands, who is next, and how long there is. */
import { Alert, Card, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { Countdown } from '#web/ui/countdown.tsx'
import { Instant } from '#web/ui/moment.tsx'
import { useMsLeft } from '#web/ui/server-clock.ts'
import { StageSteps } from '#web/ui/stage-steps.tsx'
import type { Challenge } from './challenge-documents.ts'
import { shownState } from './challenge-row.tsx'

const stages = ['draft', 'vetting', 'bidding', 'opening', 'reviewing', 'notice', 'awarded', 'contract'] as const
type State = Challenge['state']

/** How many of the stages are behind in each state; where it depends on what happened before, see below. */
const doneIn: Partial<Record<State, number>> = {
  SUBMITTED: 1,
  VETTED: 2,
  PUBLISHED: 2,
  CLOSED: 3,
  NO_BIDS: 3,
  OPENED: 4,
  UNDER_REVIEW: 4,
  RECOMMENDED: 5,
  PUBLIC_NOTICE: 5,
  OBJECTED: 5,
  AWARDED: 7,
  CONTRACTED: 7,
  IN_PROGRESS: 7,
  ACCEPTED: 8,
  EXEMPTED: 8,
  FAILED: 8,
  ARCHIVED: 8,
}

function doneCount(challenge: Challenge, isPastDeadline: boolean): number {
  const { state, awardedAt, noticeEndsAt, openedAt, publishedAt } = challenge
  if (state === 'PUBLISHED' && isPastDeadline) return 3
  if (state !== 'CANCELLED') return doneIn[state] ?? 0
  if (awardedAt) return 7
  if (noticeEndsAt) return 5
  return openedAt ? 4 : publishedAt ? 2 : 0
}

/** States in which time runs. */
const clocked: readonly State[] = ['PUBLISHED', 'PUBLIC_NOTICE']

function Clock({ challenge, onEnd }: { challenge: Challenge; onEnd(): void }) {
  const { t } = useTranslation()
  const { state, bidsCloseAt, noticeEndsAt, readAt } = challenge
  if (state === 'PUBLISHED' && bidsCloseAt)
    return (
      <Countdown
        until={bidsCloseAt}
        readAt={readAt}
        running={time => `${t('challenge.countdown', { time })}（${t('challenge.clockNote')}）`}
        ended={t('challenge.closed')}
        onEnd={onEnd}
      />
    )
  if (state === 'PUBLIC_NOTICE' && noticeEndsAt)
    return (
      <Countdown
        until={noticeEndsAt}
        readAt={readAt}
        running={time => t('challenge.noticeRuns', { time })}
        ended={t('challenge.noticeServed')}
        onEnd={onEnd}
      />
    )
  return null
}

export function ChallengeProgress({ challenge, onEnd }: { challenge: Challenge; onEnd(): void }) {
  const { t } = useTranslation()
  const { state, readAt, publishedAt, bidsCloseAt, openedAt, noticeEndsAt, awardedAt } = challenge
  const isPastDeadline = useMsLeft(bidsCloseAt, readAt) === 0
  const noted = { bidding: publishedAt, opening: openedAt ?? bidsCloseAt, notice: noticeEndsAt, awarded: awardedAt }
  const isBroken = ['CANCELLED', 'NO_BIDS', 'FAILED'].includes(state)
  return (
    <Card size="small" title={t('challenge.progress')}>
      <Flex vertical gap="middle">
        <StageSteps
          doneCount={doneCount(challenge, isPastDeadline)}
          isBroken={isBroken}
          stages={stages.map(stage => {
            const at = stage in noted ? noted[stage as keyof typeof noted] : null
            return { key: stage, title: t(`challenge.stage.${stage}`), note: at && <Instant at={at} /> }
          })}
        />
        <Alert
          type={isBroken ? 'warning' : 'info'}
          showIcon
          title={t(`challenge.next.${shownState(challenge)}`)}
          {...(clocked.includes(state) && { description: <Clock challenge={challenge} onEnd={onEnd} /> })}
        />
      </Flex>
    </Card>
  )
}
