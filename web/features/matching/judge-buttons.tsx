/** 有用 / 没用: two buttons beside a match; why it is not useful is asked in a dialog. */
import { DislikeOutlined, LikeOutlined } from '@ant-design/icons'
import { App, Button, Flex, Form, Input, Select, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { maxNoteLength } from '#domain/matching/evaluation/feedback.ts'
import type { Failure } from '#web/api/outcome.ts'
import { useFailureText } from '#web/ui/failure.tsx'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import { useLabels } from '#web/ui/labels.ts'
import type { Judgement, Judging, Verdict } from './judgements.ts'

interface Answer {
  reason: NonNullable<Judgement['reason']>
  note?: string
}

interface JudgeButtonsProps {
  listing: string
  title: string
  judging: Judging
}

export function JudgeButtons({ listing, title, judging }: JudgeButtonsProps) {
  const { t } = useTranslation()
  const { label, options } = useLabels()
  const { message } = App.useApp()
  const failureText = useFailureText()
  const [isAsking, setAsking] = useState(false)
  const { judge } = judging
  const said = judging.of(listing)
  if (!judge) return null
  const send = async (verdict: Verdict): Promise<Failure | null> => {
    const outcome = await judge(listing, verdict)
    if (!outcome.ok) return outcome.failure
    message.success(t('matching.judge.thanks'))
    return null
  }
  const praise = async () => {
    const failure = await send({ verdict: 'USEFUL' })
    if (failure) message.error(failureText(failure).hint)
  }
  const isUseful = said?.verdict === 'USEFUL'
  const isUseless = said?.verdict === 'NOT_USEFUL'
  const reason = said?.reason ? label('NotUsefulReason', said.reason) : ''
  return (
    <Flex wrap gap="small" align="center">
      <Button
        size="small"
        icon={<LikeOutlined />}
        aria-pressed={isUseful}
        aria-label={`${t('matching.judge.useful')}: ${title}`}
        color={isUseful ? 'primary' : 'default'}
        variant="outlined"
        onClick={praise}
      >
        {t('matching.judge.useful')}
      </Button>
      <Button
        size="small"
        icon={<DislikeOutlined />}
        aria-pressed={isUseless}
        aria-label={`${t('matching.judge.notUseful')}: ${title}`}
        color={isUseless ? 'primary' : 'default'}
        variant="outlined"
        onClick={() => setAsking(true)}
      >
        {t('matching.judge.notUseful')}
      </Button>
      {said && (
        <Typography.Text type="secondary" role="status">
          {isUseful ? t('matching.judge.usefulNow') : t('matching.judge.notUsefulNow', { reason })}
        </Typography.Text>
      )}
      <FormDialog<Answer>
        title={t('matching.judge.whyNot')}
        submitText={t('matching.judge.send')}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onSubmit={({ reason: why, note = '' }) => send({ verdict: 'NOT_USEFUL', reason: why, note })}
      >
        <Form.Item
          name="reason"
          label={t('matching.judge.reason')}
          rules={[{ required: true, message: t('common.required') }]}
        >
          <Select options={options('NotUsefulReason')} />
        </Form.Item>
        <Form.Item name="note" label={t('matching.judge.note')}>
          <Input.TextArea rows={3} maxLength={maxNoteLength} showCount />
        </Form.Item>
      </FormDialog>
    </Flex>
  )
}
