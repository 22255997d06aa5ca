/** The buttons of a determination; each that is off says why. */
import { App } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import type { Failure } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { wanYuan } from '#web/ui/amount.ts'
import { useLabels } from '#web/ui/labels.ts'
import { isWorthShowing, type Verdict, VerdictButton } from '#web/ui/verdict-button.tsx'
import { ClaimDialog, PayeeDialog, type RecordName } from './claim-dialog.tsx'
import { ApproveDialog, ReasonDialog, ReviewDialog } from './decision-dialogs.tsx'
import { type Determination, touchesDetermination } from './determination-documents.ts'
import { tellMutation } from './money-commands.ts'

/** Asks once, then tells each beneficiary that it need not claim; stops at the first that cannot be told. */
export function useTell(
  ids: readonly string[],
  onFailure: (failure: Failure | null) => void,
  onTold: (id: string) => void = () => {},
) {
  const { t } = useTranslation()
  const { message, modal } = App.useApp()
  const { send } = useCommand(tellMutation, 'tellSubsidy', touchesDetermination)
  const take = async () => {
    onFailure(null)
    for (const id of ids) {
      const outcome = await send({ id })
      if (!outcome.ok) return onFailure(outcome.failure)
      onTold(id)
    }
    message.success(t('subsidyMoney.told', { count: ids.length }))
  }
  return () =>
    modal.confirm({
      title: t('subsidyMoney.tell'),
      content: t('subsidyMoney.tellConfirm'),
      okText: t('subsidyMoney.tell'),
      cancelText: t('common.cancel'),
      onOk: take,
    })
}

/** A payment of a day and an amount, as the beneficiary knows it. */
function useRecordName({ trace }: Determination): RecordName {
  const { t } = useTranslation()
  const { label } = useLabels()
  return (record, kind) => {
    const input = trace.inputs.find(known => known.record === record)
    const what = input?.source?.contractTitle ?? label('RedFlagRecordKind', kind.toUpperCase())
    if (!input) return what
    const amount = input.amountFen === null ? '—' : `${wanYuan(input.amountFen)} ${t('common.wanYuan')}`
    return t('subsidyMoney.missingRecord', { what, date: input.date, amount })
  }
}

type Asked = 'claim' | 'savePayee' | 'review' | 'approve' | 'refuse' | 'withdrawApproval'
const asked: readonly Asked[] = ['claim', 'review', 'approve', 'refuse', 'withdrawApproval']
const main: readonly Asked[] = ['claim', 'review', 'approve']

/** Where the account may be changed: until the review, and again where the treasury could not pay. */
const payeeStates: readonly Determination['state'][] = ['CLAIMED', 'TOLD', 'REVIEWED', 'APPROVED']

function isShown(verdict: Verdict): boolean {
  return isWorthShowing(verdict) && verdict.code !== 'DRAFT_POLICY'
}

interface ActionsProps {
  determination: Determination
  onFailure(failure: Failure | null): void
}

export function DeterminationActions({ determination, onFailure }: ActionsProps) {
  const { t } = useTranslation()
  const tell = useTell([determination.id], onFailure)
  const nameOf = useRecordName(determination)
  const { id, state, beneficiary, payee, viewerCan } = determination
  const [address] = useSearchParams()
  const isClaimAsked = address.has('claim') && viewerCan.claim.allowed
  const [dialog, setDialog] = useState<Asked | null>(isClaimAsked ? 'claim' : null)
  const close = () => setDialog(null)
  const frame = { determination, onClose: close }
  const claimFrame = { id, beneficiaryName: beneficiary.name, nameOf, onClose: close }
  const isPayeeOpen = payeeStates.includes(state) && viewerCan.savePayee.allowed
  return (
    <>
      {isShown(viewerCan.tell) && (
        <VerdictButton verdict={viewerCan.tell} type="primary" onClick={tell}>
          {t('subsidyMoney.tell')}
        </VerdictButton>
      )}
      {asked
        .filter(name => isShown(viewerCan[name]))
        .map(name => (
          <VerdictButton
            key={name}
            verdict={viewerCan[name]}
            type={main.includes(name) ? 'primary' : 'default'}
            danger={!main.includes(name)}
            onClick={() => setDialog(name)}
          >
            {t(`subsidyMoney.${name}`)}
          </VerdictButton>
        ))}
      {isPayeeOpen && (
        <VerdictButton verdict={viewerCan.savePayee} onClick={() => setDialog('savePayee')}>
          {t(payee ? 'subsidyMoney.savePayee' : 'subsidyMoney.payee')}
        </VerdictButton>
      )}
      <ClaimDialog {...claimFrame} isOpen={dialog === 'claim'} />
      {dialog === 'savePayee' && <PayeeDialog {...claimFrame} isOpen payee={payee} />}
      <ReviewDialog {...frame} isOpen={dialog === 'review'} />
      <ApproveDialog {...frame} isOpen={dialog === 'approve'} />
      {(dialog === 'refuse' || dialog === 'withdrawApproval') && <ReasonDialog {...frame} verb={dialog} isOpen />}
    </>
  )
}
