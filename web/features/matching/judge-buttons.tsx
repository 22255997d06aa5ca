/** 有用 / 没用: two buttons beside a match; why it is not useful is asked in a dialog. */
import { DislikeOutlined, LikeOutlined } from '@ant-design/icons'
import { App, Flex, Form, Input, Select, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { maxNoteLength } from '#domain/matching/evaluation/feedback.ts'
import type { Failure } from '#web/api/outcome.ts'
import { useFailureText } from '#web/ui/failure.tsx'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import { useLabels } from '#web/ui/labels.ts'
import { VerdictButton } from '#web/ui/verdict-button.tsx'
import type { Judgement, Judging, Verdict } from './judgements.ts'

interface Answer {
  reason: NonNullable<Judgement['reason']>
  note?: string
}

interface VerdictToggleProps {
  verdict: 'useful' | 'notUseful'
  title: string
  isPressed: boolean
  mayJudge: Judging['mayJudge']
  onClick(): void
}

function VerdictToggle({ verdict, title, isPressed, mayJudge, onClick }: VerdictToggleProps) {
  const { t } = useTranslation()
  const word = t(`matching.judge.${verdict}`)
  return (
    <VerdictButton
      verdict={mayJudge}
      size="small"
      icon={verdict === 'useful' ? <LikeOutlined /> : <DislikeOutlined />}
      aria-pressed={isPressed}
      aria-label={`${word}: ${title}`}
      color={isPressed ? 'primary' : 'default'}
      variant="outlined"
      onClick={onClick}
    >
      {word}
    </VerdictButton>
  )
}

interface WhyNotProps {
  isOpen: boolean
  onClose(): void
  onSubmit(answer: Answer): Promise<Failure | null>
}

function WhyNot({ isOpen, onClose, onSubmit }: WhyNotProps) {
  const { t } = useTranslation()
  const { options } = useLabels()
  return (
    <FormDialog<Answer>
      title={t('matching.judge.whyNot')}
      submitText={t('matching.judge.send')}
      isOpen={isOpen}
      onClose={onClose}
      onSubmit={onSubmit}
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
  )
}

interface JudgeButtonsProps {
  listing: string
  title: string
  judging: Judging
}

export function JudgeButtons({ listing, title, judging }: JudgeButtonsProps) {
  const { t } = useTranslation()
  const { label } = useLabels()
  const { message } = App.useApp()
  const failureText = useFailureText()
  const [isAsking, setAsking] = useState(false)
  const { judge, mayJudge } = judging
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
      <VerdictToggle verdict="useful" {...{ title, mayJudge }} isPressed={isUseful} onClick={praise} />
      <VerdictToggle
        verdict="notUseful"
        {...{ title, mayJudge }}
        isPressed={isUseless}
        onClick={() => setAsking(true)}
      />
      {said && (
        <Typography.Text type="secondary" role="status">
          {isUseful ? t('matching.judge.usefulNow') : t('matching.judge.notUsefulNow', { reason })}
        </Typography.Text>
      )}
      <WhyNot
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onSubmit={({ reason: why, note = '' }) => send({ verdict: 'NOT_USEFUL', reason: why, note })}
      />
    </Flex>
  )
}
