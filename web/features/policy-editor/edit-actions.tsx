/** The steps of a copy: propose and discard for its author, publish and return for the second person. */
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
} from './policy-edit-documents.ts'

interface EditActionsProps {
  edit: PolicyEdit
  problemCount: number
  /** Saves first; false when that failed. */
  flush(): Promise<boolean>
  revision(): number
  onFailure(failure: Failure | null): void
}

export function EditActions({ edit, problemCount, flush, revision, onFailure }: EditActionsProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [isReturning, setReturning] = useState(false)
  const propose = useCommand(proposeEditMutation, 'proposePolicyEdit', touchesPolicyEdits)
  const publish = useCommand(publishEditMutation, 'publishPolicyEdit', touchesPolicyEdits)
  const discard = useCommand(discardEditMutation, 'discardPolicyEdit', touchesPolicyEdits)
  const giveBack = useCommand(returnEditMutation, 'returnPolicyEdit', touchesPolicyEdits)
  const { id, viewerCan } = edit
  const take = async (command: typeof propose | typeof publish | typeof discard, done: string) => {
    onFailure(null)
    if (!(await flush())) return
    const outcome = await command.send({ id, revision: revision() })
    if (outcome.ok) message.success(done)
    else onFailure(outcome.failure)
  }
  const wrong = { allowed: false, code: 'INVALID_POLICY_PACK', reason: null }
  return (
    <>
      {isWorthShowing(viewerCan.discard) && (
        <Popconfirm
          title={t('policyEditor.discardSure')}
          okText={t('policyEditor.discard')}
          cancelText={t('common.cancel')}
          onConfirm={() => take(discard, t('policyEditor.discarded'))}
        >
          <VerdictButton verdict={viewerCan.discard} danger>
            {t('policyEditor.discard')}
          </VerdictButton>
        </Popconfirm>
      )}
      {isWorthShowing(viewerCan.propose) && (
        <VerdictButton
          type="primary"
          verdict={viewerCan.propose.allowed && problemCount > 0 ? wrong : viewerCan.propose}
          loading={propose.isRunning}
          onClick={() => take(propose, t('policyEditor.proposed'))}
        >
          {t('policyEditor.propose')}
        </VerdictButton>
      )}
      {isWorthShowing(viewerCan.return) && (
        <VerdictButton verdict={viewerCan.return} onClick={() => setReturning(true)}>
          {t('policyEditor.return')}
        </VerdictButton>
      )}
      {isWorthShowing(viewerCan.publish) && (
        <Popconfirm
          title={t('policyEditor.publishSure', { version: edit.version ?? '' })}
          description={t('policyEditor.publishHint')}
          okText={t('policyEditor.publish')}
          cancelText={t('common.cancel')}
          onConfirm={() => take(publish, t('policyEditor.published'))}
        >
          <VerdictButton type="primary" verdict={viewerCan.publish} loading={publish.isRunning}>
            {t('policyEditor.publish')}
          </VerdictButton>
        </Popconfirm>
      )}
      <FormDialog<{ reason: string }>
        title={t('policyEditor.return')}
        submitText={t('policyEditor.return')}
        isOpen={isReturning}
        onClose={() => setReturning(false)}
        onSubmit={async ({ reason }) => {
          const outcome = await giveBack.send({ id, revision: revision(), reason })
          if (!outcome.ok) return outcome.failure
          message.success(t('policyEditor.returned'))
          return null
        }}
      >
        <TextField name="reason" label={t('policyEditor.returnReason')} maxLength={2000} isRequired />
      </FormDialog>
    </>
  )
}
