/** A record that should not have been made: why, since when, and what annuls its decision. */
import { App, Form, type UploadFile } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCommand } from '#web/api/use-command.ts'
import { beijingDay } from '#web/ui/beijing.ts'
import { DayInput } from '#web/ui/day-input.tsx'
import { DocumentField } from '#web/ui/document-field.tsx'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import { serverNow } from '#web/ui/server-clock.ts'
import { TextField } from '#web/ui/text-field.tsx'
import { type IntegrityRecord, revokeIntegrityMutation, touchesIntegrity } from './integrity-documents.ts'

interface RevokeValues {
  reason: string
  revokedOn: string
  evidence?: UploadFile[]
}

export function RevokeDialog({ record, onClose }: { record: IntegrityRecord; onClose(): void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { send } = useCommand(revokeIntegrityMutation, 'revokeIntegrity', touchesIntegrity)
  const submit = async ({ reason, revokedOn, evidence }: RevokeValues) => {
    const outcome = await send({ id: record.id, reason, revokedOn, evidence: evidence?.[0]?.originFileObj ?? null })
    if (!outcome.ok) return outcome.failure
    message.success(t('integrity.revokeDone'))
    return null
  }
  return (
    <FormDialog<RevokeValues>
      title={t('integrity.revoke')}
      submitText={t('integrity.revoke')}
      isOpen
      isDanger
      onClose={onClose}
      onSubmit={submit}
      lead={t('integrity.revokeLead')}
      initialValues={{ revokedOn: beijingDay(serverNow()) }}
    >
      <TextField name="reason" label={t('integrity.revocationReason')} maxLength={2000} isRequired />
      <Form.Item
        name="revokedOn"
        label={t('integrity.revokedOn')}
        rules={[{ required: true, message: t('common.required') }]}
      >
        <DayInput />
      </Form.Item>
      <DocumentField name="evidence" label={t('integrity.revocationEvidence')} />
    </FormDialog>
  )
}
