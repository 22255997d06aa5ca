import { graphql, type ResultOf } from '#web/api/graphql.ts'
import { listingName } from '#web/api/listing-name.ts'
import { invalidParts, refusedParts } from '#web/api/outcome.ts'

const failures = [refusedParts, invalidParts] as const

const notificationParts = graphql(
  `
    fragment NotificationParts on Notification {
      __typename
      id
      kind
      deliveredAt
      readAt
      strength
      subject {
        ...ListingName
      }
      found {
        ...ListingName
      }
      determination {
        __typename
        id
        gives
        ceilingFen
        approvedFen
        trace {
          title
          policyTitle
          undetermined
        }
      }
      invitation {
        __typename
        id
        message
        state
        answerNote
        mayAnswer {
          allowed
        }
      }
    }
  `,
  [listingName],
)

export type InboxEntry = ResultOf<typeof notificationParts>

export const notificationsQuery = graphql(
  `
    query Notifications($after: String, $isUnreadOnly: Boolean!) {
      notifications(first: 20, after: $after, isUnreadOnly: $isUnreadOnly) {
        __typename
        ... on QueryNotificationsConnection {
          edges {
            node {
              ...NotificationParts
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
  [notificationParts, ...failures],
)

export const markReadMutation = graphql(
  `
    mutation MarkNotificationsRead($ids: [ID!]) {
      markNotificationsRead(ids: $ids) {
        __typename
        ... on InboxMarked {
          unreadCount
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export const answerInvitationMutation = graphql(
  `
    mutation AnswerMatchInvitation($id: ID!, $isInterested: Boolean!, $note: String!) {
      answerMatchInvitation(id: $id, isInterested: $isInterested, note: $note) {
        __typename
        ... on MatchInvitation {
          id
          state
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export const alertPreferenceQuery = graphql(`
  query AlertPreference {
    alertPreference {
      __typename
      matchAlerts
    }
  }
`)

export const setAlertPreferenceMutation = graphql(
  `
    mutation SetAlertPreference($matchAlerts: MatchAlerts!) {
      setAlertPreference(matchAlerts: $matchAlerts) {
        __typename
        ... on AlertPreference {
          matchAlerts
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)
