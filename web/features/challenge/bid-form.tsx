/** The bid: kept on this device while one types, sealed in the act of submission. */
import { Alert, App, Button, Card, Flex, Form, InputNumber, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Failure } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { readWanYuan } from '#web/ui/amount.ts'
import { AmountField } from '#web/ui/amount-field.tsx'
import { Countdown } from '#web/ui/countdown.tsx'
import { FailureAlert } from '#web/ui/failure.tsx'
import { fieldPath, showFailure } from '#web/ui/form-failure.ts'
import { clockTime } from '#web/ui/moment.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { useLocalDraft } from '#web/ui/use-local-draft.ts'
import { submitBidMutation, touchesChallenge } from './challenge-commands.ts'
import type { Challenge } from './challenge-documents.ts'
import { challengePath } from './challenge-row.tsx'
import { emptyMember, TeamFields } from './team-fields.tsx'

interface BidValues {
  price: string
  plan: string
  durationDays: number | null
  team: { name: string; title?: string; duty?: string }[]
}

const emptyBid: BidValues = { price: '', plan: '', durationDays: null, team: [emptyMember] }

/** `content.priceFen` of the API is the field `price` here. */
function fieldOf(path: string): (string | number)[] {
  const bare = path.replace(/^content\./, '')
  return bare === 'priceFen' ? ['price'] : fieldPath(bare)
}

function Fields() {
  const { t } = useTranslation()
  return (
    <>
      <AmountField name="price" label={t('bid.price')} isRequired />
      <Form.Item
        name="durationDays"
        label={t('bid.duration')}
        rules={[{ required: true, message: t('common.required') }]}
      >
        <InputNumber min={1} max={3650} precision={0} suffix={t('bid.days')} style={{ width: 200 }} />
      </Form.Item>
      <TextField name="plan" label={t('bid.plan')} hint={t('bid.planHint')} maxLength={20_000} rows={10} isRequired />
      <TeamFields />
    </>
  )
}

function DraftNote({ draft }: { draft: { restoredAt: number | null; keptAt: number | null; discard(): void } }) {
  const { t } = useTranslation()
  return (
    <>
      {draft.restoredAt !== null && (
        <Alert
          type="info"
          showIcon
          title={t('bid.restored', { time: clockTime(draft.restoredAt) })}
          action={<Button onClick={draft.discard}>{t('bid.discard')}</Button>}
        />
      )}
    </>
  )
}

function useSubmit(challenge: Challenge, onFailure: (failure: Failure | null) => void, onSealed: () => void) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const navigate = useNavigate()
  const { send, isRunning } = useCommand(submitBidMutation, 'submitBid', touchesChallenge)
  const seal = async (values: BidValues) => {
    const content = {
      priceFen: readWanYuan(values.price) ?? 0,
      plan: values.plan,
      durationDays: values.durationDays ?? 0,
      team: values.team.map(({ name, title = '', duty = '' }) => ({ name, title, duty })),
    }
    const outcome = await send({ challengeId: challenge.id, content })
    if (!outcome.ok) return onFailure(outcome.failure)
    onSealed()
    const { bidId } = outcome.value
    navigate(`${challengePath(challenge.id)}/receipt/${encodeURIComponent(bidId)}`, { replace: true })
  }
  const submit = (values: BidValues) => {
    onFailure(null)
    modal.confirm({
      title: t('bid.submitConfirm'),
      content: t('bid.submitConfirmHint'),
      okText: t('bid.submit'),
      cancelText: t('common.cancel'),
      onOk: () => seal(values),
    })
  }
  return { submit, isRunning }
}

export function BidForm({ challenge, userId }: { challenge: Challenge; userId: string }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<BidValues>()
  const [failure, setFailure] = useState<Failure | null>(null)
  const draft = useLocalDraft(form, `jiebang.draft.${userId}.bid.${challenge.id}`, emptyBid)
  const show = (found: Failure | null) => setFailure(found && showFailure(form, found, fieldOf))
  const { submit, isRunning } = useSubmit(challenge, show, draft.clear)
  const { bidsCloseAt, readAt, viewerCan } = challenge
  return (
    <Card>
      <Flex vertical gap="middle">
        <Alert type="info" showIcon title={t('bid.sealedLead')} />
        {bidsCloseAt && (
          <Typography.Text strong>
            <Countdown
              until={bidsCloseAt}
              readAt={readAt}
              running={time => `${t('challenge.countdown', { time })}（${t('challenge.clockNote')}）`}
              ended={t('challenge.closed')}
            />
          </Typography.Text>
        )}
        {!viewerCan.bid.allowed && (
          <FailureAlert
            failure={{
              kind: 'refused',
              code: viewerCan.bid.code ?? '',
              message: viewerCan.bid.reason ?? '',
              details: {},
            }}
          />
        )}
        <DraftNote draft={draft} />
        {failure && <FailureAlert failure={failure} />}
        <Form
          form={form}
          layout="vertical"
          initialValues={emptyBid}
          onFinish={submit}
          onValuesChange={() => draft.keep(form.getFieldsValue(true))}
          scrollToFirstError={{ focus: true, block: 'center' }}
        >
          <Fields />
          <Flex wrap gap="middle" align="center">
            <Button type="primary" htmlType="submit" loading={isRunning}>
              {t('bid.submit')}
            </Button>
            <Typography.Text type="secondary" role="status">
              {draft.keptAt !== null && t('bid.autosaved', { time: clockTime(draft.keptAt) })}
            </Typography.Text>
          </Flex>
        </Form>
      </Flex>
    </Card>
  )
}
