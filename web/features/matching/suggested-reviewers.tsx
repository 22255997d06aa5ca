/** For the officer: experts who know the subject of a challenge, each with the reasons, and a way to invite them. */
import { Card, Flex, Tag, Typography, theme } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useQuery } from 'urql'
import { graphql, type ResultOf } from '#web/api/graphql.ts'
import { nameOf, pathOf } from '#web/ui/library.ts'
import { readReasons } from './explanation.ts'
import { HitTags, StrengthTag, useHitFacts } from './match-hit.tsx'
import { matchParts } from './match-parts.ts'

const suggestedReviewersQuery = graphql(
  `
    query SuggestedReviewers($id: ID!) {
      node(id: $id) {
        __typename
        ... on Challenge {
          id
          suggestedReviewers(first: 10) {
            email
            reviewsThisYear
            reviewsPerYear
            match {
              ...MatchParts
            }
          }
        }
      }
    }
  `,
  [matchParts],
)

type Node = Extract<ResultOf<typeof suggestedReviewersQuery>['node'], { __typename: 'Challenge' }>
type Suggestion = NonNullable<Node['suggestedReviewers']>[number]

const shownWords = 6

interface ReviewersProps {
  challengeId: string
  /** The button that invites whoever has this address. */
  invite(email: string): ReactNode
}

function SuggestionRow({ suggestion, invite }: { suggestion: Suggestion; invite: ReviewersProps['invite'] }) {
  const { t } = useTranslation()
  const { token } = theme.useToken()
  const { match, email, reviewsThisYear, reviewsPerYear } = suggestion
  const facts = useHitFacts(match.listing)
  const words = readReasons(match.explanation)?.words ?? []
  return (
    <Flex
      wrap
      gap="small"
      justify="space-between"
      align="start"
      style={{ padding: '8px 0', borderBottom: `1px solid ${token.colorBorderSecondary}` }}
    >
      <Flex vertical gap={4} style={{ flex: '1 1 320px', minWidth: 0 }}>
        <Flex wrap gap="small" align="center">
          <Link to={pathOf(match.listing)}>
            <strong>
              <bdi>{nameOf(match.listing)}</bdi>
            </strong>
          </Link>
          <StrengthTag strength={match.strength} />
          <HitTags listing={match.listing} />
        </Flex>
        <Flex wrap gap="2px 16px">
          {facts.map(({ label, value }) => (
            <span key={label}>
              <Typography.Text type="secondary">{label}：</Typography.Text>
              {value}
            </span>
          ))}
        </Flex>
        <Flex wrap gap={6}>
          {words.slice(0, shownWords).map(({ label }) => (
            <Tag key={label} color="blue" style={{ marginInlineEnd: 0 }}>
              <bdi>{label}</bdi>
            </Tag>
          ))}
        </Flex>
      </Flex>
      <Flex vertical gap={4} align="end">
        {email ? invite(email) : <Typography.Text type="secondary">{t('matching.reviewer.noAccount')}</Typography.Text>}
        {reviewsThisYear !== null && (
          <Typography.Text type="secondary">
            {t('matching.reviewer.load', { count: reviewsThisYear, most: reviewsPerYear })}
          </Typography.Text>
        )}
      </Flex>
    </Flex>
  )
}

/** Nothing for those who may not invite now: the server does not tell them. */
export function SuggestedReviewers({ challengeId, invite }: ReviewersProps) {
  const { t } = useTranslation()
  const [{ data }] = useQuery({ query: suggestedReviewersQuery, variables: { id: challengeId } })
  const suggestions = (data?.node?.__typename === 'Challenge' && data.node.suggestedReviewers) || null
  if (!suggestions) return null
  return (
    <Card size="small" title={t('matching.reviewer.title')}>
      <Typography.Text type="secondary">
        {t(suggestions.length > 0 ? 'matching.reviewer.hint' : 'matching.reviewer.nothing')}
      </Typography.Text>
      {suggestions.map(suggestion => (
        <SuggestionRow key={suggestion.match.listing.id} suggestion={suggestion} invite={invite} />
      ))}
    </Card>
  )
}
