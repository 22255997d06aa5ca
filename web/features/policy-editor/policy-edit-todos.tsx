/** Working copies that wait for this person: returned to the officer, proposed to the reviewer. */
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useQuery } from 'urql'
import { graphql } from '#web/api/graphql.ts'
import { Todo } from '#web/ui/todo.tsx'

const waitingQuery = graphql(`
  query WaitingPolicyEdits($states: [PolicyEditState!]) {
    policyEdits(states: $states) {
      ... on QueryPolicyEditsSuccess {
        data {
          id
        }
      }
    }
  }
`)

const context = { additionalTypenames: ['PolicyEdit'] }

export function PolicyEditTodos({ state }: { state: 'RETURNED' | 'PROPOSED' }) {
  const { t } = useTranslation()
  const [{ data }] = useQuery({
    query: waitingQuery,
    variables: { states: [state] },
    requestPolicy: 'cache-and-network',
    context,
  })
  const answer = data?.policyEdits
  if (!answer || !('data' in answer) || answer.data.length === 0) return null
  return (
    <Todo count={answer.data.length}>
      <Link to="/workbench/policies">{t(`office.todoPolicy.${state}`)}</Link>
    </Todo>
  )
}
