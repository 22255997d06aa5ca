/** The terms of a contract, with a draft kept on this device. */
import { Alert, Button, Card, Col, Flex, Form, Input, Row, Select, Typography } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { VariablesOf } from '#web/api/graphql.ts'
import type { Failure } from '#web/api/outcome.ts'
import { readWanYuan } from '#web/ui/amount.ts'
import { AmountField } from '#web/ui/amount-field.tsx'
import { FailureAlert } from '#web/ui/failure.tsx'
import { fieldPath, showFailure } from '#web/ui/form-failure.ts'
import { useLabels } from '#web/ui/labels.ts'
import { clockTime } from '#web/ui/moment.tsx'
import { useLocalDraft } from '#web/ui/use-local-draft.ts'
import type { editMutation } from './contract-commands.ts'
import { LineFields, type LineValues } from './line-fields.tsx'

export type Terms = VariablesOf<typeof editMutation>['terms']

export interface TermsValues {
  title: string
  type: Terms['type']
  field: Terms['field'] | null
  amount: string
  lines: LineValues[]
}

function toTerms(values: TermsValues): Terms {
  return {
    title: values.title,
    type: values.type,
    field: values.field ?? 'ELECTRONIC_INFORMATION',
    contractAmountFen: readWanYuan(values.amount) ?? 0,
    lines: values.lines.map(({ amount, ...line }) => ({ ...line, amountFen: readWanYuan(amount) ?? 0 })),
  }
}

/** `terms.lines.0.amountFen` of the API is the field `lines`, 0, `amount` here. */
function fieldOf(path: string): (string | number)[] {
  const bare = path.replace(/^terms\./, '')
  if (bare === 'contractAmountFen') return ['amount']
  return fieldPath(bare.replace(/amountFen$/, 'amount'))
}

function Fields() {
  const { t } = useTranslation()
  const { options } = useLabels()
  const required = { required: true, message: t('common.required') }
  return (
    <>
      <Form.Item name="title" label={t('contract.title')} rules={[{ ...required, whitespace: true }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Row gutter={16}>
        <Col xs={24} md={8}>
          <Form.Item name="type" label={t('contract.type')} extra={t('contract.typeHint')} rules={[required]}>
            <Select options={options('ContractType')} />
          </Form.Item>
        </Col>
        <Col xs={24} md={8}>
          <Form.Item name="field" label={t('contract.field')} rules={[required]}>
            <Select options={options('TechnologyField')} />
          </Form.Item>
        </Col>
        <Col xs={24} md={8}>
          <AmountField name="amount" label={t('contract.amount')} isRequired />
        </Col>
      </Row>
      <LineFields />
    </>
  )
}

interface ContractFormProps {
  initial: TermsValues
  draftKey: string
  lead?: ReactNode
  onSave(terms: Terms): Promise<Failure | null>
}

export function ContractForm({ initial, draftKey, lead, onSave }: ContractFormProps) {
  const { t } = useTranslation()
  const [form] = Form.useForm<TermsValues>()
  const [failure, setFailure] = useState<Failure | null>(null)
  const [isRunning, setRunning] = useState(false)
  const draft = useLocalDraft(form, draftKey, initial)
  const submit = async () => {
    setFailure(null)
    setRunning(true)
    const found = await onSave(toTerms(form.getFieldsValue(true)))
    setRunning(false)
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
          onFinish={submit}
          onValuesChange={() => draft.keep(form.getFieldsValue(true))}
          scrollToFirstError={{ focus: true, block: 'center' }}
        >
          <Fields />
          <Flex wrap gap="middle" align="center">
            <Button type="primary" htmlType="submit" loading={isRunning}>
              {t('contract.save')}
            </Button>
            <Typography.Text type="secondary" role="status">
              {draft.keptAt !== null && t('listing.autosaved', { time: clockTime(draft.keptAt) })}
            </Typography.Text>
          </Flex>
        </Form>
      </Flex>
    </Card>
  )
}
