/** What the bureau's officer is asked for at each step of a challenge. */
import { Alert, App, Button, Flex, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCommand } from '#web/api/use-command.ts'
import { beijingInput, readBeijingInput } from '#web/ui/beijing.ts'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import { useLabels } from '#web/ui/labels.ts'
import { serverNow } from '#web/ui/server-clock.ts'
import { TextField } from '#web/ui/text-field.tsx'
import {
  assignMutation,
  cancelMutation,
  publishMutation,
  returnMutation,
  touchesChallenge,
  vetMutation,
} from './challenge-commands.ts'

export interface DialogProps {
  id: string
  isOpen: boolean
  onClose(): void
}

export function ReturnDialog({ id, isOpen, onClose }: DialogProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { send } = useCommand(returnMutation, 'returnChallenge', touchesChallenge)
  const submit = async ({ reason }: { reason: string }) => {
    const outcome = await send({ id, reason })
    if (!outcome.ok) return outcome.failure
    message.success(t('challenge.done.return'))
    return null
  }
  return (
    <FormDialog
      title={t('challenge.act.return')}
      submitText={t('challenge.act.return')}
      isOpen={isOpen}
      onClose={onClose}
      onSubmit={submit}
    >
      <TextField
        name="reason"
        label={t('challenge.dialog.returnReason')}
        hint={t('challenge.dialog.returnHint')}
        maxLength={2000}
        isRequired
      />
    </FormDialog>
  )
}

export function VetDialog({ id, isOpen, onClose }: DialogProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { send } = useCommand(vetMutation, 'vetChallenge', touchesChallenge)
  const submit = async ({ argumentation }: { argumentation: string }) => {
    const outcome = await send({ id, argumentation })
    if (!outcome.ok) return outcome.failure
    message.success(t('challenge.done.vet'))
    return null
  }
  return (
    <FormDialog
      title={t('challenge.act.vet')}
      submitText={t('challenge.act.vet')}
      isOpen={isOpen}
      onClose={onClose}
      onSubmit={submit}
    >
      <TextField
        name="argumentation"
        label={t('challenge.dialog.argumentation')}
        hint={t('challenge.dialog.argumentationHint')}
        maxLength={5000}
        isRequired
      />
    </FormDialog>
  )
}

const day = 86_400
const usualWindows = [
  { seconds: 30, word: 'inSeconds', count: 30 },
  { seconds: 600, word: 'inMinutes', count: 10 },
  { seconds: 20 * day, word: 'inDays', count: 20 },
  { seconds: 30 * day, word: 'inDays', count: 30 },
] as const

function DeadlineField() {
  const { t } = useTranslation()
  const form = Form.useFormInstance()
  return (
    <>
      <Form.Item
        name="bidsCloseAt"
        label={t('challenge.dialog.bidsCloseAt')}
        extra={t('challenge.dialog.bidsCloseAtHint')}
        rules={[{ required: true, message: t('common.required') }]}
      >
        <Input type="datetime-local" step={1} />
      </Form.Item>
      <Flex wrap gap="small" align="center" role="group" aria-label={t('challenge.dialog.quick')}>
        {usualWindows.map(({ seconds, word, count }) => (
          <Button
            key={seconds}
            size="small"
            onClick={() => form.setFieldValue('bidsCloseAt', beijingInput(serverNow() + seconds * 1000))}
          >
            {t(`challenge.dialog.${word}`, { count })}
          </Button>
        ))}
      </Flex>
    </>
  )
}

export function PublishDialog({ id, isOpen, onClose }: DialogProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { send } = useCommand(publishMutation, 'publishChallenge', touchesChallenge)
  const submit = async (values: { bidsCloseAt: string }) => {
    const bidsCloseAt = readBeijingInput(values.bidsCloseAt)
    const missing = { path: 'bidsCloseAt', message: 'is missing', remedy: '' }
    if (!bidsCloseAt) return { kind: 'invalid' as const, problems: [missing] }
    const outcome = await send({ id, bidsCloseAt })
    if (!outcome.ok) return outcome.failure
    message.success(t('challenge.done.publish'))
    return null
  }
  return (
    <FormDialog
      title={t('challenge.act.publish')}
      submitText={t('challenge.act.publish')}
      isOpen={isOpen}
      onClose={onClose}
      onSubmit={submit}
      lead={<Alert type="warning" showIcon title={t('challenge.dialog.publishIrreversible')} />}
    >
      <DeadlineField />
    </FormDialog>
  )
}

export function AssignDialog({ id, isOpen, onClose }: DialogProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { send } = useCommand(assignMutation, 'assignReviewer', touchesChallenge)
  const submit = async ({ email }: { email: string }) => {
    const outcome = await send({ id, email: email.trim() })
    if (!outcome.ok) return outcome.failure
    message.success(t('challenge.done.assign'))
    return null
  }
  return (
    <FormDialog
      title={t('challenge.act.assignReviewer')}
      submitText={t('challenge.act.assignReviewer')}
      isOpen={isOpen}
      onClose={onClose}
      onSubmit={submit}
    >
      <Form.Item
        name="email"
        label={t('challenge.dialog.reviewerEmail')}
        extra={t('challenge.dialog.reviewerHint')}
        rules={[{ required: true, whitespace: true, message: t('common.required') }]}
      >
        <Input type="email" maxLength={200} autoComplete="off" />
      </Form.Item>
    </FormDialog>
  )
}

type CancelReason = 'POSTER_WITHDREW' | 'SOLVED_ELSEWHERE' | 'TERMS_FAULTY' | 'FUNDS_MISSING' | 'IRREGULARITY' | 'OTHER'

export function CancelDialog({ id, isOpen, onClose }: DialogProps) {
  const { t } = useTranslation()
  const { options } = useLabels()
  const { message } = App.useApp()
  const { send } = useCommand(cancelMutation, 'cancelChallenge', touchesChallenge)
  const submit = async ({ reason, text }: { reason: CancelReason; text: string }) => {
    const outcome = await send({ id, reason, text })
    if (!outcome.ok) return outcome.failure
    message.success(t('challenge.done.cancel'))
    return null
  }
  return (
    <FormDialog
      title={t('challenge.act.cancel')}
      submitText={t('challenge.act.cancel')}
      isOpen={isOpen}
      isDanger
      onClose={onClose}
      onSubmit={submit}
      lead={<Alert type="warning" showIcon title={t('challenge.dialog.cancelIrreversible')} />}
    >
      <Form.Item
        name="reason"
        label={t('challenge.dialog.cancelReason')}
        rules={[{ required: true, message: t('common.required') }]}
      >
        <Select options={options('CancelReason')} />
      </Form.Item>
      <TextField
        name="text"
        label={t('challenge.dialog.cancelText')}
        hint={t('challenge.dialog.cancelTextHint')}
        maxLength={2000}
        isRequired
      />
    </FormDialog>
  )
}
