/** Which policy, which rule, which year, under which readings: what a run is asked for. */
import { App, Form, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import { useCommand } from '#web/api/use-command.ts'
import { beijingDay } from '#web/ui/beijing.ts'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import { fieldPath } from '#web/ui/form-failure.ts'
import { useLabels } from '#web/ui/labels.ts'
import { chosenReadings, QuestionFields, type ReadingValues } from '#web/ui/question-fields.tsx'
import { serverNow } from '#web/ui/server-clock.ts'
import { DraftNotice } from './draft-notice.tsx'
import { type Own, useOwnFirst } from './own-policies.ts'
import { type PolicyWithRules, rulesQuery } from './policy-documents.ts'
import { questionsQuery, requestRunMutation, touchesRun } from './run-documents.ts'

interface RunValues {
  policyId: string
  rule?: string
  year?: number
  readings?: ReadingValues
}

function Questions({ policyId, rule }: { policyId: string; rule: string | undefined }) {
  const [{ data }] = useQuery({ query: questionsQuery, variables: { policyId } })
  const questions = data?.policy?.questions ?? []
  return <QuestionFields questions={questions.filter(({ name }) => !rule || name.startsWith(`${rule}.`))} />
}

function RunFields({ policies }: { policies: readonly Own<PolicyWithRules>[] }) {
  const { t } = useTranslation()
  const { label } = useLabels()
  const form = Form.useFormInstance<RunValues>()
  const policyId = Form.useWatch<string | undefined>('policyId')
  const rule = Form.useWatch<string | undefined>('rule')
  const policy = policies.find(({ id }) => id === policyId)
  const rules = policy?.clauses.flatMap(clause => clause.rules.filter(({ gives }) => gives !== 'BASIS')) ?? []
  return (
    <>
      {policy?.status === 'DRAFT' && <DraftNotice />}
      <Form.Item
        name="policyId"
        label={t('subsidy.policy')}
        rules={[{ required: true, message: t('common.required') }]}
      >
        <Select
          options={policies.map(({ id, title, status, isOwn }) => ({
            value: id,
            label: t('common.bracketed', {
              text: title,
              note: isOwn ? label('PolicyStatus', status) : t('subsidy.otherRegion'),
            }),
            disabled: !isOwn,
          }))}
          onChange={() => form.resetFields(['rule', 'readings'])}
        />
      </Form.Item>
      <Form.Item name="rule" label={t('subsidy.rule')}>
        <Select
          allowClear
          placeholder={t('subsidy.runAllRules')}
          options={rules.map(({ id, title }) => ({ value: id, label: title }))}
        />
      </Form.Item>
      <Form.Item name="year" label={t('subsidy.year')} extra={t('subsidy.yearHint')}>
        <InputNumber min={2000} max={2999} precision={0} style={{ width: 160 }} />
      </Form.Item>
      {policyId && <Questions policyId={policyId} rule={rule} />}
    </>
  )
}

const none: readonly PolicyWithRules[] = []

export function RunDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [{ data }] = useQuery({ query: rulesQuery })
  const { send } = useCommand(requestRunMutation, 'requestSubsidyRun', touchesRun)
  const known = useOwnFirst(data?.policies ?? none)
  const policies = known.filter(({ clauses }) => clauses.some(({ rules }) => rules.length > 0))
  const submit = async ({ policyId, rule, year, readings }: RunValues) => {
    const outcome = await send({ policyId, rule: rule ?? null, year: year ?? null, readings: chosenReadings(readings) })
    if (!outcome.ok) return outcome.failure
    message.success(t('subsidy.runAsked'))
    return null
  }
  return (
    <FormDialog<RunValues>
      title={t('subsidy.runAsk')}
      submitText={t('subsidy.runStart')}
      isOpen
      onClose={onClose}
      onSubmit={submit}
      nameOf={fieldPath}
      lead={t('subsidy.runLead')}
      initialValues={{ year: Number(beijingDay(serverNow()).slice(0, 4)) }}
    >
      <RunFields policies={policies} />
    </FormDialog>
  )
}
