/** What a reader says of matches, by word or by deed. */
import { graphql } from '#web/api/graphql.ts'
import { invalidParts, refusedParts } from '#web/api/outcome.ts'

const failures = [refusedParts, invalidParts] as const

export const judgementsQuery = graphql(`
  query MatchJudgements($from: ID!) {
    mayJudgeMatches {
      allowed
      code
      reason
    }
    matchJudgements(from: $from) {
      __typename
      listingId
      verdict
      reason
      note
    }
  }
`)

export const judgeMutation = graphql(
  `
    mutation JudgeMatch(
      $from: ID!
      $listing: ID!
      $verdict: MatchVerdict!
      $reason: NotUsefulReason
      $note: String! = ""
    ) {
      judgeMatch(from: $from, listing: $listing, verdict: $verdict, reason: $reason, note: $note) {
        __typename
        ... on MatchJudgement {
          listingId
          verdict
          reason
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export const openedMutation = graphql(`
  mutation RecordMatchOpened($from: ID!, $listing: ID!) {
    recordMatchOpened(from: $from, listing: $listing) {
      __typename
    }
  }
`)

export const comparedMutation = graphql(`
  mutation RecordMatchCompared($from: ID!, $listings: [ID!]!) {
    recordMatchCompared(from: $from, listings: $listings) {
      __typename
    }
  }
`)
