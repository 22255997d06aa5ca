/** What a challenge asks for: terms, indicators, how bids are scored. */
import { Card, Descriptions, Flex, Progress, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { amountInWords } from '#domain/money.ts'
import { Amount } from '#web/ui/amount-text.tsx'
import { IndicatorTable } from '#web/ui/indicator-table.tsx'
import { useLabels } from '#web/ui/labels.ts'
import { Instant } from '#web/ui/moment.tsx'
import { OwnerName } from '#web/ui/result-row.tsx'
import { TextSection } from '#web/ui/text-section.tsx'
import type { Challenge } from './challenge-documents.ts'
import { BidCounts } from './challenge-row.tsx'

function Terms({ challenge }: { challenge: Challenge }) {
  const { t } = useTranslation()
  const { label } = useLabels()
  const { rewardFen, bidsCloseAt, recommended, awardedAt } = challenge
  return (
    <Card size="small">
      <Descriptions
        size="small"
        column={{ xs: 1, sm: 1, md: 2 }}
        items={[
          {
            key: 'reward',
            label: t('challenge.reward'),
            children: (
              <span>
                <strong>
                  <Amount fen={rewardFen} />
                </strong>{' '}
                <Typography.Text type="secondary">{amountInWords(BigInt(rewardFen))}</Typography.Text>
              </span>
            ),
          },
          {
            key: 'deadline',
            label: t('challenge.deadline'),
            children: bidsCloseAt ? <Instant at={bidsCloseAt} /> : t('challenge.notPublished'),
          },
          { key: 'bids', label: t('challenge.bids'), children: <BidCounts counts={challenge.bidCounts} /> },
          {
            key: 'kind',
            label: t('challenge.kind'),
            children: `${label('ChallengeKind', challenge.kind)} · ${label('Selection', challenge.selection)}`,
          },
          { key: 'poster', label: t('challenge.poster'), children: <OwnerName owner={challenge.poster} /> },
          { key: 'bureau', label: t('challenge.bureau'), children: <OwnerName owner={challenge.bureau} /> },
          { key: 'ip', label: t('challenge.ipOwnership'), children: label('IpWish', challenge.ipOwnership) },
          {
            key: 'demand',
            label: t('challenge.demand'),
            children: <Link to={`/demands/${encodeURIComponent(challenge.demandId)}`}>{t('common.view')}</Link>,
          },
          ...(recommended
            ? [
                {
                  key: 'winner',
                  label: t(awardedAt ? 'challenge.awarded' : 'challenge.recommended'),
                  children: (
                    <strong>
                      <OwnerName owner={recommended} />
                    </strong>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Card>
  )
}

function Dimensions({ dimensions }: { dimensions: Challenge['dimensions'] }) {
  const { t } = useTranslation()
  return (
    <Card size="small" title={t('challenge.dimensions')}>
      <Flex vertical gap={8}>
        {dimensions.map(({ name, weight }) => (
          <Flex key={name} gap="middle" align="center">
            <span style={{ flex: '0 1 220px', minWidth: 120 }}>
              <bdi>{name}</bdi>
            </span>
            <Progress
              percent={weight}
              size="small"
              status="normal"
              format={() => `${weight}%`}
              aria-label={`${name} ${weight}%`}
              style={{ flex: 1 }}
            />
          </Flex>
        ))}
      </Flex>
    </Card>
  )
}

export function ChallengeFacts({ challenge }: { challenge: Challenge }) {
  const { t } = useTranslation()
  return (
    <>
      <Terms challenge={challenge} />
      <TextSection title={t('challenge.problem')} text={challenge.problem} />
      <IndicatorTable indicators={challenge.indicators} />
      <TextSection title={t('challenge.conditions')} text={challenge.conditions} />
      <Dimensions dimensions={challenge.dimensions} />
    </>
  )
}
