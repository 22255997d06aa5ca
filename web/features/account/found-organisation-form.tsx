/** A new unit: its credit code is judged while it is typed. A wrong check digit warns and asks, it never refuses. */
import { App, Button, Checkbox, Flex, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { selfServiceKinds } from '#domain/access/roles.ts'
import { checkCreditCode, normaliseCreditCode } from '#domain/identifiers.ts'
import type { VariablesOf } from '#web/api/graphql.ts'
import type { Failure } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { problemText } from '#web/i18n/problems.ts'
import { RegionSelect } from '#web/ui/code-select.tsx'
import { FailureAlert } from '#web/ui/failure.tsx'
import { fieldPath, showFailure } from '#web/ui/form-failure.ts'
import { useLabels } from '#web/ui/labels.ts'
import { foundOrganisationMutation } from './account-documents.ts'

type Kind = VariablesOf<typeof foundOrganisationMutation>['kind']

interface OrganisationValues {
  name: string
  creditCode: string
  kind: Kind
  regionCode: string
  confirmCreditCode?: boolean
}

const foundableKinds = selfServiceKinds.map(kind => kind.toUpperCase() as Kind)

function CreditCodeField() {
  const { t } = useTranslation()
  const typed = Form.useWatch<string | undefined>('creditCode') ?? ''
  const isWhole = normaliseCreditCode(typed).length >= 18
  const verdict = isWhole ? checkCreditCode(typed) : null
  const isDoubtful = verdict !== null && !verdict.ok && verdict.severity === 'warning'
  const note =
    verdict === null
      ? t('account.creditCodeHint')
      : verdict.ok
        ? t('account.creditCodeOk')
        : problemText({ message: verdict.reason, remedy: verdict.remedy })
  return (
    <>
      <Form.Item
        name="creditCode"
        label={t('account.creditCode')}
        extra={<span aria-live="polite">{note}</span>}
        {...(verdict && {
          validateStatus: verdict.ok ? 'success' : isDoubtful ? 'warning' : 'error',
          hasFeedback: true,
        })}
        rules={[{ required: true, whitespace: true, message: t('account.creditCodeHint') }]}
      >
        <Input maxLength={24} autoComplete="off" />
      </Form.Item>
      {isDoubtful && (
        <Form.Item name="confirmCreditCode" valuePropName="checked">
          <Checkbox>{t('account.confirmCreditCode')}</Checkbox>
        </Form.Item>
      )}
    </>
  )
}

export function FoundOrganisationForm({ onDone }: { onDone(): Promise<void> }) {
  const { t } = useTranslation()
  const { label } = useLabels()
  const { message } = App.useApp()
  const [form] = Form.useForm<OrganisationValues>()
  const [failure, setFailure] = useState<Failure | null>(null)
  const { send, isRunning } = useCommand(foundOrganisationMutation, 'foundOrganisation')
  const submit = async ({ kind, confirmCreditCode = false, ...organisation }: OrganisationValues) => {
    setFailure(null)
    const outcome = await send({ kind, organisation: { ...organisation, confirmCreditCode } })
    if (!outcome.ok) return setFailure(showFailure(form, outcome.failure, path => fieldPath(path).slice(-1)))
    message.success(t('account.founded'))
    await onDone()
  }
  return (
    <Flex vertical gap="middle">
      {failure && <FailureAlert failure={failure} />}
      <Form form={form} layout="vertical" onFinish={submit} initialValues={{ kind: 'ENTERPRISE' }}>
        <Form.Item name="kind" label={t('account.organisationKind')} rules={[{ required: true }]}>
          <Select options={foundableKinds.map(value => ({ value, label: label('OrganisationKind', value) }))} />
        </Form.Item>
        <Form.Item
          name="name"
          label={t('account.organisationName')}
          extra={t('account.organisationNameHint')}
          rules={[{ required: true, whitespace: true, message: t('common.required') }]}
        >
          <Input maxLength={200} autoComplete="organization" />
        </Form.Item>
        <CreditCodeField />
        <Form.Item
          name="regionCode"
          label={t('account.region')}
          rules={[{ required: true, message: t('common.required') }]}
        >
          <RegionSelect />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={isRunning}>
          {t('account.found')}
        </Button>
      </Form>
    </Flex>
  )
}
