import { graphql, type ResultOf } from '#web/api/graphql.ts'
import { invalidParts, refusedParts } from '#web/api/outcome.ts'
import { frameParts, ownerParts } from './listing-parts.ts'

export const demandCard = graphql(
  `
    fragment DemandCard on Demand {
      __typename
      id
      title
      problem
      field
      state
      regionCode
      budgetMinFen
      budgetMaxFen
      neededBy
      trlWanted
      cooperationModes
      publishedAt
      updatedAt
      indicators {
        name
      }
      organisation {
        ...OwnerParts
      }
    }
  `,
  [ownerParts],
)

export const demandContent = graphql(
  `
    fragment DemandWhole on Demand {
      __typename
      id
      title
      problem
      background
      field
      industryCode
      budgetMinFen
      budgetMaxFen
      neededBy
      trlWanted
      cooperationModes
      waysOfTransfer
      ipWish
      solverConditions
      indicators {
        name
        comparator
        value
        valueMax
        unit
        testMethod
      }
      ...FrameParts
    }
  `,
  [frameParts],
)

export const demandsQuery = graphql(
  `
    query Demands($scope: ListingScope!, $filter: DemandFilter, $sort: DemandSort!, $after: String, $first: Int!) {
      demands(scope: $scope, filter: $filter, sort: $sort, after: $after, first: $first) {
        __typename
        ... on QueryDemandsConnection {
          totalCount
          edges {
            node {
              ...DemandCard
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [demandCard, refusedParts, invalidParts],
)

export const demandQuery = graphql(
  `
    query Demand($id: ID!) {
      node(id: $id) {
        __typename
        ...DemandWhole
      }
    }
  `,
  [demandContent],
)

export const saveDemandMutation = graphql(
  `
    mutation SaveDemand($id: ID, $version: Int, $content: DemandContentInput!) {
      saveDemand(id: $id, version: $version, content: $content) {
        __typename
        ...DemandWhole
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [demandContent, refusedParts, invalidParts],
)

export type DemandCard = ResultOf<typeof demandCard>
export type DemandWhole = ResultOf<typeof demandContent>
