/** What the cashier's page asks for, and its verbs. */
import { graphql, type ResultOf } from '#web/api/graphql.ts'
import { invalidParts, refusedParts } from '#web/api/outcome.ts'
import { verdictParts } from './money-parts.ts'

const failures = [refusedParts, invalidParts] as const

const readyParts = graphql(
  `
    fragment ReadyParts on Determination {
      id
      state
      approvedFen
      approvedAt
      beneficiary {
        id
        name
        isDemo
      }
      trace {
        title
      }
      payee {
        accountName
        bankName
        accountNumber
      }
      viewerCan {
        pay {
          ...DeterminationVerdict
        }
      }
    }
  `,
  [verdictParts],
)

export const readyQuery = graphql(
  `
    query ReadyToPay {
      determinations(first: 100, states: [APPROVED], isOwnBureauOnly: true, isUnbatchedOnly: true) {
        __typename
        ... on QueryDeterminationsConnection {
          edges {
            node {
              ...ReadyParts
            }
          }
          pageInfo {
            hasNextPage
          }
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [readyParts, ...failures],
)

const payoutParts = graphql(`
  fragment PayoutParts on Payout {
    id
    number
    createdAt
    lineCount
    totalFen
    csvUrl
    xlsxUrl
    lines {
      line
      determinationId
      accountName
      bankName
      accountNumber
      amountFen
      purpose
      outcome
      paidOn
      bankReference
      failure
    }
  }
`)

export const payoutsQuery = graphql(
  `
    query Payouts($first: Int!, $after: String) {
      payouts(first: $first, after: $after) {
        __typename
        ... on QueryPayoutsConnection {
          pageInfo {
            hasNextPage
            endCursor
          }
          edges {
            node {
              ...PayoutParts
            }
          }
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [payoutParts, ...failures],
)

export const createPayoutMutation = graphql(
  `
    mutation CreatePayout($ids: [ID!]!) {
      createPayout(determinationIds: $ids) {
        __typename
        ... on Payout {
          id
          number
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export const confirmPayoutMutation = graphql(
  `
    mutation ConfirmPayout($id: ID!, $file: Upload!) {
      confirmPayout(id: $id, file: $file) {
        __typename
        ... on PayoutConfirmed {
          newlyPaid
          newlyFailed
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

const clawbackParts = graphql(`
  fragment ClawbackParts on Clawback {
    id
    determinationId
    determination {
      beneficiary {
        name
        isDemo
      }
      trace {
        title
      }
    }
    reason
    lowerFigure {
      id
    }
    grantedFen
    wholeFen
    amountFen
    raisedAt
    collectedOn
    bankReference
    cancelledAt
  }
`)

export const clawbacksQuery = graphql(
  `
    query Clawbacks($first: Int!, $after: String, $isOpenOnly: Boolean!) {
      clawbacks(first: $first, after: $after, isOpenOnly: $isOpenOnly) {
        __typename
        ... on QueryClawbacksConnection {
          pageInfo {
            hasNextPage
            endCursor
          }
          edges {
            node {
              ...ClawbackParts
            }
          }
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [clawbackParts, ...failures],
)

export const collectMutation = graphql(
  `
    mutation CollectClawback($id: ID!, $collectedOn: Day!, $bankReference: String!) {
      collectClawback(id: $id, collectedOn: $collectedOn, bankReference: $bankReference) {
        __typename
        ... on Clawback {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export type Ready = ResultOf<typeof readyParts>
export type Payout = ResultOf<typeof payoutParts>
export type Clawback = ResultOf<typeof clawbackParts>
