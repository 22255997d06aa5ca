import { graphql, type ResultOf } from '#web/api/graphql.ts'
import { invalidParts, refusedParts } from '#web/api/outcome.ts'

const failures = [refusedParts, invalidParts] as const

const pairParts = graphql(`
  fragment PairParts on SynonymPair {
    __typename
    id
    term
    synonym
    note
    updatedAt
  }
`)

export type SynonymPair = ResultOf<typeof pairParts>

export const pairsQuery = graphql(
  `
    query SynonymPairs {
      synonymPairs {
        __typename
        ... on QuerySynonymPairsSuccess {
          data {
            ...PairParts
          }
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [pairParts, ...failures],
)

export const savePairMutation = graphql(
  `
    mutation SaveSynonymPair($term: String!, $synonym: String!, $note: String! = "") {
      saveSynonymPair(term: $term, synonym: $synonym, note: $note) {
        __typename
        ...PairParts
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [pairParts, ...failures],
)

export const removePairMutation = graphql(
  `
    mutation RemoveSynonymPair($id: ID!) {
      removeSynonymPair(id: $id) {
        __typename
        ...PairParts
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [pairParts, ...failures],
)

export const feedbackQuery = graphql(
  `
    query MatchFeedback($fromDay: Day!, $toDay: Day!) {
      matchFeedback(fromDay: $fromDay, toDay: $toDay) {
        __typename
        ... on MatchFeedback {
          shown
          opened
          compared
          invited
          useful
          notUseful
          reasons {
            reason
            count
          }
          judgedDemands
          judgedDemandsNeeded
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)
