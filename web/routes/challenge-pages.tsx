/** The pages of the list. What other rooms add to a challenge (contract, subsidy) is put in here. */
import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useMatches, useNavigate, useParams } from 'react-router'
import { useViewer } from '#web/api/viewer.tsx'
import { BidForm } from '#web/features/challenge/bid-form.tsx'
import { BidReceipt } from '#web/features/challenge/bid-receipt.tsx'
import type { Challenge } from '#web/features/challenge/challenge-documents.ts'
import { EditChallenge, NewChallenge } from '#web/features/challenge/challenge-editor.tsx'
import { ChallengeList, type ChallengeScope } from '#web/features/challenge/challenge-list.tsx'
import { challengePath } from '#web/features/challenge/challenge-row.tsx'
import { ChallengeLoader, ChallengeView } from '#web/features/challenge/challenge-view.tsx'
import { InviteButton } from '#web/features/challenge/invite-button.tsx'
import { Scoring } from '#web/features/challenge/scoring.tsx'
import { ChallengeContract } from '#web/features/contract/challenge-contract.tsx'
import { SuggestedReviewers } from '#web/features/matching/suggested-reviewers.tsx'
import { ChallengeSubsidies } from '#web/features/subsidy/challenge-subsidies.tsx'
import { Page } from '#web/ui/page.tsx'
import { NotFoundPage } from './error-page.tsx'
import { SignedIn } from './signed-in.tsx'

const doers: readonly string[] = ['ENTERPRISE', 'UNIVERSITY', 'INSTITUTE']

function CreateButton() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { viewer } = useViewer()
  const acting = viewer?.acting
  if (!acting || !doers.includes(acting.organisation.kind) || acting.role === 'EXPERT') return null
  return (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => navigate('/challenges/new')}>
      {t('challenge.act.create')}
    </Button>
  )
}

export function ChallengesPage() {
  const { t } = useTranslation()
  return (
    <Page title={t('challenge.library')} lead={t('challenge.lead')} extra={<CreateButton />}>
      <ChallengeList scope="PUBLIC" />
    </Page>
  )
}

const deskWords = {
  POSTED: ['challenge.posted', 'challenge.postedLead'],
  RUN: ['challenge.run', 'challenge.runLead'],
  REVIEW: ['challenge.review', 'challenge.reviewLead'],
  BID: ['challenge.bidOn', 'challenge.bidOnLead'],
} as const

/** What the address `workbench/challenges` shows depends on who asks: a bureau runs them, everybody else posts them. */
function useDeskScope(): keyof typeof deskWords {
  const { viewer } = useViewer()
  const handles = useMatches().map(match => match.handle as { scope?: Exclude<ChallengeScope, 'PUBLIC'> } | undefined)
  const scope = handles.findLast(handle => handle?.scope)?.scope ?? 'POSTED'
  return scope === 'POSTED' && viewer?.acting?.organisation.kind === 'BUREAU' ? 'RUN' : scope
}

export function ChallengeDeskPage() {
  const { t } = useTranslation()
  const scope = useDeskScope()
  const [title, lead] = deskWords[scope]
  return (
    <Page key={scope} title={t(title)} lead={t(lead)} extra={scope === 'POSTED' && <CreateButton />}>
      <ChallengeList scope={scope} />
    </Page>
  )
}

const withContract: readonly Challenge['state'][] = [
  'AWARDED',
  'CONTRACTED',
  'IN_PROGRESS',
  'ACCEPTED',
  'EXEMPTED',
  'FAILED',
  'ARCHIVED',
]

function FromHere({ challenge }: { challenge: Challenge }) {
  const { viewer } = useViewer()
  const acting = viewer?.acting?.organisation
  if (!acting || !withContract.includes(challenge.state)) return null
  const isParty = acting.id === challenge.poster.id || acting.id === challenge.recommended?.id
  if (!isParty && acting.kind !== 'BUREAU') return null
  return (
    <>
      <ChallengeContract challengeId={challenge.id} mayDraft={isParty && challenge.state === 'AWARDED'} />
      <ChallengeSubsidies challengeId={challenge.id} />
    </>
  )
}

export function ChallengePage() {
  const { id = '' } = useParams()
  return (
    <ChallengeLoader id={id} absent={<NotFoundPage />}>
      {(challenge, refresh) => (
        <ChallengeView
          challenge={challenge}
          refresh={refresh}
          extra={<FromHere challenge={challenge} />}
          reviewers={
            challenge.viewerCan.assignReviewer.allowed && (
              <SuggestedReviewers
                challengeId={challenge.id}
                invite={email => <InviteButton challengeId={challenge.id} email={email} />}
              />
            )
          }
        />
      )}
    </ChallengeLoader>
  )
}

export function NewChallengePage() {
  const { t } = useTranslation()
  return (
    <SignedIn>
      {viewer => (
        <Page title={t('challenge.form.createTitle')}>
          <NewChallenge userId={viewer.id} />
        </Page>
      )}
    </SignedIn>
  )
}

/** A page about one challenge for somebody signed in, with the way back to it. */
function AboutChallenge({ title, children }: { title: string; children: Parameters<typeof SignedIn>[0]['children'] }) {
  return <SignedIn>{viewer => <Page title={title}>{children(viewer)}</Page>}</SignedIn>
}

function BackLink({ challenge }: { challenge: Challenge }) {
  return (
    <Link to={challengePath(challenge.id)}>
      <bdi>{challenge.title}</bdi>
    </Link>
  )
}

export function EditChallengePage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  return (
    <AboutChallenge title={t('challenge.form.editTitle')}>
      {viewer => (
        <ChallengeLoader id={id} absent={<NotFoundPage />}>
          {challenge => <EditChallenge key={challenge.id} challenge={challenge} userId={viewer.id} />}
        </ChallengeLoader>
      )}
    </AboutChallenge>
  )
}

export function BidPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  return (
    <AboutChallenge title={t('bid.title')}>
      {viewer => (
        <ChallengeLoader id={id} absent={<NotFoundPage />}>
          {challenge => (
            <>
              <BackLink challenge={challenge} />
              <BidForm challenge={challenge} userId={viewer.id} />
            </>
          )}
        </ChallengeLoader>
      )}
    </AboutChallenge>
  )
}

export function ScorePage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  return (
    <AboutChallenge title={t('bid.scoring')}>
      {() => (
        <ChallengeLoader id={id} absent={<NotFoundPage />}>
          {challenge => (
            <>
              <BackLink challenge={challenge} />
              <Scoring challenge={challenge} />
            </>
          )}
        </ChallengeLoader>
      )}
    </AboutChallenge>
  )
}

export function ReceiptPage() {
  const { bidId = '' } = useParams()
  return <SignedIn>{() => <BidReceipt bidId={bidId} absent={<NotFoundPage />} />}</SignedIn>
}
