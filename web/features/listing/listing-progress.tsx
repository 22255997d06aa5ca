/** Where a listing stands in its life, and who is next. */
import { Card, Steps, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLabels } from '#web/ui/labels.ts'
import { DayOf, Instant } from '#web/ui/moment.tsx'
import type { Frame, ListingState } from './listing-parts.ts'

/** The road a listing takes; a step aside stands where it happened. */
function roadTo(state: ListingState): readonly ListingState[] {
  if (state === 'RETURNED') return ['DRAFT', 'RETURNED', 'SUBMITTED', 'PUBLISHED']
  if (state === 'WITHDRAWN') return ['DRAFT', 'SUBMITTED', 'WITHDRAWN']
  if (state === 'EXPIRED') return ['DRAFT', 'SUBMITTED', 'PUBLISHED', 'EXPIRED']
  return ['DRAFT', 'SUBMITTED', 'PUBLISHED']
}

export function ListingProgress({ frame }: { frame: Frame }) {
  const { t } = useTranslation()
  const { label } = useLabels()
  const { state, publishedAt, expiresAt, updatedAt } = frame
  const road = roadTo(state)
  return (
    <Card size="small" title={t('listing.lifecycle')}>
      <Steps
        orientation="vertical"
        size="small"
        current={road.indexOf(state)}
        status={state === 'RETURNED' || state === 'EXPIRED' ? 'error' : state === 'PUBLISHED' ? 'finish' : 'process'}
        items={road.map(step => ({
          title: label('ListingState', step),
          content:
            step === state ? (
              <Typography.Text type="secondary">
                {step === 'PUBLISHED' && publishedAt ? <Instant at={publishedAt} /> : <Instant at={updatedAt} />}
                <br />
                {t(`listing.next.${state}`)}
                {state === 'PUBLISHED' && expiresAt && (
                  <>
                    <br />
                    {t('listing.expiresAt')} <DayOf at={expiresAt} />
                  </>
                )}
              </Typography.Text>
            ) : null,
        }))}
      />
    </Card>
  )
}
