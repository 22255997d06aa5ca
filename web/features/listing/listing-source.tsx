/** One page of a list, whichever the library: the three queries in one shape. */
import type { FC } from 'react'
import { useQuery } from 'urql'
import { type Outcome, readOutcome } from '#web/api/outcome.ts'
import { commonConditions, type ListingFilter, listed, projectConditions } from '#web/ui/listing-filter.ts'
import { type AchievementCard, achievementsQuery } from './achievement-documents.ts'
import { type DemandCard, demandsQuery } from './demand-documents.ts'
import { type ExpertCard, expertsQuery } from './expert-documents.ts'
import type { Scope } from './listing-parts.ts'
import { AchievementRow, DemandRow, ExpertRow, type RowProps } from './listing-rows.tsx'

export interface ListRequest {
  scope: Scope
  filter: ListingFilter
  after: string | null
  first: number
}

export interface ListPage<N> {
  totalCount: number
  edges: readonly { node: N }[]
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
}

export interface PageState<N> {
  outcome: Outcome<ListPage<N>> | null
  isFetching: boolean
  retry(): void
}

export interface ListingSource<N extends { id: string }> {
  usePage(request: ListRequest): PageState<N>
  Row: FC<RowProps<N>>
}

/** Shown at once from memory, and asked again: a list changes while one looks at an entry. */
const policy = 'cache-and-network' as const
const refetch = { requestPolicy: 'network-only' } as const
/** So that an empty list, too, is asked for again when an entry of its kind has changed. */
const listsOf = (typename: string) => ({ additionalTypenames: [typename] })
const demandLists = listsOf('Demand')
const achievementLists = listsOf('Achievement')
const expertLists = listsOf('Expert')

function useDemandPage({ scope, filter, after, first }: ListRequest): PageState<DemandCard> {
  const sort = filter.sort === 'AMOUNT_HIGH' || filter.sort === 'DEADLINE' ? filter.sort : 'NEWEST'
  const conditions = {
    ...commonConditions(filter),
    ...projectConditions(filter),
    cooperationModes: listed(filter.cooperationModes),
  }
  const variables = { scope, filter: conditions, sort, after, first } as const
  const [{ data, error, fetching }, ask] = useQuery({
    query: demandsQuery,
    variables,
    requestPolicy: policy,
    context: demandLists,
  })
  return { outcome: readOutcome(data?.demands, error), isFetching: fetching, retry: () => ask(refetch) }
}

function useAchievementPage({ scope, filter, after, first }: ListRequest): PageState<AchievementCard> {
  const sort = filter.sort === 'AMOUNT_LOW' || filter.sort === 'MATURITY' ? filter.sort : 'NEWEST'
  const conditions = { ...commonConditions(filter), ...projectConditions(filter), stages: listed(filter.stages) }
  const variables = { scope, filter: conditions, sort, after, first } as const
  const [{ data, error, fetching }, ask] = useQuery({
    query: achievementsQuery,
    variables,
    requestPolicy: policy,
    context: achievementLists,
  })
  return { outcome: readOutcome(data?.achievements, error), isFetching: fetching, retry: () => ask(refetch) }
}

function useExpertPage({ scope, filter, after, first }: ListRequest): PageState<ExpertCard> {
  const conditions = { ...commonConditions(filter), kinds: listed(filter.kinds) }
  const variables = { scope, filter: conditions, sort: 'NEWEST', after, first } as const
  const [{ data, error, fetching }, ask] = useQuery({
    query: expertsQuery,
    variables,
    requestPolicy: policy,
    context: expertLists,
  })
  return { outcome: readOutcome(data?.experts, error), isFetching: fetching, retry: () => ask(refetch) }
}

export const demandSource: ListingSource<DemandCard> = { usePage: useDemandPage, Row: DemandRow }
export const achievementSource: ListingSource<AchievementCard> = { usePage: useAchievementPage, Row: AchievementRow }
export const expertSource: ListingSource<ExpertCard> = { usePage: useExpertPage, Row: ExpertRow }
