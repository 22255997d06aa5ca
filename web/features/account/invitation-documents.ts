import { graphql } from '#web/api/graphql.ts'
import { invalidParts, refusedParts } from '#web/api/outcome.ts'

export const invitationsQuery = graphql(`
  query Invitations {
    viewer {
      id
      invitations {
        id
        role
        organisation {
          id
          name
          kind
          state
        }
      }
    }
  }
`)

export const acceptMembershipMutation = graphql(
  `
    mutation AcceptMembership($membershipId: ID!) {
      acceptMembership(membershipId: $membershipId) {
        __typename
        ... on MembershipChanged {
          membershipId
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [refusedParts, invalidParts],
)

export const declineMembershipMutation = graphql(
  `
    mutation DeclineMembership($membershipId: ID!) {
      declineMembership(membershipId: $membershipId) {
        __typename
        ... on MembershipChanged {
          membershipId
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [refusedParts, invalidParts],
)
