/** Who reviews and how far they are; scores stay hidden until all are in. */
import { Alert, Card, Empty, Flex, Progress, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Challenge } from './challenge-documents.ts'

/** Before vetting nobody can be invited. */
const early: readonly Challenge['state'][] = ['DRAFT', 'SUBMITTED', 'RETURNED', 'CANCELLED']

export function ReviewPanel({ challenge }: { challenge: Challenge }) {
  const { t } = useTranslation()
  const { review, recommendationReason, state } = challenge
  if (!review || (review.reviewers.length === 0 && early.includes(state))) return null
  const { reviewerCount, minReviewers, bidCount, scoredPairs } = review.progress
  const all = reviewerCount * bidCount
  const isPanel = reviewerCount >= minReviewers && reviewerCount % 2 === 1
  return (
    <Card size="small" title={t('challenge.panel')}>
      <Flex vertical gap="small">
        {!isPanel && (
          <Alert
            type="warning"
            showIcon
            title={t('challenge.needReviewers', { count: reviewerCount, min: minReviewers })}
          />
        )}
        {review.reviewers.length === 0 && (
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('challenge.panelEmpty')} />
        )}
        {review.reviewers.map(({ userId, displayName, scoredBids }) => (
          <Typography.Text key={userId}>
            <bdi>{t('challenge.panelScored', { name: displayName, count: scoredBids })}</bdi>
          </Typography.Text>
        ))}
        {all > 0 && (
          <Flex gap="small" align="center" wrap>
            <Progress
              percent={Math.round((scoredPairs / all) * 100)}
              size="small"
              style={{ flex: '1 1 160px' }}
              aria-label={t('challenge.scored', { done: scoredPairs, all })}
            />
            <Typography.Text type="secondary">
              {review.isComplete ? t('challenge.reviewComplete') : t('challenge.scored', { done: scoredPairs, all })}
            </Typography.Text>
          </Flex>
        )}
        {recommendationReason && (
          <Typography.Text>
            {t('challenge.recommendationReason')}：<bdi>{recommendationReason}</bdi>
          </Typography.Text>
        )}
      </Flex>
    </Card>
  )
}
