/** The bureau's decisions on opened bids: whom to recommend, and what those who lost are told. */
import { Alert, App, Card, Flex, Form, Select, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCommand } from '#web/api/use-command.ts'
import { wanYuan } from '#web/ui/amount.ts'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import { useLabels } from '#web/ui/labels.ts'
import { TextField } from '#web/ui/text-field.tsx'
import { awardMutation, recommendMutation, touchesChallenge } from './challenge-commands.ts'
import type { Bid, Challenge } from './challenge-documents.ts'
import type { DialogProps } from './officer-dialogs.tsx'

const openedStates: readonly Bid['state'][] = ['OPENED', 'SHORTLISTED', 'AWARDED', 'NOT_AWARDED']

/** The opened bids, best first once there are standings. */
export function rankedBids(challenge: Challenge): { bid: Bid; standing: Standing | null }[] {
  const standings = challenge.review?.standings ?? []
  const opened = challenge.bids.filter(bid => openedStates.includes(bid.state))
  return opened
    .map(bid => ({ bid, standing: standings.find(standing => standing.bidId === bid.id) ?? null }))
    .sort((a, b) => (a.standing?.rank ?? 0) - (b.standing?.rank ?? 0))
}

export type Standing = NonNullable<NonNullable<Challenge['review']>['standings']>[number]

interface DecisionProps extends DialogProps {
  challenge: Challenge
}

const timeFormat = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
})

export function RecommendDialog({ id, isOpen, onClose, challenge }: DecisionProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { send } = useCommand(recommendMutation, 'recommendBid', touchesChallenge)
  const ranked = rankedBids(challenge)
  const submit = async ({ bidId, reason }: { bidId: string; reason?: string }) => {
    const outcome = await send({ id, bidId, reason: reason ?? '' })
    if (!outcome.ok) return outcome.failure
    const { isEstimated, noticeEndsAt } = outcome.value
    const at = timeFormat.format(new Date(noticeEndsAt))
    message.success(t(isEstimated ? 'challenge.done.recommendEstimated' : 'challenge.done.recommend', { at }))
    return null
  }
  const best = ranked[0]?.bid.id
  return (
    <FormDialog
      key={best ?? ''}
      title={t('challenge.act.recommend')}
      submitText={t('challenge.act.recommend')}
      isOpen={isOpen}
      onClose={onClose}
      onSubmit={submit}
      initialValues={best ? { bidId: best } : {}}
    >
      <Form.Item
        name="bidId"
        label={t('challenge.dialog.recommendBid')}
        rules={[{ required: true, message: t('common.required') }]}
      >
        <Select
          options={ranked.map(({ bid, standing }) => ({
            value: bid.id,
            label: [
              standing && t('bid.rank', { rank: standing.rank }),
              bid.organisation.name,
              standing && t('bid.score', { score: points(standing.totalHundredths) }),
              bid.content && `${wanYuan(bid.content.priceFen)} ${t('common.wanYuan')}`,
            ]
              .filter(Boolean)
              .join(' · '),
          }))}
        />
      </Form.Item>
      <TextField
        name="reason"
        label={t('challenge.dialog.recommendReason')}
        hint={t('challenge.dialog.recommendReasonHint')}
        maxLength={5000}
      />
    </FormDialog>
  )
}

/** 8750 hundredths → `87.50` */
export function points(hundredths: number): string {
  return (hundredths / 100).toFixed(2)
}

type FeedbackReason =
  | 'INDICATORS_NOT_MET'
  | 'SOLUTION_WEAKER'
  | 'TEAM_WEAKER'
  | 'PRICE_TOO_HIGH'
  | 'SCHEDULE_TOO_LONG'
  | 'CONDITIONS_NOT_MET'
  | 'OTHER'

interface AwardValues {
  feedback?: { bidId: string; reason: FeedbackReason; text: string }[]
}

export function AwardDialog({ id, isOpen, onClose, challenge }: DecisionProps) {
  const { t } = useTranslation()
  const { options } = useLabels()
  const { message } = App.useApp()
  const { send } = useCommand(awardMutation, 'awardChallenge', touchesChallenge)
  const losers = rankedBids(challenge).filter(({ bid }) => bid.id !== challenge.recommendedBidId)
  const submit = async ({ feedback = [] }: AwardValues) => {
    const outcome = await send({
      id,
      feedback: losers.flatMap(({ bid }, i) => {
        const given = feedback[i]
        return given ? [{ bidId: bid.id, reason: given.reason, text: given.text }] : []
      }),
    })
    if (!outcome.ok) return outcome.failure
    message.success(t('challenge.done.award'))
    return null
  }
  return (
    <FormDialog<AwardValues>
      title={t('challenge.act.award')}
      submitText={t('challenge.act.award')}
      isOpen={isOpen}
      onClose={onClose}
      onSubmit={submit}
      width={640}
      lead={
        <Alert
          type="info"
          showIcon
          title={t(losers.length > 0 ? 'challenge.dialog.awardLead' : 'challenge.dialog.awardNobodyLost')}
        />
      }
    >
      <Flex vertical gap="middle">
        {losers.map(({ bid, standing }, i) => (
          <Card
            key={bid.id}
            size="small"
            type="inner"
            title={<bdi>{bid.organisation.name}</bdi>}
            extra={
              standing && (
                <Typography.Text type="secondary">
                  {t('bid.rank', { rank: standing.rank })} ·{' '}
                  {t('bid.score', { score: points(standing.totalHundredths) })}
                </Typography.Text>
              )
            }
          >
            <Form.Item
              name={['feedback', i, 'reason']}
              label={t('challenge.dialog.feedbackReason')}
              rules={[{ required: true, message: t('common.required') }]}
            >
              <Select options={options('FeedbackReason')} />
            </Form.Item>
            <TextField
              name={['feedback', i, 'text']}
              label={t('challenge.dialog.feedbackText')}
              hint={t('challenge.dialog.feedbackTextHint')}
              maxLength={5000}
              rows={3}
              isRequired
            />
          </Card>
        ))}
      </Flex>
    </FormDialog>
  )
}
