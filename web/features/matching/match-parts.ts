/** What is shown of a match, whichever its library. */
import { graphql, type ResultOf } from '#web/api/graphql.ts'

export const ownerLine = graphql(`
  fragment OwnerLine on OrganisationCard {
    id
    name
    isDemo
  }
`)

const demandHit = graphql(
  `
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
      waysOfTransfer
      organisation {
        ...OwnerLine
      }
    }
  `,
  [ownerLine],
)

const achievementHit = graphql(
  `
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
      stage
      waysOfTransfer
      organisation {
        ...OwnerLine
      }
    }
  `,
  [ownerLine],
)

const expertHit = graphql(
  `
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
        ...OwnerLine
      }
    }
  `,
  [ownerLine],
)

export const matchParts = graphql(
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

export type Match = ResultOf<typeof matchParts>
