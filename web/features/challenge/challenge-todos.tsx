/** Challenges that wait for this person: what the officer has to move on, what the expert has to score. */
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useQuery } from 'urql'
import type { VariablesOf } from '#web/api/graphql.ts'
import { Todo } from '#web/ui/todo.tsx'
import { challengesQuery } from './challenge-documents.ts'

type Variables = VariablesOf<typeof challengesQuery>
type State = NonNullable<NonNullable<NonNullable<Variables['filter']>['states']>[number]>

/** States in which the next step is somebody's: a published one is the officer's once its deadline has passed. */
const waiting: Record<'RUN' | 'REVIEW', State[]> = {
  RUN: ['SUBMITTED', 'VETTED', 'PUBLISHED', 'UNDER_REVIEW', 'PUBLIC_NOTICE'],
  REVIEW: ['UNDER_REVIEW'],
}

export function ChallengeTodos({ scope, to }: { scope: 'RUN' | 'REVIEW'; to: string }) {
  const { t } = useTranslation()
  const [{ data }] = useQuery({
    query: challengesQuery,
    variables: { scope, filter: { states: waiting[scope] }, sort: 'NEWEST', first: 1, after: null },
    requestPolicy: 'cache-and-network',
  })
  const answer = data?.challenges
  const count = answer?.__typename === 'QueryChallengesConnection' ? answer.totalCount : 0
  if (count === 0) return null
  return (
    <Todo count={count}>
      <Link to={to}>{t(scope === 'RUN' ? 'office.todoChallenges' : 'office.todoReviews')}</Link>
    </Todo>
  )
}
