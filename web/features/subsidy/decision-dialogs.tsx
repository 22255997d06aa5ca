/** What reviewer and approver are asked for at their steps. */
import { Alert, App, Button, Flex, Form } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { approvableRange, type FigureKind, longestDeterminationReason } from '#domain/subsidy/money/determination.ts'
import type { Failure } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { readWanYuan, wanYuan, writeWanYuan } from '#web/ui/amount.ts'
import { AmountField } from '#web/ui/amount-field.tsx'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { type Determination, touchesDetermination } from './determination-documents.ts'
import { leftOf, useAccountName, useLimits } from './limit-table.tsx'
import { approveMutation, refuseMutation, reviewMutation, withdrawMutation } from './money-commands.ts'

interface DialogProps {
  determination: Determination
  isOpen: boolean
  onClose(): void
}

export function ReviewDialog({ determination, isOpen, onClose }: DialogProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { send } = useCommand(reviewMutation, 'reviewDetermination', touchesDetermination)
  const openCount = (determination.redFlags ?? []).filter(flag => flag.isOpen).length
  const submit = async ({ note = '' }: { note?: string }) => {
    const outcome = await send({ id: determination.id, note })
    if (!outcome.ok) return outcome.failure
    message.success(t('subsidyMoney.reviewed'))
    return null
  }
  return (
    <FormDialog<{ note?: string }>
      title={t('subsidyMoney.review')}
      submitText={t('subsidyMoney.review')}
      isOpen={isOpen}
      onClose={onClose}
      onSubmit={submit}
      lead={
        <Alert
          type={openCount > 0 ? 'warning' : 'info'}
          showIcon
          title={t('subsidyMoney.reviewLead')}
          description={openCount > 0 && t('subsidyMoney.reviewOpen', { count: openCount })}
        />
      }
    >
      <TextField name="note" label={t('subsidyMoney.note')} maxLength={longestDeterminationReason} />
    </FormDialog>
  )
}

interface Shortfall {
  account: string
  leftFen: number
}

/** What the refusal says is left; null where it says something else. */
function shortfallOf(failure: Failure): Shortfall | null {
  if (failure.kind !== 'refused' || failure.code !== 'SUBSIDY_LIMIT_EXCEEDED') return null
  return { account: String(failure.details.account), leftFen: Number(failure.details.leftFen) }
}

/** Says what is left of the limit that the amount passes, and puts it in the field. */
function WhatIsLeft({ determination, shortfall }: { determination: Determination; shortfall: Shortfall }) {
  const { t } = useTranslation()
  const form = Form.useFormInstance()
  const account = useAccountName(determination)(shortfall.account)
  const { leftFen } = shortfall
  if (leftFen <= 0) return <Alert type="error" showIcon title={t('subsidyMoney.leftNone', { account })} />
  return (
    <Alert
      type="warning"
      showIcon
      style={{ marginBottom: 12 }}
      title={t('subsidyMoney.leftOver', { account, left: wanYuan(leftFen) })}
      action={
        <Button onClick={() => form.setFieldValue('amount', writeWanYuan(leftFen))}>{t('subsidyMoney.useLeft')}</Button>
      }
    />
  )
}

/** What may be approved, in 万元. */
function useRangeText({ gives, ceilingFen }: Determination): string {
  const { t } = useTranslation()
  const figure = wanYuan(ceilingFen)
  if (gives === 'EXACTLY') return t('subsidyMoney.rangeExact', { high: figure })
  if (gives === 'AT_LEAST') return t('subsidyMoney.rangeAtLeast', { low: figure })
  return t('subsidyMoney.rangeAtMost', { high: figure })
}

/** Of the limits the one with the least left now, by its own name; null while none is known, or none has an amount. */
function tightestOf(rule: string, limits: ReturnType<typeof useLimits>): Shortfall | null {
  const lefts = limits.flatMap(({ account, limitFen, usedFen }) => {
    const leftFen = leftOf({ limitFen, usedFen: usedFen ?? 0 })
    return leftFen === null ? [] : [{ account, leftFen }]
  })
  const isOwn = ({ account }: Shortfall) => Number(account === rule)
  return lefts.toSorted((a, b) => a.leftFen - b.leftFen || isOwn(a) - isOwn(b))[0] ?? null
}

