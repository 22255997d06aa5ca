/** Records a payment, a receipt or an invoice with the document that proves it. */
import { UploadOutlined } from '@ant-design/icons'
import { App, Button, Form, Upload, type UploadFile } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCommand } from '#web/api/use-command.ts'
import { readWanYuan } from '#web/ui/amount.ts'
import { AmountField } from '#web/ui/amount-field.tsx'
import { beijingDay } from '#web/ui/beijing.ts'
import { DayInput } from '#web/ui/day-input.tsx'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import { serverNow } from '#web/ui/server-clock.ts'
import { invoiceMutation, paymentMutation, receiptMutation, touchesContract } from './contract-commands.ts'
import type { MoneyFact } from './contract-documents.ts'

export type MoneyKind = MoneyFact['kind']

interface MoneyValues {
  amount: string
  occurredOn: string
  evidence: UploadFile[]
}

function useRecord() {
  const payment = useCommand(paymentMutation, 'recordPayment', touchesContract)
  const receipt = useCommand(receiptMutation, 'recordReceipt', touchesContract)
  const invoice = useCommand(invoiceMutation, 'recordInvoice', touchesContract)
  return { PAYMENT: payment, RECEIPT: receipt, INVOICE: invoice }
}

const fieldNames: Readonly<Record<string, string>> = { amountFen: 'amount', occurredOn: 'occurredOn' }

/** `fact.amountFen` of the API is the field `amount` here. */
function fieldOf(path: string): (string | number)[] {
  const bare = path.replace(/^fact\./, '')
  return [fieldNames[bare] ?? bare]
}

interface MoneyDialogProps {
  contractId: string
  kind: MoneyKind
  isOpen: boolean
  onClose(): void
}

export function MoneyDialog({ contractId, kind, isOpen, onClose }: MoneyDialogProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const record = useRecord()
  const submit = async ({ amount, occurredOn, evidence }: MoneyValues) => {
    const file = evidence[0]?.originFileObj
    if (!file) return null
    const fact = { amountFen: readWanYuan(amount) ?? 0, occurredOn, evidence: file }
    const outcome = await record[kind].send({ contractId, fact })
    if (!outcome.ok) return outcome.failure
    message.success(t('contract.recorded'))
    return null
  }
  return (
    <FormDialog<MoneyValues>
      title={t(`contract.record${kind}`)}
      submitText={t(`contract.record${kind}`)}
      isOpen={isOpen}
      onClose={onClose}
      onSubmit={submit}
      nameOf={fieldOf}
      initialValues={{ occurredOn: beijingDay(serverNow()) }}
    >
      <AmountField name="amount" label={t('contract.moneyAmount')} isRequired />
      <Form.Item
        name="occurredOn"
        label={t('contract.occurredOn')}
        rules={[{ required: true, message: t('common.required') }]}
      >
        <DayInput />
      </Form.Item>
      <Form.Item
        name="evidence"
        label={t('contract.evidence')}
        extra={t('contract.evidenceHint')}
        valuePropName="fileList"
        getValueFromEvent={(event: { fileList: UploadFile[] }) => event.fileList}
        rules={[{ required: true, type: 'array', min: 1, message: t('contract.evidenceMissing') }]}
      >
        <Upload beforeUpload={() => false} maxCount={1} accept=".pdf,.png,.jpg,.jpeg,.ofd,.xml">
          <Button icon={<UploadOutlined />}>{t('contract.evidencePick')}</Button>
        </Upload>
      </Form.Item>
    </FormDialog>
  )
}
