/** The bidder's own bid: readable to them alone while it is sealed, to be taken back before the deadline. */
import { Alert, App, Card, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import { useCommand } from '#web/api/use-command.ts'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import { useLabels } from '#web/ui/labels.ts'
import { StateTag } from '#web/ui/state-tag.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { UserText } from '#web/ui/user-text.tsx'
import { isWorthShowing, VerdictButton } from '#web/ui/verdict-button.tsx'
import { BidDetails } from './bid-details.tsx'
import { touchesChallenge, withdrawBidMutation } from './challenge-commands.ts'
import { type Bid, bidQuery, type Challenge } from './challenge-documents.ts'
import { points } from './decision-dialogs.tsx'

function WithdrawDialog({ id, isOpen, onClose }: { id: string; isOpen: boolean; onClose(): void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { send } = useCommand(withdrawBidMutation, 'withdrawBid', touchesChallenge)
  const submit = async ({ reason }: { reason?: string }) => {
    const outcome = await send({ id, reason: reason ?? '' })
    if (!outcome.ok) return outcome.failure
    message.success(t('bid.withdrawn'))
    return null
  }
  return (
    <FormDialog
      title={t('bid.withdraw')}
      submitText={t('bid.withdraw')}
      isOpen={isOpen}
      isDanger
      onClose={onClose}
      onSubmit={submit}
      lead={<Alert type="warning" showIcon title={t('bid.withdrawConfirm')} />}
    >
      <TextField name="reason" label={t('bid.withdrawReason')} maxLength={2000} />
    </FormDialog>
  )
}

function Feedback({ bid }: { bid: Bid }) {
  const { t } = useTranslation()
  const { label } = useLabels()
  const { feedback, standing } = bid
  return (
    <>
      {standing && (
        <Alert
          type="info"
          title={`${t('bid.rank', { rank: standing.rank })} · ${t('bid.score', { score: points(standing.totalHundredths) })}`}
        />
      )}
      {feedback && (
        <Alert
          type="warning"
          title={`${t('bid.feedback')}：${label('FeedbackReason', feedback.reason)}`}
          description={<UserText text={feedback.text} />}
        />
      )}
    </>
  )
}

export function OwnBid({ challenge }: { challenge: Challenge }) {
  const { t } = useTranslation()
  const [isAsking, setAsking] = useState(false)
  const id = challenge.ownBidId ?? ''
  const [{ data }] = useQuery({ query: bidQuery, variables: { id }, pause: id === '' })
  const bid = data?.node?.__typename === 'Bid' ? data.node : null
  if (!bid) return null
  const verdict = challenge.viewerCan.withdrawBid
  return (
    <Card
      size="small"
      title={
        <Flex gap="small" align="center">
          {t('bid.own')}
          <StateTag name="BidState" value={bid.state} />
        </Flex>
      }
      extra={
        bid.state === 'SEALED' &&
        isWorthShowing(verdict) && (
          <VerdictButton verdict={verdict} danger size="small" onClick={() => setAsking(true)}>
            {t('bid.withdraw')}
          </VerdictButton>
        )
      }
    >
      <Flex vertical gap="middle">
        <Feedback bid={bid} />
        <BidDetails bid={bid} />
      </Flex>
      <WithdrawDialog id={bid.id} isOpen={isAsking} onClose={() => setAsking(false)} />
    </Card>
  )
}
