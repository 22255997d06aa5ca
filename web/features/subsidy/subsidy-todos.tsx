/** Figures that wait for this person's step, as a link to them; nothing where nothing waits. */
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useQuery } from 'urql'
import { graphql, type VariablesOf } from '#web/api/graphql.ts'
import { Todo } from '#web/ui/todo.tsx'

const waitingQuery = graphql(`
  query WaitingDeterminations($states: [DeterminationState!], $isOwnBureauOnly: Boolean!) {
    determinations(first: 100, states: $states, isOwnBureauOnly: $isOwnBureauOnly) {
      ... on QueryDeterminationsConnection {
        pageInfo {
          hasNextPage
        }
        edges {
          node {
            viewerCan {
              claim {
                allowed
              }
            }
          }
        }
      }
    }
  }
`)

type States = NonNullable<VariablesOf<typeof waitingQuery>['states']>

const waiting = {
  claim: ['DETERMINED'],
  review: ['CLAIMED', 'TOLD'],
  approve: ['REVIEWED'],
  pay: ['APPROVED'],
} as const satisfies Record<string, readonly States[number][]>

/** Nothing waiting, too, is asked for again when a figure has moved. */
const context = { additionalTypenames: ['Determination'] }

export function SubsidyTodos({ step }: { step: keyof typeof waiting }) {
  const { t } = useTranslation()
  const isOwnBureauOnly = step !== 'claim'
  const [{ data }] = useQuery({
    query: waitingQuery,
    variables: { states: [...waiting[step]], isOwnBureauOnly },
    requestPolicy: 'cache-and-network',
    context,
  })
  const answer = data?.determinations
  if (!answer || !('edges' in answer)) return null
  // A figure that gives nothing is determined too, and cannot be claimed.
  const { length } = answer.edges.filter(({ node }) => step !== 'claim' || node.viewerCan.claim.allowed)
  if (length === 0) return null
  const place = new URLSearchParams({ show: step, ...(isOwnBureauOnly && { bureau: 'own' }) })
  return (
    <Todo count={length} isMore={answer.pageInfo.hasNextPage}>
      <Link to={`/workbench/subsidies?${place}`}>{t(`office.todoSubsidy.${step}`)}</Link>
    </Todo>
  )
}
