/** How an invitation to a match was answered, and what was written with it. */
import { Flex, Tag, Typography } from 'antd'
import type { Words } from '#web/i18n/zh-CN.ts'
import { useLabels } from './labels.ts'
import { UserText } from './user-text.tsx'

type State = keyof Words['enums']['MatchInvitationState']
const colors: Readonly<Record<State, string>> = { PENDING: 'default', INTERESTED: 'green', DECLINED: 'default' }

interface InvitationAnswerProps {
  /** Whose answer it is. */
  word: string
  answer: { state: State; answerNote: string }
}

export function InvitationAnswer({ word, answer: { state, answerNote } }: InvitationAnswerProps) {
  const { label } = useLabels()
  return (
    <Flex vertical gap={2}>
      <span>
        <Typography.Text type="secondary">{word}：</Typography.Text>
        <Tag color={colors[state]}>{label('MatchInvitationState', state)}</Tag>
      </span>
      {answerNote !== '' && <UserText text={answerNote} />}
    </Flex>
  )
}
