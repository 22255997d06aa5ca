/** Matches, best first: how strong in words, which words and conditions fit, and everything else on request. */
import { Alert, Card, Collapse, Empty, Flex, Progress, Tag, Typography, theme } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ResultOf } from '#web/api/graphql.ts'
import { AmountRange } from '#web/ui/amount-text.tsx'
import { RegionName } from '#web/ui/code-name.tsx'
import { useLabels } from '#web/ui/labels.ts'
import { type Fact, OwnerName, ResultRow } from '#web/ui/result-row.tsx'
import { fitOf, percent, type Reasons, readReasons } from './explanation.ts'
import type { achievementMatchesQuery, demandMatchesQuery } from './match-documents.ts'
import { MatchReasons } from './match-reasons.tsx'

type FoundDemand = Extract<ResultOf<typeof demandMatchesQuery>['node'], { __typename: 'Demand' }>
type FoundAchievement = Extract<ResultOf<typeof achievementMatchesQuery>['node'], { __typename: 'Achievement' }>
export type Match = FoundDemand['matchingAchievements'][number] | FoundAchievement['matchingDemands'][number]

const strengthColours = { STRONG: 'green', FAIR: 'blue', WEAK: 'default', NONE: 'default' } as const
const shownWords = 8

/** What a hit is, whichever its library. */
function useHit({ listing }: Match) {
  const { t } = useTranslation()
  const { label } = useLabels()
  const region: Fact[] = listing.regionCode
    ? [{ label: t('listing.region'), value: <RegionName code={listing.regionCode} /> }]
    : []
  const owner: Fact = { label: t('listing.owner'), value: <OwnerName owner={listing.organisation} /> }
  const id = encodeURIComponent(listing.id)
  if (listing.__typename === 'Expert') {
    const facts = [{ label: t('listing.unit'), value: <bdi>{listing.unit}</bdi> }, ...region]
    const tags = listing.fields.map(field => label('TechnologyField', field))
    return { to: `/experts/${id}`, title: listing.name, lead: listing.researchDirections, facts, tags }
  }
  const tags = listing.field ? [label('TechnologyField', listing.field)] : []
  if (listing.__typename === 'Demand') {
    const amount = <AmountRange minFen={listing.budgetMinFen} maxFen={listing.budgetMaxFen} />
    const facts = [{ label: t('listing.budget'), value: amount }, owner, ...region]
    return { to: `/demands/${id}`, title: listing.title, lead: listing.problem, facts, tags }
  }
  const amount = <AmountRange minFen={listing.priceMinFen} maxFen={listing.priceMaxFen} />
  const trl = listing.trl ? [{ label: 'TRL', value: listing.trl }] : []
  const facts = [{ label: t('listing.price'), value: amount }, ...trl, owner, ...region]
  return { to: `/achievements/${id}`, title: listing.title, lead: listing.summary, facts, tags }
}

function Why({ reasons }: { reasons: Reasons }) {
  const { t } = useTranslation()
  const fitting = reasons.factors.filter(({ value }) => fitOf(value) === 'fits')
  return (
    <Flex wrap gap={6} align="center">
      <Typography.Text type="secondary">{t('matching.why')}：</Typography.Text>
      {reasons.words.slice(0, shownWords).map(({ label, contribution }) => (
        <Tag key={label} color="blue" style={{ marginInlineEnd: 0 }}>
          <bdi>{label}</bdi> {percent(reasons.total > 0 ? contribution / reasons.total : 0)}
        </Tag>
      ))}
      {fitting.map(({ code }) => (
        <Tag key={code} color="green" style={{ marginInlineEnd: 0 }}>
          {t(`matching.factor.${code}`)} {t('matching.fits')}
        </Tag>
      ))}
    </Flex>
  )
}

function MatchRow({ match, rank, best }: { match: Match; rank: number; best: number }) {
  const { t } = useTranslation()
  const { token } = theme.useToken()
  const hit = useHit(match)
  const reasons = readReasons(match.explanation)
  const strength = t(`matching.strength.${match.strength}`)
  const relative = percent(best > 0 ? match.score / best : 0)
  const score = t('matching.relativeScore', { score: match.score.toPrecision(2), percent: relative })
  return (
    <div style={{ borderBottom: `1px solid ${token.colorBorderSecondary}` }}>
      <ResultRow
        isPlain
        to={hit.to}
        title={`${rank}. ${hit.title}`}
        lead={hit.lead}
        tags={hit.tags.map(tag => <Tag key={tag}>{tag}</Tag>)}
        facts={hit.facts}
        extra={
          <Flex vertical style={{ width: 192 }} gap={2}>
            <Tag color={strengthColours[match.strength]} style={{ alignSelf: 'start' }}>
              {t('matching.strengthLabel', { strength })}
            </Tag>
            <Progress
              percent={best > 0 ? (match.score / best) * 100 : 0}
              status="normal"
              showInfo={false}
              size="small"
              aria-label={score}
            />
            <Typography.Text type="secondary">{score}</Typography.Text>
          </Flex>
        }
      />
      {reasons && (
        <div style={{ padding: '0 16px 8px' }}>
          <Why reasons={reasons} />
          <Collapse
            ghost
            size="small"
            items={[
              {
                key: 'all',
                label: `${t('matching.details')} · ${t('matching.coverage', { percent: percent(reasons.coverage) })}`,
                children: <MatchReasons reasons={reasons} />,
              },
            ]}
          />
        </div>
      )}
    </div>
  )
}

export function MatchList({ matches }: { matches: readonly Match[] }) {
  const { t } = useTranslation()
  const related = matches.filter(({ strength }) => strength !== 'NONE')
  if (related.length === 0)
    return (
      <Empty
        description={
          <>
            <Typography.Text strong>{t('matching.nothing')}</Typography.Text>
            <br />
            <Typography.Text type="secondary">{t('matching.nothingHint')}</Typography.Text>
          </>
        }
        style={{ padding: 48 }}
      />
    )
  const isWeak = related.every(({ strength }) => strength === 'WEAK')
  const best = Math.max(...related.map(({ score }) => score))
  return (
    <Flex vertical gap="small">
      {isWeak && (
        <Alert type="warning" showIcon title={t('matching.weakOnly')} description={t('matching.weakOnlyHint')} />
      )}
      <Card styles={{ body: { padding: 0 } }}>
        {related.map((match, i) => (
          <MatchRow key={match.listing.id} match={match} rank={i + 1} best={best} />
        ))}
      </Card>
    </Flex>
  )
}
