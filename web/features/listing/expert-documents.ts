import { graphql, type ResultOf } from '#web/api/graphql.ts'
import { invalidParts, refusedParts } from '#web/api/outcome.ts'
import { frameParts, ownerParts } from './listing-parts.ts'

export const expertCard = graphql(
  `
    fragment ExpertCard on Expert {
      __typename
      id
      name
      title
      unit
      kinds
      fields
      researchDirections
      state
      regionCode
      publishedAt
      updatedAt
      organisation {
        ...OwnerParts
      }
    }
  `,
  [ownerParts],
)

export const expertContent = graphql(
  `
    fragment ExpertWhole on Expert {
      __typename
      id
      name
      title
      unit
      kinds
      fields
      disciplines
      researchDirections
      summary
      reviewsPerYear
      details {
        birthYear
        recusalUnits
        consentedOn
        consentExpiresOn
      }
      ...FrameParts
    }
  `,
  [frameParts],
)

export const expertsQuery = graphql(
  `
    query Experts($scope: ListingScope!, $filter: ExpertFilter, $sort: ExpertSort!, $after: String, $first: Int!) {
      experts(scope: $scope, filter: $filter, sort: $sort, after: $after, first: $first) {
        __typename
        ... on QueryExpertsConnection {
          totalCount
          edges {
            node {
              ...ExpertCard
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
  [expertCard, refusedParts, invalidParts],
)

export const expertQuery = graphql(
  `
    query Expert($id: ID!) {
      node(id: $id) {
        __typename
        ...ExpertWhole
      }
    }
  `,
  [expertContent],
)

export const saveExpertMutation = graphql(
  `
    mutation SaveExpert($id: ID, $version: Int, $content: ExpertContentInput!) {
      saveExpert(id: $id, version: $version, content: $content) {
        __typename
        ...ExpertWhole
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [expertContent, refusedParts, invalidParts],
)

export type ExpertCard = ResultOf<typeof expertCard>
export type ExpertWhole = ResultOf<typeof expertContent>
