/** The steps of a copy: propose, withdraw and discard for its author, publish and return for the second person. */
import { App, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { isWorthShowing, VerdictButton } from '#web/ui/verdict-button.tsx'
import {
  discardEditMutation,
  type PolicyEdit,
  proposeEditMutation,
  publishEditMutation,
  returnEditMutation,
  touchesPolicyEdits,
  withdrawEditMutation,
} from './policy-edit-documents.ts'

interface EditActionsProps {
  edit: PolicyEdit
  problemCount: number
  /** Saves first; false when that failed. */
  flush(): Promise<boolean>
  revision(): number
  onFailure(failure: Failure | null): void
}

type Step = 'propose' | 'withdraw' | 'publish' | 'discard'

/** Saves, takes the step, and says so. */
function useStep({ edit: { id }, flush, revision, onFailure }: EditActionsProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const commands = {
    propose: useCommand(proposeEditMutation, 'proposePolicyEdit', touchesPolicyEdits),
    withdraw: useCommand(withdrawEditMutation, 'withdrawPolicyEdit', touchesPolicyEdits),
    publish: useCommand(publishEditMutation, 'publishPolicyEdit', touchesPolicyEdits),
    discard: useCommand(discardEditMutation, 'discardPolicyEdit', touchesPolicyEdits),
  }
  const done = { propose: 'proposed', withdraw: 'withdrawn', publish: 'published', discard: 'discarded' } as const
  const take = async (step: Step) => {
    onFailure(null)
    if (!(await flush())) return
    const outcome = await commands[step].send({ id, revision: revision() })
    if (outcome.ok) message.success(t(`policyEditor.${done[step]}`))
    else onFailure(outcome.failure)
  }
  return { take, isRunning: (step: Step) => commands[step].isRunning }
}

export function EditActions(props: EditActionsProps) {
  return (
    <>
      <AuthorActions {...props} />
      <ReviewerActions {...props} />
    </>
  )
}

function AuthorActions(props: EditActionsProps) {
  const { t } = useTranslation()
  const { take, isRunning } = useStep(props)
  const { propose, withdraw, discard } = props.edit.viewerCan
  const wrong = { allowed: false, code: 'INVALID_POLICY_PACK', reason: null }
  return (
    <>
      {isWorthShowing(discard) && (
        <Popconfirm
          title={t('policyEditor.discardSure')}
          okText={t('policyEditor.discard')}
          cancelText={t('common.cancel')}
          onConfirm={() => take('discard')}
        >
          <VerdictButton verdict={discard} danger>
            {t('policyEditor.discard')}
          </VerdictButton>
        </Popconfirm>
      )}
      {withdraw.allowed && (
        <VerdictButton verdict={withdraw} loading={isRunning('withdraw')} onClick={() => take('withdraw')}>
          {t('policyEditor.withdraw')}
        </VerdictButton>
      )}
      {isWorthShowing(propose) && (
        <VerdictButton
          type="primary"
          verdict={propose.allowed && props.problemCount > 0 ? wrong : propose}
          loading={isRunning('propose')}
          onClick={() => take('propose')}
        >
          {t('policyEditor.propose')}
        </VerdictButton>
      )}
    </>
  )
}

function ReviewerActions(props: EditActionsProps) {
  const { t } = useTranslation()
  const [isReturning, setReturning] = useState(false)
  const { take, isRunning } = useStep(props)
  const { viewerCan, version } = props.edit
  return (
    <>
      {isWorthShowing(viewerCan.return) && (
        <VerdictButton verdict={viewerCan.return} onClick={() => setReturning(true)}>
          {t('policyEditor.return')}
        </VerdictButton>
      )}
      {isWorthShowing(viewerCan.publish) && (
        <Popconfirm
          title={t('policyEditor.publishSure', { version: version ?? '' })}
          description={t('policyEditor.publishHint')}
          okText={t('policyEditor.publish')}
          cancelText={t('common.cancel')}
          onConfirm={() => take('publish')}
        >
          <VerdictButton type="primary" verdict={viewerCan.publish} loading={isRunning('publish')}>
            {t('policyEditor.publish')}
          </VerdictButton>
        </Popconfirm>
      )}
      <ReturnDialog {...props} isOpen={isReturning} onClose={() => setReturning(false)} />
    </>
  )
}

function ReturnDialog({
  edit: { id },
  revision,
  isOpen,
  onClose,
}: EditActionsProps & { isOpen: boolean; onClose(): void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { send } = useCommand(returnEditMutation, 'returnPolicyEdit', touchesPolicyEdits)
  const submit = async ({ reason }: { reason: string }) => {
    const outcome = await send({ id, revision: revision(), reason })
    if (!outcome.ok) return outcome.failure
    message.success(t('policyEditor.returned'))
    return null
  }
  return (
    <FormDialog<{ reason: string }>
      title={t('policyEditor.return')}
      submitText={t('policyEditor.return')}
      isOpen={isOpen}
      onClose={onClose}
      onSubmit={submit}
    >
      <TextField name="reason" label={t('policyEditor.returnReason')} maxLength={2000} isRequired />
    </FormDialog>
  )
}
