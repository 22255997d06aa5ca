/** An approver lets a grant stand after all; while it would fall back again, the dialog says with how much. */
import { App, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { longestDeterminationReason } from '#domain/subsidy/money/determination.ts'
import { useCommand } from '#web/api/use-command.ts'
import { wanYuan } from '#web/ui/amount.ts'
import { Amount } from '#web/ui/amount-text.tsx'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { VerdictButton } from '#web/ui/verdict-button.tsx'
import { type Determination, touchesDetermination } from './determination-documents.ts'
import { cancelClawbackMutation } from './money-commands.ts'

type Clawback = Determination['clawbacks'][number]

function CancelDialog({ clawback, onClose }: { clawback: Clawback; onClose(): void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { send } = useCommand(cancelClawbackMutation, 'cancelClawback', touchesDetermination)
  const submit = async ({ reason }: { reason: string }) => {
    const outcome = await send({ id: clawback.id, reason })
    if (outcome.ok) {
      message.success(t('subsidyMoney.cancelClawbackDone'))
      return null
    }
    const { failure } = outcome
    if (failure.kind !== 'refused' || failure.code !== 'CLAWBACK_STANDS') return failure
    return { ...failure, details: { ...failure.details, amount: wanYuan(Number(failure.details.amountFen)) } }
  }
  return (
    <FormDialog<{ reason: string }>
      title={t('subsidyMoney.cancelClawback')}
      submitText={t('subsidyMoney.cancelClawback')}
      isOpen
      onClose={onClose}
      onSubmit={submit}
      lead={
        <Flex vertical gap="small">
          <span>
            {t('subsidyMoney.clawbackAmount')}{' '}
            <strong>
              <Amount fen={clawback.amountFen} />
            </strong>
          </span>
          {t('subsidyMoney.cancelClawbackLead')}
        </Flex>
      }
    >
      <TextField
        name="reason"
        label={t('subsidyMoney.cancelClawbackReason')}
        maxLength={longestDeterminationReason}
        isRequired
      />
    </FormDialog>
  )
}

/** For an approver of the bureau; of what an integrity record raised it says that the record is revoked instead. */
export function CancelClawback({ clawback }: { clawback: Clawback }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const verdict = clawback.mayCancel
  if (!verdict || (!verdict.allowed && verdict.code !== 'CLAWBACK_OF_RECORD')) return null
  return (
    <>
      <VerdictButton size="small" verdict={verdict} onClick={() => setOpen(true)}>
        {t('subsidyMoney.cancelClawback')}
      </VerdictButton>
      {isOpen && <CancelDialog clawback={clawback} onClose={() => setOpen(false)} />}
    </>
  )
}
