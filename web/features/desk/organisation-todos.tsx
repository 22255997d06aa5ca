import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useQuery } from 'urql'
import { Todo } from '#web/ui/todo.tsx'
import { organisationLists, organisationsQuery } from './organisation-documents.ts'

export function useUnverifiedCount(): number {
  const [{ data }] = useQuery({
    query: organisationsQuery,
    variables: { state: 'UNVERIFIED', first: 1, after: null },
    requestPolicy: 'cache-and-network',
    context: organisationLists,
  })
  const answer = data?.organisations
  return answer?.__typename === 'QueryOrganisationsConnection' ? answer.totalCount : 0
}

export function OrganisationTodos() {
  const { t } = useTranslation()
  const count = useUnverifiedCount()
  if (count === 0) return null
  return (
    <Todo count={count}>
      <Link to="/workbench/desk?tab=organisations">{t('office.todoOrganisations')}</Link>
    </Todo>
  )
}
