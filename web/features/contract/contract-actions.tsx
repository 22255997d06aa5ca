import { Alert, App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Failure } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { isWorthShowing, VerdictButton } from '#web/ui/verdict-button.tsx'
import { cancelMutation, signMutation, touchesContract } from './contract-commands.ts'
import type { Contract } from './contract-documents.ts'
import { contractPath } from './contract-list.tsx'

interface ActionsProps {
  contract: Contract
  /** The organisation the viewer acts for. */
  actingId: string | null
  onFailure(failure: Failure | null): void
}

function CancelDialog({ id, isOpen, onClose }: { id: string; isOpen: boolean; onClose(): void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { send } = useCommand(cancelMutation, 'cancelContract', touchesContract)
  const submit = async ({ reason }: { reason?: string }) => {
    const outcome = await send({ id, reason: reason ?? '' })
    if (!outcome.ok) return outcome.failure
    message.success(t('contract.cancelled'))
    return null
  }
  return (
    <FormDialog
      title={t('contract.cancel')}
      submitText={t('contract.cancel')}
      isOpen={isOpen}
      isDanger
      onClose={onClose}
      onSubmit={submit}
    >
      <TextField name="reason" label={t('contract.cancelReason')} maxLength={2000} />
    </FormDialog>
  )
}

export function ContractActions({ contract, actingId, onFailure }: ActionsProps) {
  const { t } = useTranslation()
  const { message, modal } = App.useApp()
  const navigate = useNavigate()
  const [isCancelling, setCancelling] = useState(false)
  const { send, isRunning } = useCommand(signMutation, 'signContract', touchesContract)
  const { id, viewerCan: can } = contract
  const take = async () => {
    onFailure(null)
    const outcome = await send({ id })
    if (!outcome.ok) return onFailure(outcome.failure)
    message.success(t(outcome.value.state === 'DRAFT' ? 'contract.signed' : 'contract.signedBoth'))
  }
  const side = actingId === contract.buyer.id ? 'signAsBuyer' : 'signAsSeller'
  const confirm = () =>
    modal.confirm({
      title: t(`contract.${side}`),
      content: <Alert type="warning" title={t('contract.signConfirm')} />,
      okText: t(`contract.${side}`),
      cancelText: t('common.cancel'),
      onOk: take,
    })
  return (
    <>
      {can.edit.allowed && <Button onClick={() => navigate(`${contractPath(id)}/edit`)}>{t('common.edit')}</Button>}
      {isWorthShowing(can.sign) && (
        <VerdictButton verdict={can.sign} type="primary" loading={isRunning} onClick={confirm}>
          {t(`contract.${side}`)}
        </VerdictButton>
      )}
      {can.cancel.allowed && (
        <Button danger onClick={() => setCancelling(true)}>
          {t('contract.cancel')}
        </Button>
      )}
      <CancelDialog id={id} isOpen={isCancelling} onClose={() => setCancelling(false)} />
    </>
  )
}
