/** Makes a challenge from a published demand, or changes one that is still on its poster's desk. */
import { Alert, App, Card, Empty, Flex, Form, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useNavigate, useSearchParams } from 'react-router'
import { useQuery } from 'urql'
import { usualDimensions } from '#domain/challenge/check-challenge.ts'
import { graphql, type ResultOf } from '#web/api/graphql.ts'
import { type Failure, failureOfError, invalidParts, readOutcome, refusedParts } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { useKept } from '#web/api/use-kept.ts'
import { writeWanYuan } from '#web/ui/amount.ts'
import { FailurePanel } from '#web/ui/failure.tsx'
import { Waiting } from '#web/ui/waiting.tsx'
import { createMutation, editMutation, submitMutation, touchesChallenge } from './challenge-commands.ts'
import type { Challenge } from './challenge-documents.ts'
import { ChallengeForm, type Terms, type TermsValues } from './challenge-form.tsx'
import { challengePath } from './challenge-row.tsx'

const demandsQuery = graphql(
  `
    query DemandsToList {
      demands(scope: MINE, filter: { states: [PUBLISHED] }, first: 100) {
        __typename
        ... on QueryDemandsConnection {
          edges {
            node {
              id
              title
            }
          }
        }
        ...RefusedParts
        ...InvalidParts
      }
      verifiedOrganisations(kind: BUREAU) {
        id
        name
      }
    }
  `,
  [refusedParts, invalidParts],
)

const demandQuery = graphql(`
  query DemandToList($id: ID!) {
    node(id: $id) {
      __typename
      ... on Demand {
        title
        problem
        ipWish
        solverConditions
        budgetMaxFen
        indicators {
          name
          comparator
          value
          valueMax
          unit
          testMethod
        }
      }
    }
  }
`)

type Demand = Extract<ResultOf<typeof demandQuery>['node'], { __typename: 'Demand' }>
type Bureau = ResultOf<typeof demandsQuery>['verifiedOrganisations'][number]

/** The row as an input takes it: without what the client adds. */
function toIndicators(rows: Demand['indicators']): TermsValues['indicators'] {
  return rows.map(({ name, comparator, value, valueMax, unit, testMethod }) => ({
    name,
    comparator,
    value,
    valueMax,
    unit,
    testMethod,
  }))
}

function useSave() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const submit = useCommand(submitMutation, 'submitChallenge', touchesChallenge)
  /** After the terms are stored: submits if asked, says so, and goes to the challenge. */
  return async (id: string, way: 'save' | 'submit', isNew: boolean): Promise<Failure | null> => {
    if (way === 'submit') {
      const outcome = await submit.send({ id })
      if (!outcome.ok) {
        if (isNew) navigate(`${challengePath(id)}/edit`, { replace: true, state: { failure: outcome.failure } })
        return outcome.failure
      }
    }
    message.success(t(way === 'submit' ? 'challenge.done.submit' : 'challenge.done.saved'))
    navigate(challengePath(id))
    return null
  }
}

interface FromDemandProps {
  demandId: string
  bureaus: readonly Bureau[]
  userId: string
}

function FromDemand({ demandId, bureaus, userId }: FromDemandProps) {
  const { t } = useTranslation()
  const [{ data: fetched, error }, ask] = useQuery({ query: demandQuery, variables: { id: demandId } })
  const data = useKept(demandId, fetched)
  const { send } = useCommand(createMutation, 'createChallenge', touchesChallenge)
  const finish = useSave()
  if (error && !data) return <FailurePanel failure={failureOfError(error)} onRetry={ask} />
  if (!data) return <Waiting />
  if (data.node?.__typename !== 'Demand') return <Empty description={t('common.notFoundHint')} />
  const demand = data.node
  const only = bureaus.length === 1 ? bureaus[0] : undefined
  const initial: TermsValues = {
    title: demand.title,
    problem: demand.problem,
    reward: writeWanYuan(demand.budgetMaxFen),
    ipOwnership: demand.ipWish ?? 'NEGOTIABLE',
    conditions: demand.solverConditions,
    indicators: toIndicators(demand.indicators),
    dimensions: usualDimensions.map(each => ({ ...each })),
    ...(only && { bureauId: only.id }),
  }
  const save = async (terms: Terms, bureauId: string, way: 'save' | 'submit') => {
    const outcome = await send({ demandId, bureauId, terms })
    return outcome.ok ? finish(outcome.value.id, way, true) : outcome.failure
  }
  return (
    <ChallengeForm
      initial={initial}
      draftKey={`jiebang.draft.${userId}.challenge.${demandId}`}
      bureaus={bureaus.map(({ id, name }) => ({ value: id, label: name }))}
      lead={<Alert type="info" showIcon title={t('challenge.form.lead')} />}
      onSave={save}
    />
  )
}

export function NewChallenge({ userId }: { userId: string }) {
  const { t } = useTranslation()
  const [address, setAddress] = useSearchParams()
  const [{ data: fetched, error }, ask] = useQuery({ query: demandsQuery, requestPolicy: 'cache-and-network' })
  const data = useKept('demands', fetched)
  const outcome = readOutcome(data?.demands, error)
  if (!outcome || !data) return error ? <FailurePanel failure={failureOfError(error)} onRetry={ask} /> : <Waiting />
  if (!outcome.ok) return <FailurePanel failure={outcome.failure} onRetry={ask} />
  const demandId = address.get('demand') ?? ''
  const demands = outcome.value.edges.map(({ node }) => ({ value: node.id, label: node.title }))
  if (demands.length === 0)
    return (
      <Card>
        <Empty description={t('challenge.form.noDemand')}>
          <Link to="/workbench/demands">{t('challenge.form.toDemands')}</Link>
        </Empty>
      </Card>
    )
  return (
    <Flex vertical gap="middle">
      <Card size="small">
        <Form layout="vertical" className="compact-form">
          <Form.Item
            label={t('challenge.form.demand')}
            htmlFor="challenge-demand"
            extra={t('challenge.form.demandHint')}
          >
            <Select
              id="challenge-demand"
              showSearch={{ optionFilterProp: 'label' }}
              options={demands}
              value={demandId === '' ? null : demandId}
              onChange={demand => setAddress({ demand }, { replace: true })}
            />
          </Form.Item>
        </Form>
      </Card>
      {demandId !== '' && (
        <FromDemand key={demandId} demandId={demandId} bureaus={data.verifiedOrganisations} userId={userId} />
      )}
    </Flex>
  )
}

export function EditChallenge({ challenge, userId }: { challenge: Challenge; userId: string }) {
  const { state } = useLocation()
  const { send } = useCommand(editMutation, 'editChallenge', touchesChallenge)
  const finish = useSave()
  const initial: TermsValues = {
    title: challenge.title,
    problem: challenge.problem,
    reward: writeWanYuan(challenge.rewardFen),
    ipOwnership: challenge.ipOwnership,
    conditions: challenge.conditions,
    indicators: toIndicators(challenge.indicators),
    dimensions: challenge.dimensions.map(({ name, weight }) => ({ name, weight })),
  }
  const save = async (terms: Terms, _bureauId: string, way: 'save' | 'submit') => {
    const outcome = await send({ id: challenge.id, terms })
    return outcome.ok ? finish(challenge.id, way, false) : outcome.failure
  }
  return (
    <ChallengeForm
      initial={initial}
      draftKey={`jiebang.draft.${userId}.challenge.${challenge.id}`}
      bureaus={null}
      firstFailure={(state as { failure?: Failure } | null)?.failure ?? null}
      onSave={save}
    />
  )
}
