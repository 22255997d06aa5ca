/** What came of the like: similar demands that were solved, enterprises that asked for what an achievement offers. */
import { Alert, Card, Collapse, Flex, Space, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useQuery } from 'urql'
import { failureOfError } from '#web/api/outcome.ts'
import { FailurePanel } from '#web/ui/failure.tsx'
import { OwnerName } from '#web/ui/result-row.tsx'
import { StateTag } from '#web/ui/state-tag.tsx'
import { Waiting } from '#web/ui/waiting.tsx'
import { splitByStrength } from './explanation.ts'
import { interestedEnterprisesQuery, solvedDemandsQuery } from './match-documents.ts'
import { StrengthTag } from './match-hit.tsx'
import { NothingFits } from './match-list.tsx'
import { MatchRow } from './match-row.tsx'
import type { SharedFrame } from './match-tab.tsx'

interface OutcomeProps {
  id: string
  frame: SharedFrame
}

const again = { requestPolicy: 'network-only' } as const

export function SolvedDemands({ id, frame }: OutcomeProps) {
  const { t } = useTranslation()
  const [{ data, error }, ask] = useQuery({ query: solvedDemandsQuery, variables: { id } })
  if (error && !data) return <FailurePanel failure={failureOfError(error)} onRetry={() => ask(again)} />
  if (!data) return <Waiting />
  const found = data.node?.__typename === 'Demand' ? data.node.solvedDemands : []
  const { good, weak } = splitByStrength(found.map(each => ({ ...each, strength: each.match.strength })))
  const solved = [...good, ...weak]
  if (solved.length === 0) return <NothingFits title={t('matching.solvedNothing')} />
  const best = Math.max(...solved.map(({ match }) => match.score))
  return (
    <Flex vertical gap="small">
      {good.length === 0 && <Alert type="warning" showIcon title={t('matching.solvedWeak')} />}
      <Card styles={{ body: { padding: 0 } }}>
        {solved.map(({ match, challenge }, i) => (
          <MatchRow
            key={match.listing.id}
            match={match}
            rank={i + 1}
            frame={{ ...frame, best, offering: null, choice: null }}
            note={
              <Space wrap style={{ marginBottom: 4 }}>
                <Typography.Text strong>{t('matching.solvedBy')}</Typography.Text>
                <Link to={`/challenges/${encodeURIComponent(challenge.id)}`}>
                  <bdi>{challenge.title}</bdi>
                </Link>
                <StateTag name="ChallengeState" value={challenge.state} />
              </Space>
            }
          />
        ))}
      </Card>
    </Flex>
  )
}

export function InterestedEnterprises({ id, frame }: OutcomeProps) {
  const { t } = useTranslation()
  const [{ data, error }, ask] = useQuery({ query: interestedEnterprisesQuery, variables: { id } })
  if (error && !data) return <FailurePanel failure={failureOfError(error)} onRetry={() => ask(again)} />
  if (!data) return <Waiting />
  const found = data.node?.__typename === 'Achievement' ? data.node.interestedEnterprises : []
  const { good, weak } = splitByStrength(found)
  const enterprises = [...good, ...weak]
  if (enterprises.length === 0) return <NothingFits title={t('matching.enterprisesNothing')} />
  const best = Math.max(...enterprises.flatMap(({ demands }) => demands.map(({ score }) => score)))
  return (
    <Flex vertical gap="small">
      {good.length === 0 && (
        <Alert type="warning" showIcon title={t('matching.noGood')} description={t('matching.noGoodHint')} />
      )}
      <Collapse
        defaultActiveKey={enterprises.slice(0, 1).map(({ organisation }) => organisation.id)}
        styles={{ body: { padding: 0 } }}
        items={enterprises.map(({ organisation, strength, demands }) => ({
          key: organisation.id,
          label: (
            <Flex wrap gap="small" align="center">
              <strong>
                <OwnerName owner={organisation} />
              </strong>
              <Typography.Text type="secondary">
                {t('matching.enterpriseDemands', { count: demands.length })}
              </Typography.Text>
              <StrengthTag strength={strength} />
            </Flex>
          ),
          children: demands.map((match, i) => (
            <MatchRow
              key={match.listing.id}
              match={match}
              rank={i + 1}
              frame={{ ...frame, best, offering: 'query', choice: null }}
            />
          )),
        }))}
      />
    </Flex>
  )
}
