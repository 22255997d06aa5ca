/**
 * What is asked about matches. Every direction is a query of its own, so that only what is shown counts as shown; the
 * lengths stand in the documents, because the server takes a length in a variable for the longest.
 */
import type { TypedDocumentNode } from '@urql/core'
import { graphql, type VariablesOf } from '#web/api/graphql.ts'
import { type Match, matchParts, ownerLine } from './match-parts.ts'

const demandToAchievements = graphql(
  `
    query DemandToAchievements($id: ID!, $filter: MatchFilter) {
      node(id: $id) {
        __typename
        ... on Demand {
          id
          matches: matchingAchievements(first: 30, filter: $filter) {
            ...MatchParts
          }
        }
      }
    }
  `,
  [matchParts],
)

const demandToExperts = graphql(
  `
    query DemandToExperts($id: ID!, $filter: MatchFilter) {
      node(id: $id) {
        __typename
        ... on Demand {
          id
          matches: matchingExperts(first: 30, filter: $filter) {
            ...MatchParts
          }
        }
      }
    }
  `,
  [matchParts],
)

const achievementToDemands = graphql(
  `
    query AchievementToDemands($id: ID!, $filter: MatchFilter) {
      node(id: $id) {
        __typename
        ... on Achievement {
          id
          matches: matchingDemands(first: 30, filter: $filter) {
            ...MatchParts
          }
        }
      }
    }
  `,
  [matchParts],
)

const expertToDemands = graphql(
  `
    query ExpertToDemands($id: ID!, $filter: MatchFilter) {
      node(id: $id) {
        __typename
        ... on Expert {
          id
          matches: matchingDemands(first: 30, filter: $filter) {
            ...MatchParts
          }
        }
      }
    }
  `,
  [matchParts],
)

const achievementToAchievements = graphql(
  `
    query AchievementToAchievements($id: ID!, $filter: MatchFilter) {
      node(id: $id) {
        __typename
        ... on Achievement {
          id
          matches: similar(first: 30, filter: $filter) {
            ...MatchParts
          }
        }
      }
    }
  `,
  [matchParts],
)

/** For the card beside a listing. */
export const similarQuery = graphql(
  `
    query SimilarListings($id: ID!) {
      node(id: $id) {
        __typename
        ... on Demand {
          id
          matches: similar(first: 5) {
            ...MatchParts
          }
        }
        ... on Achievement {
          id
          matches: similar(first: 5) {
            ...MatchParts
          }
        }
        ... on Expert {
          id
          matches: similar(first: 5) {
            ...MatchParts
          }
        }
      }
    }
  `,
  [matchParts],
)

export type MatchesVariables = VariablesOf<typeof demandToAchievements>
interface MatchesAnswer {
  node: { __typename: string; matches?: Match[] } | null
}

/** All of one shape: the lists stand under the same name. */
const matchQueries = {
  demandToAchievements,
  demandToExperts,
  achievementToDemands,
  expertToDemands,
  achievementToAchievements,
} satisfies Record<string, TypedDocumentNode<MatchesAnswer, MatchesVariables>>
export type MatchQueryName = keyof typeof matchQueries

export function matchQuery(name: MatchQueryName): TypedDocumentNode<MatchesAnswer, MatchesVariables> {
  return matchQueries[name]
}

export const solvedDemandsQuery = graphql(
  `
    query SolvedDemands($id: ID!) {
      node(id: $id) {
        __typename
        ... on Demand {
          id
          solvedDemands {
            match {
              ...MatchParts
            }
            challenge {
              id
              title
              state
            }
          }
        }
      }
    }
  `,
  [matchParts],
)

export const interestedEnterprisesQuery = graphql(
  `
    query InterestedEnterprises($id: ID!) {
      node(id: $id) {
        __typename
        ... on Achievement {
          id
          interestedEnterprises {
            organisation {
              ...OwnerLine
            }
            strength
            demands {
              ...MatchParts
            }
          }
        }
      }
    }
  `,
  [matchParts, ownerLine],
)

/** Of the listing whose matches are shown: its name, and whether it takes part at all. */
export const headQuery = graphql(`
  query MatchesHead($id: ID!) {
    node(id: $id) {
      __typename
      ... on Demand {
        id
        title
        state
      }
      ... on Achievement {
        id
        title
        state
      }
      ... on Expert {
        id
        title: name
        state
      }
    }
  }
`)
