/** What was found, against whom, on which decision. It cannot be undone: what it does to money is said before. */
import { App, Form, Select, type UploadFile } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import { useCommand } from '#web/api/use-command.ts'
import { beijingDay } from '#web/ui/beijing.ts'
import { DayInput } from '#web/ui/day-input.tsx'
import { DocumentField } from '#web/ui/document-field.tsx'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import { useLabels } from '#web/ui/labels.ts'
import { serverNow } from '#web/ui/server-clock.ts'
import { TextField } from '#web/ui/text-field.tsx'
import { type IntegrityRecord, recordIntegrityMutation, touchesIntegrity, unitsQuery } from './integrity-documents.ts'

interface RecordValues {
  organisationId: string
  category: IntegrityRecord['category']
  summary: string
  foundOn: string
  evidence: UploadFile[]
}

interface UnitSelectProps {
  id?: string
  value?: string
  onChange?(id: string): void
}

/** Looked for by name on the server: a city has more units than a menu. */
function UnitSelect(props: UnitSelectProps) {
  const { t } = useTranslation()
  const [search, setSearch] = useState('')
  const [{ data, fetching }] = useQuery({ query: unitsQuery, variables: { search } })
  const units = data ? Object.values(data).flat() : []
  return (
    <Select
      {...props}
      showSearch={{ filterOption: false, onSearch: setSearch }}
      loading={fetching}
      placeholder={t('integrity.organisationHint')}
      options={units.map(({ id, name }) => ({ value: id, label: name }))}
    />
  )
}

export function RecordDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { options } = useLabels()
  const { send } = useCommand(recordIntegrityMutation, 'recordIntegrity', touchesIntegrity)
  const required = { required: true, message: t('common.required') }
  const submit = async ({ evidence, ...record }: RecordValues) => {
    const document = evidence[0]?.originFileObj
    if (!document) return null
    const outcome = await send({ ...record, evidence: document })
    if (!outcome.ok) return outcome.failure
    message.success(t('integrity.recorded'))
    return null
  }
  return (
    <FormDialog<RecordValues>
      title={t('integrity.record')}
      submitText={t('integrity.record')}
      isOpen
      isDanger
      onClose={onClose}
      onSubmit={submit}
      lead={t('integrity.recordLead')}
      initialValues={{ foundOn: beijingDay(serverNow()) }}
    >
      <Form.Item name="organisationId" label={t('integrity.organisation')} rules={[required]}>
        <UnitSelect />
      </Form.Item>
      <Form.Item name="category" label={t('integrity.category')} rules={[required]}>
        <Select options={options('IntegrityCategory')} />
      </Form.Item>
      <TextField name="summary" label={t('integrity.summary')} maxLength={1000} isRequired />
      <Form.Item name="foundOn" label={t('integrity.foundOn')} rules={[required]}>
        <DayInput />
      </Form.Item>
      <DocumentField name="evidence" label={t('integrity.decision')} isRequired />
    </FormDialog>
  )
}
