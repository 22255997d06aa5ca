/**
 * The frame of a long form: steps, a draft kept on this device while one types, what publishing still needs, and the
 * two ways out. Every step stays in the page, so that no value and no mark of a problem is lost by turning it.
 */
import { Alert, App, Button, Card, Col, Flex, Form, Row, Steps, Typography } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '#web/api/outcome.ts'
import { FailureAlert } from '#web/ui/failure.tsx'
import { showFailure } from '#web/ui/form-failure.ts'
import { clockTime } from '#web/ui/moment.tsx'
import { useLocalDraft } from '#web/ui/use-local-draft.ts'
import { useIsWide } from '#web/ui/wide.ts'
import { DraftDuplicates } from '../duplicate-list.tsx'
import { type FormPlan, fieldOf, type SavedListing, stepOf } from './form-plan.ts'
import { QualityGate } from './quality-gate.tsx'

interface ListingFormProps<V extends object> {
  plan: FormPlan<V>
  /** The entry being edited; null for a new one. */
  known: SavedListing | null
  draftKey: string
  /** Something that went wrong on the way here: a submission right after the first save. */
  firstFailure: Failure | null
  submit(id: string): Promise<Failure | null>
  onSaved(saved: SavedListing, failure: Failure | null): void
  onSubmitted(saved: SavedListing): void
}

export function ListingForm<V extends object>(props: ListingFormProps<V>) {
  const { plan, known } = props
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<V>()
  const [step, setStep] = useState(0)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [running, setRunning] = useState<'save' | 'submit' | null>(null)
  const [problems, setProblems] = useState(() => plan.check(plan.initial))
  const [likeness, setLikeness] = useState(() => plan.likeness(plan.initial))
  const draft = useLocalDraft(form, props.draftKey, plan.initial)
  const goTo = (path: string) => {
    setStep(stepOf(plan.steps, path))
    // The field is focused once its step is visible.
    requestAnimationFrame(() => form.scrollToField(fieldOf(path), { block: 'center', focus: true }))
  }
  const show = (found: Failure) => {
    if (found.kind === 'invalid') {
      message.warning(t('common.invalidTitle', { count: found.problems.length }))
      if (found.problems[0]) setStep(stepOf(plan.steps, found.problems[0].path))
    }
    requestAnimationFrame(() => setFailure(showFailure(form, found, fieldOf)))
  }
  const first = useRef(props.firstFailure)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the form has been drawn
  useEffect(() => {
    if (first.current) show(first.current)
    first.current = null
  }, [])
  const finish = async (way: 'save' | 'submit') => {
    setFailure(null)
    setRunning(way)
    const values = form.getFieldsValue(true) as V
    const result = await plan.save(values, known)
    if (!result.saved) {
      setRunning(null)
      return show(result.failure)
    }
    draft.clear()
    const refusal = way === 'submit' ? await props.submit(result.saved.id) : null
    setRunning(null)
    if (way === 'submit' && !refusal) return props.onSubmitted(result.saved)
    message.success(t('listing.saved'))
    if (refusal && known) show(refusal)
    props.onSaved(result.saved, refusal)
  }
  const isWide = useIsWide()
  const isLast = step === plan.steps.length - 1
  return (
    <Row gutter={[16, 16]}>
      <Col xs={24} lg={17}>
        <Card>
          <Flex vertical gap="middle">
            <Steps
              size="small"
              {...(!isWide && { responsive: false, titlePlacement: 'vertical' as const })}
              current={step}
              onChange={setStep}
              items={plan.steps.map(({ key, title }) => ({ key, title }))}
            />
            {draft.restoredAt !== null && (
              <Alert
                type="info"
                showIcon
                title={t('listing.restored', { time: clockTime(draft.restoredAt) })}
                action={<Button onClick={draft.discard}>{t('listing.discard')}</Button>}
              />
            )}
            {failure && <FailureAlert failure={failure} />}
            <DraftDuplicates library={plan.library} likeness={likeness} exceptId={known?.id ?? null} />
            <Form
              form={form}
              layout="vertical"
              initialValues={plan.initial}
              onValuesChange={() => {
                const values = form.getFieldsValue(true) as V
                draft.keep(values)
                setProblems(plan.check(values))
                setLikeness(plan.likeness(values))
              }}
            >
              {plan.steps.map(({ key, content }, i) => (
                <div key={key} hidden={i !== step}>
                  {content}
                </div>
              ))}
            </Form>
            <Flex wrap gap="small" justify="space-between">
              <Flex gap="small">
                <Button disabled={step === 0} onClick={() => setStep(step - 1)}>
                  {t('common.previous')}
                </Button>
                <Button disabled={isLast} onClick={() => setStep(step + 1)}>
                  {t('common.next')}
                </Button>
              </Flex>
              <Flex wrap gap="small">
                <Button loading={running === 'save'} disabled={running !== null} onClick={() => finish('save')}>
                  {t('listing.saveDraft')}
                </Button>
                <Button
                  type="primary"
                  loading={running === 'submit'}
                  disabled={running !== null}
                  onClick={() => finish('submit')}
                >
                  {t('listing.saveAndSubmit')}
                </Button>
              </Flex>
            </Flex>
            <Typography.Text type="secondary" role="status">
              {draft.keptAt === null
                ? t('listing.submitHint')
                : t('listing.autosaved', { time: clockTime(draft.keptAt) })}
            </Typography.Text>
          </Flex>
        </Card>
      </Col>
      <Col xs={24} lg={7}>
        <QualityGate problems={problems} onGo={goTo} />
      </Col>
    </Row>
  )
}
