import { graphql } from '#web/api/graphql.ts'

const demandHit = graphql(`
  fragment DemandHit on Demand {
    __typename
    id
    title
    problem
    field
    regionCode
    budgetMinFen
    budgetMaxFen
    trlWanted
    organisation {
      id
      name
      isDemo
    }
  }
`)

const achievementHit = graphql(`
  fragment AchievementHit on Achievement {
    __typename
    id
    title
    summary
    field
    regionCode
    priceMinFen
    priceMaxFen
    trl
    organisation {
      id
      name
      isDemo
    }
  }
`)

const expertHit = graphql(`
  fragment ExpertHit on Expert {
    __typename
    id
    name
    unit
    jobTitle: title
    researchDirections
    fields
    regionCode
    organisation {
      id
      name
      isDemo
    }
  }
`)

const matchParts = graphql(
  `
    fragment MatchParts on Match {
      score
      strength
      explanation
      listing {
        __typename
        ...DemandHit
        ...AchievementHit
        ...ExpertHit
      }
    }
  `,
  [demandHit, achievementHit, expertHit],
)

export const demandMatchesQuery = graphql(
  `
    query DemandMatches($id: ID!, $first: Int!) {
      node(id: $id) {
        __typename
        ... on Demand {
          id
          title
          state
          matchingAchievements(first: $first) {
            ...MatchParts
          }
          matchingExperts(first: $first) {
            ...MatchParts
          }
        }
      }
    }
  `,
  [matchParts],
)

export const achievementMatchesQuery = graphql(
  `
    query AchievementMatches($id: ID!, $first: Int!) {
      node(id: $id) {
        __typename
        ... on Achievement {
          id
          title
          state
          matchingDemands(first: $first) {
            ...MatchParts
          }
        }
      }
    }
  `,
  [matchParts],
)
