/** The steps of a challenge as buttons. The server says which are possible; a button that is off says why. */
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Failure } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { isWorthShowing, type Verdict, VerdictButton } from '#web/ui/verdict-button.tsx'
import { openMutation, submitMutation, touchesChallenge } from './challenge-commands.ts'
import type { Challenge } from './challenge-documents.ts'
import { challengePath } from './challenge-row.tsx'
import { AwardDialog, RecommendDialog } from './decision-dialogs.tsx'
import { AssignDialog, CancelDialog, PublishDialog, ReturnDialog, VetDialog } from './officer-dialogs.tsx'

const asked = ['return', 'vet', 'publish', 'assignReviewer', 'recommend', 'award', 'cancel'] as const
type Asked = (typeof asked)[number]

/** By the scores a recommendation may have to wait although the state allows it. */
function recommendVerdict({ viewerCan, review }: Challenge): Verdict {
  return viewerCan.recommend.allowed && review ? review.completion : viewerCan.recommend
}

function useDirectSteps(id: string, onFailure: (failure: Failure | null) => void) {
  const { t } = useTranslation()
  const { message, modal } = App.useApp()
  const submit = useCommand(submitMutation, 'submitChallenge', touchesChallenge)
  const open = useCommand(openMutation, 'openBids', touchesChallenge)
  const takeSubmit = async () => {
    onFailure(null)
    const outcome = await submit.send({ id })
    if (outcome.ok) message.success(t('challenge.done.submit'))
    else onFailure(outcome.failure)
  }
  const takeOpen = async () => {
    onFailure(null)
    const outcome = await open.send({ id })
    if (!outcome.ok) return onFailure(outcome.failure)
    message.success(t(outcome.value.state === 'NO_BIDS' ? 'challenge.done.noBids' : 'challenge.done.open'))
  }
  const confirmOpen = () =>
    modal.confirm({
      title: t('challenge.act.open'),
      content: t('challenge.dialog.openConfirm'),
      okText: t('challenge.act.open'),
      cancelText: t('common.cancel'),
      onOk: takeOpen,
    })
  return { takeSubmit, confirmOpen, isRunning: submit.isRunning || open.isRunning }
}

interface ActionsProps {
  challenge: Challenge
  onFailure(failure: Failure | null): void
}

/** Before signing in the way to bid leads past the sign-in page. */
function BidButton({ challenge }: { challenge: Challenge }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const verdict = challenge.viewerCan.bid
  const to = `${challengePath(challenge.id)}/bid`
  if (verdict.code === 'SIGN_IN_REQUIRED' && challenge.state === 'PUBLISHED')
    return (
      <Button type="primary" onClick={() => navigate(`/sign-in?to=${encodeURIComponent(to)}`)}>
        {t('challenge.act.bid')}
      </Button>
    )
  if (!isWorthShowing(verdict) || verdict.code === 'POSTER_MAY_NOT_BID') return null
  if (!verdict.allowed && challenge.state !== 'PUBLISHED') return null
  return (
    <VerdictButton verdict={verdict} type="primary" onClick={() => navigate(to)}>
      {t('challenge.act.bid')}
    </VerdictButton>
  )
}

export function ChallengeActions({ challenge, onFailure }: ActionsProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [dialog, setDialog] = useState<Asked | null>(null)
  const { id, viewerCan: can } = challenge
  const { takeSubmit, confirmOpen, isRunning } = useDirectSteps(id, onFailure)
  const close = () => setDialog(null)
  const dialogProps = (name: Asked) => ({ id, isOpen: dialog === name, onClose: close })
  const verdicts = { ...can, recommend: recommendVerdict(challenge) }
  const primary: readonly string[] = ['vet', 'publish', 'recommend', 'award']
  return (
    <>
      {can.edit.allowed && (
        <Button onClick={() => navigate(`${challengePath(id)}/edit`)}>{t('challenge.act.edit')}</Button>
      )}
      {isWorthShowing(can.submit) && (
        <VerdictButton verdict={can.submit} type="primary" loading={isRunning} onClick={takeSubmit}>
          {t('challenge.act.submit')}
        </VerdictButton>
      )}
      <BidButton challenge={challenge} />
      {can.score.allowed && (
        <Button type="primary" onClick={() => navigate(`${challengePath(id)}/score`)}>
          {t('challenge.act.score')}
        </Button>
      )}
      {isWorthShowing(can.open) && (
        <VerdictButton verdict={can.open} type="primary" loading={isRunning} onClick={confirmOpen}>
          {t('challenge.act.open')}
        </VerdictButton>
      )}
      {asked
        .filter(name => isWorthShowing(verdicts[name]))
        .map(name => (
          <VerdictButton
            key={name}
            verdict={verdicts[name]}
            type={primary.includes(name) ? 'primary' : 'default'}
            danger={name === 'cancel'}
            onClick={() => setDialog(name)}
          >
            {t(`challenge.act.${name}`)}
          </VerdictButton>
        ))}
      <ReturnDialog {...dialogProps('return')} />
      <VetDialog {...dialogProps('vet')} />
      <PublishDialog {...dialogProps('publish')} />
      <AssignDialog {...dialogProps('assignReviewer')} />
      <RecommendDialog {...dialogProps('recommend')} challenge={challenge} />
      <AwardDialog {...dialogProps('award')} challenge={challenge} />
      <CancelDialog {...dialogProps('cancel')} />
    </>
  )
}
