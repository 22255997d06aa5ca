/** The terms of a challenge: what the demand says already stands there, the rest is asked for. */
import { Alert, Button, Card, Flex, Form, type FormInstance, Input, Select, Typography } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { VariablesOf } from '#web/api/graphql.ts'
import type { Failure } from '#web/api/outcome.ts'
import { readWanYuan } from '#web/ui/amount.ts'
import { AmountField } from '#web/ui/amount-field.tsx'
import { FailureAlert } from '#web/ui/failure.tsx'
import { fieldPath, showFailure } from '#web/ui/form-failure.ts'
import { IndicatorFields } from '#web/ui/indicator-fields.tsx'
import { useLabels } from '#web/ui/labels.ts'
import { clockTime } from '#web/ui/moment.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { useLocalDraft } from '#web/ui/use-local-draft.ts'
import type { editMutation } from './challenge-commands.ts'
import { DimensionFields } from './dimension-fields.tsx'

export type Terms = VariablesOf<typeof editMutation>['terms']

export interface TermsValues {
  title: string
  problem: string
  reward: string
  ipOwnership: 'BUYER' | 'SHARED' | 'SELLER' | 'NEGOTIABLE'
  conditions: string
  indicators: NonNullable<Terms['indicators']>
  dimensions: { name: string; weight: number | null }[]
  bureauId?: string
}

function toTerms(values: TermsValues): Terms {
  const { title, problem, ipOwnership, conditions, indicators } = values
  return {
    title,
    problem,
    ipOwnership,
    conditions,
    indicators: indicators.map(row => ({ ...row, valueMax: row.comparator === 'BETWEEN' ? row.valueMax : null })),
    rewardFen: readWanYuan(values.reward) ?? 0,
    dimensions: values.dimensions.map(({ name, weight }) => ({ name, weight: weight ?? 0 })),
  }
}

/** `terms.rewardFen` of the API is the field `reward` here. */
function fieldOf(path: string): (string | number)[] {
  const bare = path.replace(/^(terms|content)\./, '')
  return bare === 'rewardFen' ? ['reward'] : fieldPath(bare)
}

function Fields({ bureaus }: { bureaus: readonly { value: string; label: string }[] | null }) {
  const { t } = useTranslation()
  const { options } = useLabels()
  const required = { required: true, message: t('common.required') }
  return (
    <>
      {bureaus && (
        <Form.Item name="bureauId" label={t('challenge.form.bureau')} rules={[required]}>
          <Select options={[...bureaus]} showSearch={{ optionFilterProp: 'label' }} />
        </Form.Item>
      )}
      <Form.Item name="title" label={t('challenge.title')} rules={[{ ...required, whitespace: true }]}>
        <Input maxLength={200} />
      </Form.Item>
      <AmountField name="reward" label={t('challenge.reward')} isRequired />
      <TextField name="problem" label={t('challenge.problem')} maxLength={10_000} rows={8} isRequired />
      <IndicatorFields />
      <TextField
        name="conditions"
        label={t('challenge.conditions')}
        hint={t('challenge.conditionsHint')}
        maxLength={5000}
        rows={3}
      />
      <Form.Item name="ipOwnership" label={t('challenge.ipOwnership')} rules={[required]}>
        <Select options={options('IpWish')} />
      </Form.Item>
      <DimensionFields />
    </>
  )
}

/** Checks every field; goes to the first that is wrong. */
async function isFilledIn(form: FormInstance<TermsValues>): Promise<boolean> {
  try {
    await form.validateFields()
    return true
  } catch (error) {
    const { errorFields } = error as { errorFields?: { name: (string | number)[] }[] }
    const first = errorFields?.[0]
    if (first) form.scrollToField(first.name, { block: 'center', focus: true })
    return false
  }
}

interface ChallengeFormProps {
  initial: TermsValues
  draftKey: string
  /** The bureaus to choose from for a new challenge; null when it has been chosen. */
  bureaus: readonly { value: string; label: string }[] | null
  lead?: ReactNode
  /** Something that went wrong on the way here: a submission right after the first save. */
  firstFailure?: Failure | null
  /** Stores it, and submits it too if asked; null when it went well. */
  onSave(terms: Terms, bureauId: string, way: 'save' | 'submit'): Promise<Failure | null>
}

export function ChallengeForm({ initial, draftKey, bureaus, lead, firstFailure = null, onSave }: ChallengeFormProps) {
  const { t } = useTranslation()
  const [form] = Form.useForm<TermsValues>()
  const [failure, setFailure] = useState<Failure | null>(firstFailure)
  const [running, setRunning] = useState<'save' | 'submit' | null>(null)
  const draft = useLocalDraft(form, draftKey, initial)
  const finish = async (way: 'save' | 'submit') => {
    setFailure(null)
    if (!(await isFilledIn(form))) return
    setRunning(way)
    const values = form.getFieldsValue(true) as TermsValues
    const found = await onSave(toTerms(values), values.bureauId ?? '', way)
    setRunning(null)
    if (found) setFailure(showFailure(form, found, fieldOf))
    else draft.clear()
  }
  return (
    <Card>
      <Flex vertical gap="middle">
        {lead}
        {draft.restoredAt !== null && (
          <Alert
            type="info"
            showIcon
            title={t('listing.restored', { time: clockTime(draft.restoredAt) })}
            action={<Button onClick={draft.discard}>{t('listing.discard')}</Button>}
          />
        )}
        {failure && <FailureAlert failure={failure} />}
        <Form
          form={form}
          layout="vertical"
          initialValues={initial}
          onValuesChange={() => draft.keep(form.getFieldsValue(true))}
          scrollToFirstError={{ focus: true, block: 'center' }}
        >
          <Fields bureaus={bureaus} />
        </Form>
        <Flex wrap gap="small" align="center">
          <Button loading={running === 'save'} disabled={running !== null} onClick={() => finish('save')}>
            {t('challenge.form.save')}
          </Button>
          <Button
            type="primary"
            loading={running === 'submit'}
            disabled={running !== null}
            onClick={() => finish('submit')}
          >
            {t('challenge.form.saveAndSubmit')}
          </Button>
          <Typography.Text type="secondary" role="status">
            {draft.keptAt !== null && t('listing.autosaved', { time: clockTime(draft.keptAt) })}
          </Typography.Text>
        </Flex>
      </Flex>
    </Card>
  )
}
