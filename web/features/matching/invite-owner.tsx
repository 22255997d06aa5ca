/** 邀请对接: asked once more, because it cannot be taken back; afterwards it says when. */
import { MailOutlined } from '@ant-design/icons'
import { App, Button, Popconfirm, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFailureText } from '#web/ui/failure.tsx'
import { nameOf } from '#web/ui/library.ts'
import { Instant } from '#web/ui/moment.tsx'
import { VerdictButton } from '#web/ui/verdict-button.tsx'
import type { Inviting } from './invitations.ts'
import type { Match } from './match-parts.ts'

export function InviteOwner({ match, inviting }: { match: Match; inviting: Inviting }) {
  const { listing } = match
  const { t } = useTranslation()
  const { message } = App.useApp()
  const failureText = useFailureText()
  const [isRunning, setRunning] = useState(false)
  const sentAt = inviting.sentAt(listing.id)
  if (sentAt)
    return (
      <Typography.Text type="secondary" role="status">
        {t('matching.invite.sentOn')} <Instant at={sentAt} />
      </Typography.Text>
    )
  const send = async () => {
    setRunning(true)
    const outcome = await inviting.invite(listing.id)
    setRunning(false)
    if (outcome.ok) message.success(t('matching.invite.done'))
    else message.error(failureText(outcome.failure).hint)
  }
  const verdict = inviting.verdictOf(match)
  const look = {
    size: 'small',
    icon: <MailOutlined />,
    'aria-label': t('matching.invite.sendTo', { title: nameOf(listing) }),
  } as const
  if (!verdict.allowed)
    return (
      <VerdictButton verdict={verdict} {...look}>
        {t('matching.invite.send')}
      </VerdictButton>
    )
  return (
    <Popconfirm
      title={t('matching.invite.confirm', { owner: listing.organisation.name })}
      description={t('matching.invite.hint')}
      okText={t('matching.invite.send')}
      cancelText={t('common.cancel')}
      onConfirm={send}
      styles={{ root: { maxWidth: 360 } }}
    >
      <Button loading={isRunning} {...look}>
        {t('matching.invite.send')}
      </Button>
    </Popconfirm>
  )
}
