/** The seller hands a signed contract in, and again after a correction: then to the registry that asked for it. */
import { App, Form, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useQuery } from 'urql'
import { useCommand } from '#web/api/use-command.ts'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { isWorthShowing, type Verdict, VerdictButton } from '#web/ui/verdict-button.tsx'
import { registriesQuery, submitMutation, touchesRegistration } from './registration-documents.ts'
import { registrationPath } from './registration-list.tsx'

interface SubmitProps {
  contractId: string
  verdict: Verdict
  /** The registry of the registration under way; null to choose one. */
  registryId: string | null
  size?: 'small'
}

export function SubmitRegistration({ contractId, verdict, registryId, size }: SubmitProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const [isOpen, setOpen] = useState(false)
  const [{ data }] = useQuery({ query: registriesQuery, pause: !isOpen })
  const { send } = useCommand(submitMutation, 'submitRegistration', touchesRegistration)
  if (!isWorthShowing(verdict)) return null
  const word = registryId === null ? 'registration.submit' : 'registration.resubmit'
  const registries = data?.verifiedOrganisations ?? []
  const submit = async (values: { registryId: string; note?: string }) => {
    const outcome = await send({ contractId, registryId: values.registryId, note: values.note ?? '' })
    if (!outcome.ok) return outcome.failure
    message.success(t('registration.submitted'))
    navigate(registrationPath(outcome.value.id))
    return null
  }
  const first = registryId ?? (registries.length === 1 ? registries[0]?.id : undefined)
  return (
    <>
      <VerdictButton verdict={verdict} type="primary" {...(size && { size })} onClick={() => setOpen(true)}>
        {t(word)}
      </VerdictButton>
      <FormDialog
        key={first ?? ''}
        title={t(word)}
        submitText={t(word)}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        onSubmit={submit}
        initialValues={first ? { registryId: first } : {}}
      >
        <Form.Item
          name="registryId"
          label={t('registration.registry')}
          extra={t('registration.registryHint')}
          rules={[{ required: true, message: t('common.required') }]}
        >
          <Select
            disabled={registryId !== null}
            options={registries.map(({ id, name }) => ({ value: id, label: name }))}
            notFoundContent={t('registration.noRegistry')}
          />
        </Form.Item>
        <TextField name="note" label={t('registration.note')} hint={t('registration.noteHint')} maxLength={2000} />
      </FormDialog>
    </>
  )
}
