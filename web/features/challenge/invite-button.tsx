import { App, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCommand } from '#web/api/use-command.ts'
import { useFailureText } from '#web/ui/failure.tsx'
import { assignMutation, touchesChallenge } from './challenge-commands.ts'

/** Invites a reviewer whose address is known, without typing it. */
export function InviteButton({ challengeId, email }: { challengeId: string; email: string }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const failureText = useFailureText()
  const { send, isRunning } = useCommand(assignMutation, 'assignReviewer', touchesChallenge)
  const invite = async () => {
    const outcome = await send({ id: challengeId, email })
    if (outcome.ok) message.success(t('challenge.done.assign'))
    else message.error(failureText(outcome.failure).hint)
  }
  return (
    <Button size="small" loading={isRunning} onClick={invite} aria-label={`${t('challenge.invite')} ${email}`}>
      {t('challenge.invite')}
    </Button>
  )
}
