import { App, Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCommand } from '#web/api/use-command.ts'
import { beijingDay } from '#web/ui/beijing.ts'
import { DayInput } from '#web/ui/day-input.tsx'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import { serverNow } from '#web/ui/server-clock.ts'
import { type IntegrityRecord, repairIntegrityMutation, touchesIntegrity } from './integrity-documents.ts'

export function RepairDialog({ record, onClose }: { record: IntegrityRecord; onClose(): void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { send } = useCommand(repairIntegrityMutation, 'repairIntegrity', touchesIntegrity)
  const submit = async ({ repairedOn }: { repairedOn: string }) => {
    const outcome = await send({ id: record.id, repairedOn })
    if (!outcome.ok) return outcome.failure
    message.success(t('integrity.repairDone'))
    return null
  }
  return (
    <FormDialog<{ repairedOn: string }>
      title={t('integrity.repair')}
      submitText={t('integrity.repair')}
      isOpen
      onClose={onClose}
      onSubmit={submit}
      lead={t('integrity.repairLead')}
      initialValues={{ repairedOn: beijingDay(serverNow()) }}
    >
      <Form.Item
        name="repairedOn"
        label={t('integrity.repairedOn')}
        rules={[{ required: true, message: t('common.required') }]}
      >
        <DayInput />
      </Form.Item>
    </FormDialog>
  )
}
