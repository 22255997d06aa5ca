import { graphql, type ResultOf } from '#web/api/graphql.ts'
import { invalidParts, refusedParts } from '#web/api/outcome.ts'

const failures = [refusedParts, invalidParts] as const

const weightsParts = graphql(`
  fragment WeightsParts on MatchWeights {
    __typename
    id
    state
    weights
    note
    createdByName
    createdAt
    comparison {
      demands
      active {
        ndcgAt10
        successAt3
      }
      proposed {
        ndcgAt10
        successAt3
      }
      gain {
        mean
        low
        high
      }
      againstId
    }
    comparedAt
    activatedByName
    activatedAt
    retiredAt
    activation {
      allowed
      code
      reason
    }
  }
`)

export type NamedWeights = ResultOf<typeof weightsParts>
export type Comparison = NonNullable<NamedWeights['comparison']>

const overviewParts = graphql(
  `
    fragment WeightsOverviewParts on MatchWeightsOverview {
      __typename
      active {
        ...WeightsParts
      }
      inForce
      defaults
      fields {
        path
        least
        most
        isWhole
        defaultValue
      }
      history {
        ...WeightsParts
      }
    }
  `,
  [weightsParts],
)

export type WeightsOverview = ResultOf<typeof overviewParts>
export type WeightField = WeightsOverview['fields'][number]

export const weightsQuery = graphql(
  `
    query MatchWeights {
      matchWeights {
        __typename
        ...WeightsOverviewParts
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [overviewParts, ...failures],
)

export const proposeMutation = graphql(
  `
    mutation ProposeMatchWeights($weights: Json!, $note: String!) {
      proposeMatchWeights(weights: $weights, note: $note) {
        __typename
        ...WeightsParts
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [weightsParts, ...failures],
)

export const compareMutation = graphql(
  `
    mutation CompareMatchWeights($id: ID!) {
      compareMatchWeights(id: $id) {
        __typename
        ...WeightsParts
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [weightsParts, ...failures],
)

export const activateMutation = graphql(
  `
    mutation ActivateMatchWeights($id: ID!, $acceptLoss: Boolean!) {
      activateMatchWeights(id: $id, acceptLoss: $acceptLoss) {
        __typename
        ...WeightsParts
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [weightsParts, ...failures],
)

export const restoreMutation = graphql(
  `
    mutation RestoreDefaultWeights {
      restoreDefaultWeights {
        __typename
        ...WeightsOverviewParts
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [overviewParts, ...failures],
)
