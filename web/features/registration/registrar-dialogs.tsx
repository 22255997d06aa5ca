/** What the registrar is asked for at each step. */
import { Alert, App, Descriptions, Flex, Form, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCommand } from '#web/api/use-command.ts'
import { readWanYuan, writeWanYuan } from '#web/ui/amount.ts'
import { AmountField } from '#web/ui/amount-field.tsx'
import { Amount } from '#web/ui/amount-text.tsx'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import { useLabels } from '#web/ui/labels.ts'
import { TextField } from '#web/ui/text-field.tsx'
import {
  correctionMutation,
  examineMutation,
  type Registration,
  refuseMutation,
  touchesRegistration,
} from './registration-documents.ts'

interface DialogProps {
  registration: Registration
  isOpen: boolean
  onClose(): void
}

export function CorrectionDialog({ registration: { id }, isOpen, onClose }: DialogProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { send } = useCommand(correctionMutation, 'requestCorrection', touchesRegistration)
  const submit = async ({ reason }: { reason: string }) => {
    const outcome = await send({ id, reason })
    if (!outcome.ok) return outcome.failure
    message.success(t('registration.correctionAsked'))
    return null
  }
  return (
    <FormDialog
      title={t('registration.requestCorrection')}
      submitText={t('registration.requestCorrection')}
      isOpen={isOpen}
      onClose={onClose}
      onSubmit={submit}
    >
      <TextField name="reason" label={t('registration.correctionReason')} maxLength={2000} isRequired />
    </FormDialog>
  )
}

type ContractType = Registration['contract']['type']
type RefusalReason = NonNullable<Registration['refusalReason']>

const fieldNames: Readonly<Record<string, string>> = { recognisedAmountFen: 'amount' }

export function ExamineDialog({ registration, isOpen, onClose }: DialogProps) {
  const { t } = useTranslation()
  const { label, options } = useLabels()
  const { message } = App.useApp()
  const { send } = useCommand(examineMutation, 'examineRegistration', touchesRegistration)
  const { id, contract } = registration
  const submit = async ({ recognisedType, amount }: { recognisedType: ContractType; amount: string }) => {
    const outcome = await send({ id, recognisedType, recognisedAmountFen: readWanYuan(amount) ?? 0 })
    if (!outcome.ok) return outcome.failure
    message.success(t('registration.examined'))
    return null
  }
  return (
    <FormDialog
      title={t('registration.examine')}
      submitText={t('registration.examine')}
      isOpen={isOpen}
      onClose={onClose}
      onSubmit={submit}
      nameOf={path => [fieldNames[path] ?? path]}
      initialValues={{ recognisedType: contract.type, amount: writeWanYuan(contract.technologyAmountFen) }}
      lead={
        <Flex vertical gap="small">
          <Alert type="info" showIcon title={t('registration.examineLead')} />
          <Descriptions
            size="small"
            column={1}
            items={[
              {
                key: 'declared',
                label: t('registration.declared'),
                children: (
                  <span>
                    {label('ContractType', contract.type)} · <Amount fen={contract.technologyAmountFen} /> /{' '}
                    <Amount fen={contract.contractAmountFen} />
                  </span>
                ),
              },
            ]}
          />
        </Flex>
      }
    >
      <Form.Item
        name="recognisedType"
        label={t('registration.recognisedType')}
        rules={[{ required: true, message: t('common.required') }]}
      >
        <Select options={options('ContractType')} />
      </Form.Item>
      <AmountField name="amount" label={t('registration.recognisedAmount')} isRequired />
    </FormDialog>
  )
}

export function RefuseDialog({ registration: { id }, isOpen, onClose }: DialogProps) {
  const { t } = useTranslation()
  const { options } = useLabels()
  const { message } = App.useApp()
  const { send } = useCommand(refuseMutation, 'refuseRegistration', touchesRegistration)
  const submit = async ({ refusalReason, note }: { refusalReason: RefusalReason; note?: string }) => {
    const outcome = await send({ id, refusalReason, note: note ?? '' })
    if (!outcome.ok) return outcome.failure
    message.success(t('registration.refused'))
    return null
  }
  return (
    <FormDialog
      title={t('registration.refuse')}
      submitText={t('registration.refuse')}
      isOpen={isOpen}
      isDanger
      onClose={onClose}
      onSubmit={submit}
    >
      <Form.Item
        name="refusalReason"
        label={t('registration.refusalReason')}
        rules={[{ required: true, message: t('common.required') }]}
      >
        <Select options={options('RefusalReason')} />
      </Form.Item>
      <TextField name="note" label={t('registration.refusalNote')} maxLength={2000} />
    </FormDialog>
  )
}
