/** Other weights are typed here. Closing it keeps what was typed; what is wrong stands at its field with what to do. */
import { App, Button, Col, Drawer, Flex, Form, type FormInstance, Input, Row, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { maxWeightsNoteLength } from '#domain/matching/ranking/check-weights.ts'
import type { Failure } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { FailureAlert } from '#web/ui/failure.tsx'
import { showFailure } from '#web/ui/form-failure.ts'
import { groupFields, readTyped, type TypedWeights, typedWeights, valueAt } from './weight-values.ts'
import { useWeightWords } from './weight-words.ts'
import { proposeMutation, type WeightField, type WeightsOverview } from './weights-documents.ts'

export interface TypedProposal {
  weights: TypedWeights
  note: string
}

interface ProposeDrawerProps {
  overview: WeightsOverview
  form: FormInstance<TypedProposal>
  isOpen: boolean
  onClose(): void
}

function WeightInput({ field, inForce }: { field: WeightField; inForce: unknown }) {
  const { t } = useTranslation()
  const { nameOf, rangeOf } = useWeightWords()
  const { name, hint } = nameOf(field.path)
  const now = valueAt(inForce, field.path) ?? field.defaultValue
  const limits = t('matchWeights.fieldHint', { now, usual: field.defaultValue, range: rangeOf(field) })
  return (
    <Form.Item
      name={['weights', ...field.path.split('.')]}
      label={name}
      extra={
        <>
          {hint}
          <div>{limits}</div>
        </>
      }
    >
      <Input inputMode={field.isWhole ? 'numeric' : 'decimal'} maxLength={20} />
    </Form.Item>
  )
}

function WeightGroups({ overview: { fields, inForce } }: { overview: WeightsOverview }) {
  const { t } = useTranslation()
  return groupFields(fields).map(group => (
    <section key={group.name} aria-label={t(`matchWeights.group.${group.name}`)}>
      <Typography.Title level={2} style={{ fontSize: 16 }}>
        {t(`matchWeights.group.${group.name}`)}
      </Typography.Title>
      <Row gutter={16}>
        {group.fields.map(field => (
          <Col key={field.path} xs={24} sm={12}>
            <WeightInput field={field} inForce={inForce} />
          </Col>
        ))}
      </Row>
    </section>
  ))
}

export function ProposeDrawer({ overview, form, isOpen, onClose }: ProposeDrawerProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [failure, setFailure] = useState<Failure | null>(null)
  const { send, isRunning } = useCommand(proposeMutation, 'proposeMatchWeights', ['MatchWeightsOverview'])
  const { fields, inForce } = overview
  const fill = () => {
    setFailure(null)
    form.setFieldsValue({ weights: typedWeights(inForce, fields) })
    form.setFields(fields.map(({ path }) => ({ name: ['weights', ...path.split('.')] as never, errors: [] })))
  }
  const propose = async ({ weights, note = '' }: TypedProposal) => {
    setFailure(null)
    const outcome = await send({ weights: readTyped(weights), note })
    if (!outcome.ok) return setFailure(showFailure(form, outcome.failure))
    message.success(t('matchWeights.proposed'))
    form.resetFields()
    onClose()
  }
  return (
    <Drawer
      title={t('matchWeights.proposeTitle')}
      open={isOpen}
      onClose={onClose}
      size={760}
      styles={{ wrapper: { maxWidth: '100vw' } }}
      forceRender
      footer={
        <Flex wrap gap="small" justify="end">
          <Button onClick={fill}>{t('matchWeights.fill')}</Button>
          <Button type="primary" loading={isRunning} onClick={() => form.submit()}>
            {t('matchWeights.send')}
          </Button>
        </Flex>
      }
    >
      <Flex vertical gap="middle">
        <span>{t('matchWeights.proposeLead')}</span>
        {failure && <FailureAlert failure={failure} />}
        <Form
          form={form}
          layout="vertical"
          initialValues={{ weights: typedWeights(inForce, fields), note: '' }}
          onFinish={propose}
          scrollToFirstError={{ focus: true }}
        >
          <Form.Item name="note" label={t('matchWeights.note')} extra={t('matchWeights.noteHint')}>
            <Input.TextArea rows={2} maxLength={maxWeightsNoteLength} />
          </Form.Item>
          <WeightGroups overview={overview} />
        </Form>
      </Flex>
    </Drawer>
  )
}
