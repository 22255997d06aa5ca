import { App } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { isWorthShowing, VerdictButton } from '#web/ui/verdict-button.tsx'
import { CorrectionDialog, ExamineDialog, RefuseDialog } from './registrar-dialogs.tsx'
import { acceptMutation, type Registration, registerMutation, touchesRegistration } from './registration-documents.ts'
import { SubmitRegistration } from './submit-registration.tsx'

interface ActionsProps {
  registration: Registration
  onFailure(failure: Failure | null): void
}

function useDirectSteps({ registration: { id }, onFailure }: ActionsProps) {
  const { t } = useTranslation()
  const { message, modal } = App.useApp()
  const accept = useCommand(acceptMutation, 'acceptRegistration', touchesRegistration)
  const register = useCommand(registerMutation, 'registerContract', touchesRegistration)
  const takeAccept = async () => {
    onFailure(null)
    const outcome = await accept.send({ id })
    if (outcome.ok) message.success(t('registration.accepted', { day: outcome.value.dueOn ?? '' }))
    else onFailure(outcome.failure)
  }
  const takeRegister = async () => {
    onFailure(null)
    const outcome = await register.send({ id })
    if (outcome.ok) message.success(t('registration.registered', { number: outcome.value.number ?? '' }))
    else onFailure(outcome.failure)
  }
  const confirmRegister = () =>
    modal.confirm({
      title: t('registration.register'),
      content: t('registration.registerConfirm'),
      okText: t('registration.register'),
      cancelText: t('common.cancel'),
      onOk: takeRegister,
    })
  return { takeAccept, confirmRegister, isRunning: accept.isRunning || register.isRunning }
}

type Asked = 'examine' | 'requestCorrection' | 'refuse'

export function RegistrationActions(props: ActionsProps) {
  const { t } = useTranslation()
  const [dialog, setDialog] = useState<Asked | null>(null)
  const { takeAccept, confirmRegister, isRunning } = useDirectSteps(props)
  const { registration } = props
  const can = registration.viewerCan
  const asked: readonly Asked[] = ['examine', 'requestCorrection', 'refuse']
  const close = () => setDialog(null)
  return (
    <>
      <SubmitRegistration
        contractId={registration.contract.id}
        verdict={can.resubmit}
        registryId={registration.registry.id}
      />
      {isWorthShowing(can.accept) && (
        <VerdictButton verdict={can.accept} type="primary" loading={isRunning} onClick={takeAccept}>
          {t('registration.accept')}
        </VerdictButton>
      )}
      {isWorthShowing(can.register) && (
        <VerdictButton verdict={can.register} type="primary" loading={isRunning} onClick={confirmRegister}>
          {t('registration.register')}
        </VerdictButton>
      )}
      {asked
        .filter(name => isWorthShowing(can[name]))
        .map(name => (
          <VerdictButton
            key={name}
            verdict={can[name]}
            type={name === 'examine' ? 'primary' : 'default'}
            danger={name === 'refuse'}
            onClick={() => setDialog(name)}
          >
            {t(`registration.${name}`)}
          </VerdictButton>
        ))}
      <CorrectionDialog registration={registration} isOpen={dialog === 'requestCorrection'} onClose={close} />
      <ExamineDialog registration={registration} isOpen={dialog === 'examine'} onClose={close} />
      <RefuseDialog registration={registration} isOpen={dialog === 'refuse'} onClose={close} />
    </>
  )
}
