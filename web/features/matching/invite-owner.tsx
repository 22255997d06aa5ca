/** 邀请对接: with a word to the other side, in a dialog, because it cannot be taken back; afterwards when, and the answer. */
import { MailOutlined } from '@ant-design/icons'
import { App, Flex, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { maxInvitationTextLength } from '#domain/matching/invitation.ts'
import type { Failure } from '#web/api/outcome.ts'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import { InvitationAnswer } from '#web/ui/invitation-answer.tsx'
import { nameOf } from '#web/ui/library.ts'
import { Instant } from '#web/ui/moment.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { VerdictButton } from '#web/ui/verdict-button.tsx'
import type { Inviting } from './invitations.ts'
import type { Match } from './match-parts.ts'

export function InviteOwner({ match, inviting }: { match: Match; inviting: Inviting }) {
  const { listing } = match
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [isAsking, setAsking] = useState(false)
  const sent = inviting.sentTo(listing.id)
  if (sent)
    return (
      <Flex wrap gap="2px 16px" style={{ flexBasis: '100%' }}>
        <Typography.Text type="secondary" role="status">
          {t('matching.invite.sentOn')} <Instant at={sent.invitedAt} />
        </Typography.Text>
        <InvitationAnswer word={t('matching.invite.answer')} answer={sent} />
      </Flex>
    )
  const send = async ({ text = '' }: { text?: string }): Promise<Failure | null> => {
    const outcome = await inviting.invite(listing.id, text)
    if (!outcome.ok) return outcome.failure
    message.success(t('matching.invite.done'))
    return null
  }
  return (
    <>
      <VerdictButton
        verdict={inviting.verdictOf(match)}
        size="small"
        icon={<MailOutlined />}
        aria-label={t('matching.invite.sendTo', { title: nameOf(listing) })}
        onClick={() => setAsking(true)}
      >
        {t('matching.invite.send')}
      </VerdictButton>
      <FormDialog<{ text?: string }>
        title={t('matching.invite.send')}
        submitText={t('matching.invite.send')}
        lead={
          <div>
            {t('matching.invite.confirm', { owner: listing.organisation.name })}
            <br />
            <Typography.Text type="secondary">{t('matching.invite.hint')}</Typography.Text>
          </div>
        }
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onSubmit={send}
        nameOf={path => (path === 'message' ? ['text'] : null)}
      >
        <TextField name="text" label={t('matching.invite.message')} maxLength={maxInvitationTextLength} rows={3} />
      </FormDialog>
    </>
  )
}
