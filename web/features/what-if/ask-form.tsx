/** What to replay, over which years, beside what, under which readings and with which numbers turned. */
import { Button, Card, Collapse, Flex, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { useQuery } from 'urql'
import { type Failure, failureOfError, readOutcome } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { beijingDay } from '#web/ui/beijing.ts'
import { FailureAlert, FailurePanel } from '#web/ui/failure.tsx'
import { fieldPath, showFailure } from '#web/ui/form-failure.ts'
import { useLabels } from '#web/ui/labels.ts'
import { chosenReadings, QuestionFields, type ReadingValues } from '#web/ui/question-fields.tsx'
import { serverNow } from '#web/ui/server-clock.ts'
import { Waiting } from '#web/ui/waiting.tsx'
import { VariableFields } from './variable-fields.tsx'
import { askMutation, subjectQuery, touchesWhatIfs, versionsQuery } from './what-if-documents.ts'
import { whatIfPath } from './what-if-view.tsx'

interface AskValues {
  /** `version:…` or `edit:…` */
  subject: string
  compared?: string
  title?: string
  fromYear: number
  toYear: number
  rules?: string[]
  readings?: ReadingValues
}

const none = 'none'

interface Choice {
  value: string
  label: string
}

interface Choices {
  versions: readonly Choice[]
  edits: readonly Choice[]
}

function useChoices(): Choices | Failure | null {
  const { t } = useTranslation()
  const { label } = useLabels()
  const [{ data, error }] = useQuery({ query: versionsQuery })
  if (error && !data) return failureOfError(error)
  if (!data) return null
  const edits = readOutcome(data.policyEdits, undefined)
  return {
    versions: data.whatIfVersions.map(({ id, title, status, loadedAt }) => ({
      value: id,
      label: t('common.bracketed', {
        text: title,
        note: [
          label('PolicyStatus', status),
          t('whatIf.publishedOn', { day: beijingDay(new Date(loadedAt).getTime()) }),
        ].join(t('listing.listSeparator')),
      }),
    })),
    edits: edits?.ok
      ? edits.value.data.map(({ id, title, version }) => ({
          value: id,
          label: `${title ?? t('whatIf.editedCopy')} ${version ?? ''}`,
        }))
      : [],
  }
}

export function AskForm() {
  const choices = useChoices()
  const [address] = useSearchParams()
  if (!choices) return <Waiting />
  if ('kind' in choices) return <FailurePanel failure={choices} />
  return <AskFields {...choices} address={address} />
}

function AskFields({ versions, edits, address }: Choices & { address: URLSearchParams }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [form] = Form.useForm<AskValues>()
  const [failure, setFailure] = useState<Failure | null>(null)
  const [turned, setTurned] = useState<Readonly<Record<string, string>>>({})
  const { send, isRunning } = useCommand(askMutation, 'askWhatIf', touchesWhatIfs)
  const year = Number(beijingDay(serverNow()).slice(0, 4))
  const initial = {
    ...(address.get('version') ? { subject: `version:${address.get('version')}` } : {}),
    compared: address.get('compared') ?? none,
    fromYear: Number(address.get('from') ?? year),
    toYear: Number(address.get('to') ?? year),
  }
  const chosen: string | undefined = Form.useWatch('subject', form) ?? initial.subject
  const submit = async (values: AskValues) => {
    setFailure(null)
    const outcome = await send({ input: inputOfValues(values, turned) })
    if (outcome.ok) navigate(whatIfPath(outcome.value.id))
    else setFailure(showFailure(form, outcome.failure, fieldPath))
  }
  return (
    <Flex vertical gap="middle">
      {failure && <FailureAlert failure={failure} />}
      <Form
        form={form}
        layout="vertical"
        onFinish={submit}
        initialValues={initial}
        scrollToFirstError={{ focus: true, block: 'center' }}
      >
        <Flex vertical gap="middle">
          <WhatCard versions={versions} edits={edits} onSubject={() => setTurned({})} />
          {chosen && <SubjectFields key={chosen} chosen={chosen} turned={turned} onTurn={setTurned} />}
          <Button type="primary" htmlType="submit" loading={isRunning} style={{ alignSelf: 'start' }}>
            {t('whatIf.start')}
          </Button>
        </Flex>
      </Form>
    </Flex>
  )
}

function WhatCard({ versions, edits, onSubject }: Choices & { onSubject(): void }) {
  const { t } = useTranslation()
  const required = { required: true, message: t('common.required') }
  return (
    <Card size="small" title={t('whatIf.what')}>
      <Form.Item name="subject" label={t('whatIf.subject')} rules={[required]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          onChange={onSubject}
          options={[
            {
              label: t('whatIf.versions'),
              options: versions.map(one => ({ ...one, value: `version:${one.value}` })),
            },
            ...(edits.length > 0
              ? [
                  {
                    label: t('whatIf.edits'),
                    options: edits.map(one => ({ ...one, value: `edit:${one.value}` })),
                  },
                ]
              : []),
          ]}
        />
      </Form.Item>
      <Form.Item name="compared" label={t('whatIf.compared')}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={[{ value: none, label: t('whatIf.nothing') }, ...versions]}
        />
      </Form.Item>
      <Flex wrap gap="0 24px">
        <Form.Item name="fromYear" label={t('whatIf.fromYear')} rules={[required]}>
          <InputNumber min={2000} max={2999} precision={0} style={{ width: 140 }} />
        </Form.Item>
        <Form.Item name="toYear" label={t('whatIf.toYear')} extra={t('whatIf.yearHint')} rules={[required]}>
          <InputNumber min={2000} max={2999} precision={0} style={{ width: 140 }} />
        </Form.Item>
      </Flex>
      <Form.Item name="title" label={t('whatIf.title')}>
        <Input maxLength={120} placeholder={t('whatIf.titleHint')} />
      </Form.Item>
    </Card>
  )
}

function idOf(chosen: string, kind: 'version' | 'edit'): string | null {
  return chosen.startsWith(`${kind}:`) ? chosen.slice(kind.length + 1) : null
}

function inputOfValues(values: AskValues, turned: Readonly<Record<string, string>>) {
  const { subject, compared = none, title, fromYear, toYear, rules, readings } = values
  return {
    versionId: idOf(subject, 'version'),
    editId: idOf(subject, 'edit'),
    comparedVersionId: compared === none ? null : compared,
    title: title ?? null,
    fromYear,
    toYear,
    rules: rules && rules.length > 0 ? rules : null,
    readings: chosenReadings(readings),
    comparedReadings: [],
    variations: Object.entries(turned).map(([path, value]) => ({ path, value })),
  }
}

interface SubjectFieldsProps {
  chosen: string
  turned: Readonly<Record<string, string>>
  onTurn(turned: Readonly<Record<string, string>>): void
}

function SubjectFields({ chosen, turned, onTurn }: SubjectFieldsProps) {
  const { t } = useTranslation()
  const variables = { versionId: idOf(chosen, 'version'), editId: idOf(chosen, 'edit') }
  const [{ data, error }] = useQuery({ query: subjectQuery, variables })
  const outcome = readOutcome(data?.whatIfSubject, error)
  if (!outcome) return <Waiting />
  if (!outcome.ok) return <FailurePanel failure={outcome.failure} />
  const { rules, questions, variables: numbers } = outcome.value
  const panels = [
    {
      key: 'numbers',
      label: t('whatIf.numbers', { count: numbers.length }),
      children: <VariableFields rules={rules} variables={numbers} turned={turned} onTurn={onTurn} />,
    },
    ...(questions.length > 0
      ? [
          {
            key: 'readings',
            label: t('whatIf.readings', { count: questions.length }),
            children: <QuestionFields questions={questions} />,
          },
        ]
      : []),
  ]
  return (
    <>
      <Card size="small" title={t('whatIf.rules')}>
        <Form.Item name="rules" label={t('whatIf.rulesLabel')} style={{ marginBottom: 0 }}>
          <Select
            mode="multiple"
            allowClear
            placeholder={t('common.all')}
            options={rules.map(({ id, title }) => ({ value: id, label: title }))}
          />
        </Form.Item>
      </Card>
      <Collapse size="small" items={panels} />
    </>
  )
}
