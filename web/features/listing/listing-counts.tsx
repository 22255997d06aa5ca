/** How many of one's own listings stand in a state, as a link to them. */
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useQuery } from 'urql'
import { graphql } from '#web/api/graphql.ts'
import { libraryPaths, listingTypes } from '#web/ui/library.ts'
import { Todo } from '#web/ui/todo.tsx'

const countsQuery = graphql(`
  query ListingCounts($scope: ListingScope!, $states: [ListingState!]) {
    demands(scope: $scope, filter: { states: $states }, first: 1) {
      ... on QueryDemandsConnection {
        totalCount
      }
    }
    achievements(scope: $scope, filter: { states: $states }, first: 1) {
      ... on QueryAchievementsConnection {
        totalCount
      }
    }
    experts(scope: $scope, filter: { states: $states }, first: 1) {
      ... on QueryExpertsConnection {
        totalCount
      }
    }
  }
`)

/** Counts of nothing, too, are asked for again when an entry has changed. */
const context = { additionalTypenames: Object.values(listingTypes) }

type State = 'DRAFT' | 'RETURNED' | 'SUBMITTED' | 'EXPIRED' | 'PUBLISHED'

const countOf = (member: object | undefined): number =>
  member && 'totalCount' in member && typeof member.totalCount === 'number' ? member.totalCount : 0

export function useListingCounts(scope: 'MINE' | 'DESK', state: State) {
  const [{ data }] = useQuery({
    query: countsQuery,
    variables: { scope, states: [state] },
    requestPolicy: 'cache-and-network',
    context,
  })
  return {
    demand: countOf(data?.demands),
    achievement: countOf(data?.achievements),
    expert: countOf(data?.experts),
    isKnown: data !== undefined,
  }
}

const nouns = ['demand', 'achievement', 'expert'] as const

/** The lines of a to-do list for one state; nothing where there is nothing to do. */
export function ListingTodos({ scope, state, word }: { scope: 'MINE' | 'DESK'; state: State; word: string }) {
  const { t } = useTranslation()
  const counts = useListingCounts(scope, state)
  return nouns
    .filter(noun => counts[noun] > 0)
    .map(noun => {
      const to =
        scope === 'MINE'
          ? `/workbench/${libraryPaths[noun]}?state=${state}`
          : `/workbench/desk?tab=${libraryPaths[noun]}`
      return (
        <Todo key={noun} count={counts[noun]}>
          <Link to={to}>
            {t(`listing.${noun}.one`)} · {word}
          </Link>
        </Todo>
      )
    })
}