interface RangeHintProps {
  determination: Determination
  tightest: Shortfall | null
  /** The limits are known, and none has an amount. */
  isOpen: boolean
}

function RangeHint({ determination, tightest, isOpen }: RangeHintProps) {
  const { t } = useTranslation()
  const range = useRangeText(determination)
  const nameOf = useAccountName(determination)
  const left = tightest && { left: wanYuan(tightest.leftFen), account: nameOf(tightest.account) }
  const isFloor = determination.gives === 'AT_LEAST'
  const text = left ? t(isFloor ? 'subsidyMoney.leftAbove' : 'subsidyMoney.leftNow', left) : null
  return <Alert type="info" showIcon title={range} description={text ?? (isOpen ? t('subsidyMoney.leftOpen') : null)} />
}

interface ApproveValues {
  amount: string
  note?: string
}

const approveFields: Readonly<Record<string, string>> = { approvedFen: 'amount' }

function ApproveForm({ determination, onClose }: DialogProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { send } = useCommand(approveMutation, 'approveDetermination', touchesDetermination)
  const [shortfall, setShortfall] = useState<Shortfall | null>(null)
  const limits = useLimits(determination.id)
  const range = useRangeText(determination)
  const { id, gives, ceilingFen } = determination
  const tightest = tightestOf(determination.rule, limits)
  const leftFen = tightest?.leftFen ?? null
  const { lowestFen } = approvableRange(gives.toLowerCase() as FigureKind, BigInt(ceilingFen))
  const submit = async ({ amount, note = '' }: ApproveValues) => {
    const approvedFen = readWanYuan(amount) ?? 0
    const outcome = await send({ id, approvedFen, note })
    if (outcome.ok) {
      message.success(t('subsidyMoney.approvedDone', { amount: wanYuan(approvedFen) }))
      return null
    }
    const { failure } = outcome
    setShortfall(shortfallOf(failure))
    return failure.kind === 'refused' ? { ...failure, details: { ...failure.details, range } } : failure
  }
  const fits = leftFen !== null && BigInt(leftFen) >= lowestFen && leftFen < ceilingFen
  return (
    <FormDialog<ApproveValues>
      title={t('subsidyMoney.approveTitle')}
      submitText={t('subsidyMoney.approve')}
      isOpen
      onClose={onClose}
      onSubmit={submit}
      nameOf={path => [approveFields[path] ?? path]}
      initialValues={{ amount: writeWanYuan(fits && leftFen > 0 ? leftFen : ceilingFen) }}
      lead={
        <RangeHint determination={determination} tightest={tightest} isOpen={limits.length > 0 && tightest === null} />
      }
    >
      {shortfall && <WhatIsLeft determination={determination} shortfall={shortfall} />}
      <AmountField name="amount" label={t('subsidyMoney.amount')} isRequired />
      <TextField name="note" label={t('subsidyMoney.note')} maxLength={longestDeterminationReason} />
    </FormDialog>
  )
}

/** Made anew each time it is opened, so that it begins with what is left then. */
export function ApproveDialog(props: DialogProps) {
  return props.isOpen ? <ApproveForm {...props} /> : null
}

const doneWords = { refuse: 'subsidyMoney.refused', withdrawApproval: 'subsidyMoney.withdrawn' } as const

export function ReasonDialog({ determination, verb, isOpen, onClose }: DialogProps & { verb: keyof typeof doneWords }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const refuse = useCommand(refuseMutation, 'refuseDetermination', touchesDetermination)
  const withdraw = useCommand(withdrawMutation, 'withdrawApproval', touchesDetermination)
  const submit = async ({ reason }: { reason: string }) => {
    const outcome = await (verb === 'refuse' ? refuse : withdraw).send({ id: determination.id, reason })
    if (!outcome.ok) return outcome.failure
    message.success(t(doneWords[verb]))
    return null
  }
  return (
    <FormDialog<{ reason: string }>
      title={t(`subsidyMoney.${verb}`)}
      submitText={t(`subsidyMoney.${verb}`)}
      isOpen={isOpen}
      isDanger
      onClose={onClose}
      onSubmit={submit}
      lead={verb === 'withdrawApproval' && <Flex>{t('subsidyMoney.withdrawLead')}</Flex>}
    >
      <TextField name="reason" label={t('subsidyMoney.reason')} maxLength={longestDeterminationReason} isRequired />
    </FormDialog>
  )
}
