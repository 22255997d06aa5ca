/** One fact: which table, its fields, and what proves it. A correction begins with what was kept. */
import { App, Form, Input, Select, type UploadFile } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCommand } from '#web/api/use-command.ts'
import { DocumentField } from '#web/ui/document-field.tsx'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import { fieldPath } from '#web/ui/form-failure.ts'
import { useLabels } from '#web/ui/labels.ts'
import { type FactForm, type FactTable, recordFactMutation, type SubsidyFact, touchesFact } from './fact-documents.ts'
import { FactFields } from './fact-fields.tsx'
import { fieldsToEdit, fieldsToSend } from './fact-values.ts'
import { tableOf, tableOptions } from './fact-words.ts'

export interface ProofValues {
  source?: string
  document?: UploadFile[]
}

interface FactValues extends ProofValues {
  table: FactTable
  fields?: Record<string, unknown>
}

/** The document, or the name of the source; one is enough. */
export function ProofFields() {
  const { t } = useTranslation()
  return (
    <>
      <Form.Item name="source" label={t('fact.source')} extra={t('fact.sourceHint')}>
        <Input maxLength={300} autoComplete="off" />
      </Form.Item>
      <DocumentField name="document" label={t('fact.document')} />
    </>
  )
}

export function proofToSend({ source = '', document = [] }: ProofValues) {
  return { source, document: document[0]?.originFileObj ?? null }
}

interface TableSelectProps {
  id?: string
  value?: FactTable
  onChange?(table: FactTable | undefined): void
  disabled?: boolean
  allowClear?: boolean
  placeholder?: string
}

export function TableSelect(props: TableSelectProps) {
  const { label } = useLabels()
  return <Select {...props} options={tableOptions.map(value => ({ value, label: label('SubsidyFactTable', value) }))} />
}

function ChosenFields({ form }: { form: FactForm }) {
  const table = Form.useWatch<FactTable | undefined>('table')
  return table ? <FactFields key={table} table={tableOf(table)} form={form} /> : null
}

/** A problem of the proof, or of a field under `fields`. */
const nameOf = (path: string) => (path === 'source' || path.startsWith('fields.') ? fieldPath(path) : null)

interface FactDialogProps {
  form: FactForm
  /** The fact that is corrected; none for a new one. */
  corrected: SubsidyFact | null
  onClose(): void
}

export function FactDialog({ form, corrected, onClose }: FactDialogProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { send } = useCommand(recordFactMutation, 'recordSubsidyFact', touchesFact)
  const submit = async ({ table, fields = {}, ...proof }: FactValues) => {
    const sent = { table, fields: fieldsToSend(tableOf(table), form, fields) }
    const kept = corrected?.evidence && !proof.document?.length ? { evidenceId: corrected.evidence.id } : {}
    const outcome = await send({
      ...sent,
      proof: { ...proofToSend(proof), ...kept },
      replacesId: corrected?.id ?? null,
    })
    if (!outcome.ok) return outcome.failure
    message.success(t(corrected ? 'fact.corrected' : 'fact.recorded'))
    return null
  }
  const table = corrected?.table ?? 'EVIDENCE'
  return (
    <FormDialog<FactValues>
      title={t(corrected ? 'fact.correctTitle' : 'fact.recordTitle')}
      submitText={t(corrected ? 'fact.correct' : 'fact.record')}
      isOpen
      width={760}
      onClose={onClose}
      onSubmit={submit}
      nameOf={nameOf}
      initialValues={{
        table,
        ...(corrected && { fields: fieldsToEdit(tableOf(table), form, corrected), source: corrected.source ?? '' }),
      }}
      lead={corrected ? t('fact.correctLead') : t('fact.recordLead')}
    >
      <Form.Item name="table" label={t('fact.table')}>
        <TableSelect disabled={corrected !== null} />
      </Form.Item>
      <ChosenFields form={form} />
      <ProofFields />
    </FormDialog>
  )
}
