import { graphql, type ResultOf } from '#web/api/graphql.ts'
import { invalidParts, refusedParts } from '#web/api/outcome.ts'
import { frameParts, ownerParts } from './listing-parts.ts'

export const achievementCard = graphql(
  `
    fragment AchievementCard on Achievement {
      __typename
      id
      title
      summary
      field
      state
      stage
      trl
      regionCode
      priceMinFen
      priceMaxFen
      waysOfTransfer
      keywords
      publishedAt
      updatedAt
      organisation {
        ...OwnerParts
      }
    }
  `,
  [ownerParts],
)

export const achievementContent = graphql(
  `
    fragment AchievementWhole on Achievement {
      __typename
      id
      title
      summary
      advantages
      field
      industryCode
      stage
      trl
      completingUnits
      completers
      ipRights {
        kind
        number
        title
      }
      waysOfTransfer
      priceMinFen
      priceMaxFen
      keywords
      registrationNumber
      empowerment
      ...FrameParts
    }
  `,
  [frameParts],
)

export const achievementsQuery = graphql(
  `
    query Achievements(
      $scope: ListingScope!
      $filter: AchievementFilter
      $sort: AchievementSort!
      $after: String
      $first: Int!
    ) {
      achievements(scope: $scope, filter: $filter, sort: $sort, after: $after, first: $first) {
        __typename
        ... on QueryAchievementsConnection {
          totalCount
          edges {
            node {
              ...AchievementCard
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
  [achievementCard, refusedParts, invalidParts],
)

export const achievementQuery = graphql(
  `
    query Achievement($id: ID!) {
      node(id: $id) {
        __typename
        ...AchievementWhole
      }
    }
  `,
  [achievementContent],
)

export const saveAchievementMutation = graphql(
  `
    mutation SaveAchievement($id: ID, $version: Int, $content: AchievementContentInput!) {
      saveAchievement(id: $id, version: $version, content: $content) {
        __typename
        ...AchievementWhole
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [achievementContent, refusedParts, invalidParts],
)

export type AchievementCard = ResultOf<typeof achievementCard>
export type AchievementWhole = ResultOf<typeof achievementContent>
