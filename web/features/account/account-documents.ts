import { graphql } from '#web/api/graphql.ts'
import { invalidParts, refusedParts } from '#web/api/outcome.ts'
import { viewerParts } from '#web/api/viewer.tsx'

export const signInMutation = graphql(
  `
    mutation SignIn($email: String!, $password: String!) {
      signIn(email: $email, password: $password) {
        __typename
        ...ViewerParts
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [viewerParts, refusedParts, invalidParts],
)

export const signUpMutation = graphql(
  `
    mutation SignUp($email: String!, $displayName: String!, $password: String!) {
      signUp(email: $email, displayName: $displayName, password: $password) {
        __typename
        ...ViewerParts
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [viewerParts, refusedParts, invalidParts],
)

export const createFirstAdminMutation = graphql(
  `
    mutation CreateFirstAdmin($token: String!, $email: String!, $displayName: String!, $password: String!) {
      createFirstAdmin(token: $token, email: $email, displayName: $displayName, password: $password) {
        __typename
        ...ViewerParts
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [viewerParts, refusedParts, invalidParts],
)

export const changePasswordMutation = graphql(
  `
    mutation ChangePassword($currentPassword: String!, $newPassword: String!) {
      changePassword(currentPassword: $currentPassword, newPassword: $newPassword) {
        __typename
        ... on SignedOut {
          endedCount
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [refusedParts, invalidParts],
)

export const signOutEverywhereMutation = graphql(
  `
    mutation SignOutEverywhere {
      signOutEverywhere {
        __typename
        ... on SignedOut {
          endedCount
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [refusedParts, invalidParts],
)

export const actForMutation = graphql(
  `
    mutation ActFor($membershipId: ID) {
      actFor(membershipId: $membershipId) {
        __typename
        ...ViewerParts
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [viewerParts, refusedParts, invalidParts],
)

export const foundOrganisationMutation = graphql(
  `
    mutation FoundOrganisation($kind: OrganisationKind!, $organisation: OrganisationInput!) {
      foundOrganisation(kind: $kind, organisation: $organisation) {
        __typename
        ... on Organisation {
          id
          name
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [refusedParts, invalidParts],
)
