/** What was written with an invitation and with its answer, and the two answers while there is none. */
import { App, Button, Flex, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { maxInvitationTextLength } from '#domain/matching/invitation.ts'
import type { Failure } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import { InvitationAnswer } from '#web/ui/invitation-answer.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { UserText } from '#web/ui/user-text.tsx'
import { answerInvitationMutation, type InboxEntry } from './inbox-documents.ts'

type Invitation = NonNullable<InboxEntry['invitation']>
type Choice = 'interested' | 'declined'

const touches = ['MatchInvitation', 'Notification']

/** Asked once more in a dialog, because an answer stays. */
function AnswerButtons({ id, onAnswer }: { id: string; onAnswer(): void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { send } = useCommand(answerInvitationMutation, 'answerMatchInvitation', touches)
  const [asked, setAsked] = useState<Choice | null>(null)
  const [shown, setShown] = useState<Choice>('interested')
  const ask = (choice: Choice) => {
    setShown(choice)
    setAsked(choice)
  }
  const answer = async ({ note = '' }: { note?: string }): Promise<Failure | null> => {
    const outcome = await send({ id, isInterested: shown === 'interested', note })
    if (!outcome.ok) return outcome.failure
    message.success(t('inbox.answer.done'))
    onAnswer()
    return null
  }
  return (
    <Flex wrap gap="small">
      <Button type="primary" size="small" onClick={() => ask('interested')}>
        {t('inbox.answer.interested')}
      </Button>
      <Button size="small" onClick={() => ask('declined')}>
        {t('inbox.answer.declined')}
      </Button>
      <FormDialog<{ note?: string }>
        title={t(`inbox.answer.title.${shown}`)}
        submitText={t('inbox.answer.send')}
        lead={<Typography.Text type="secondary">{t('inbox.answer.hint')}</Typography.Text>}
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
        onSubmit={answer}
      >
        <TextField name="note" label={t('inbox.answer.note')} maxLength={maxInvitationTextLength} rows={3} />
      </FormDialog>
    </Flex>
  )
}

function Received({ invitation, onAnswer }: { invitation: Invitation; onAnswer(): void }) {
  const { t } = useTranslation()
  return (
    <>
      {invitation.message !== '' && (
        <div>
          <Typography.Text type="secondary">{t('inbox.message')}：</Typography.Text>
          <UserText text={invitation.message} />
        </div>
      )}
      {invitation.mayAnswer.allowed && <AnswerButtons id={invitation.id} onAnswer={onAnswer} />}
      {invitation.state !== 'PENDING' && <InvitationAnswer word={t('inbox.answer.ours')} answer={invitation} />}
    </>
  )
}

interface InvitationTalkProps {
  kind: 'MATCH_INVITATION' | 'MATCH_ANSWER'
  /** Null: the viewer acts for another organisation now. */
  invitation: Invitation | null
  onAnswer(): void
}

export function InvitationTalk({ kind, invitation, onAnswer }: InvitationTalkProps) {
  const { t } = useTranslation()
  if (!invitation)
    return (
      <Typography.Text type="secondary">
        {t('inbox.message')}：{t('inbox.notYours')}
      </Typography.Text>
    )
  return kind === 'MATCH_INVITATION' ? (
    <Received invitation={invitation} onAnswer={onAnswer} />
  ) : (
    <InvitationAnswer word={t('matching.invite.answer')} answer={invitation} />
  )
}
