/** Money that is to come back and has not, as a link to it; nothing where none is. */
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useQuery } from 'urql'
import { graphql } from '#web/api/graphql.ts'
import { Todo } from '#web/ui/todo.tsx'

const openQuery = graphql(`
  query OpenClawbacks {
    clawbacks(first: 100, isOpenOnly: true) {
      ... on QueryClawbacksConnection {
        pageInfo {
          hasNextPage
        }
        edges {
          cursor
        }
      }
    }
  }
`)

const context = { additionalTypenames: ['Clawback'] }

export function ClawbackTodos() {
  const { t } = useTranslation()
  const [{ data }] = useQuery({ query: openQuery, requestPolicy: 'cache-and-network', context })
  const answer = data?.clawbacks
  if (!answer || !('edges' in answer) || answer.edges.length === 0) return null
  return (
    <Todo count={answer.edges.length} isMore={answer.pageInfo.hasNextPage}>
      <Link to="/workbench/payouts?tab=clawbacks">{t('office.todoClawbacks')}</Link>
    </Todo>
  )
}
