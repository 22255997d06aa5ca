import { graphql, type ResultOf } from '#web/api/graphql.ts'
import { invalidParts, refusedParts } from '#web/api/outcome.ts'

export const organisationParts = graphql(`
  fragment OrganisationParts on Organisation {
    id
    name
    kind
    state
    regionCode
    creditCode
    createdAt
    isDemo
    viewerCan {
      verify {
        allowed
        code
        reason
      }
      reject {
        allowed
        code
        reason
      }
    }
  }
`)

export type OrganisationWhole = ResultOf<typeof organisationParts>

export const organisationsQuery = graphql(
  `
    query Organisations($state: OrganisationState, $first: Int!, $after: String) {
      organisations(state: $state, first: $first, after: $after) {
        __typename
        ... on QueryOrganisationsConnection {
          totalCount
          edges {
            node {
              ...OrganisationParts
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
  [organisationParts, refusedParts, invalidParts],
)

/** An empty desk, too, is asked for again when an organisation has changed. */
export const organisationLists = { additionalTypenames: ['Organisation'] }

export const verifyMutation = graphql(
  `
    mutation VerifyOrganisation($id: ID!) {
      verifyOrganisation(id: $id) {
        __typename
        ...OrganisationParts
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [organisationParts, refusedParts, invalidParts],
)

export const rejectMutation = graphql(
  `
    mutation RejectOrganisation($id: ID!, $reason: String!) {
      rejectOrganisation(id: $id, reason: $reason) {
        __typename
        ...OrganisationParts
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [organisationParts, refusedParts, invalidParts],
)
