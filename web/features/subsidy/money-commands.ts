/** The verbs of the way from a figure to money, and what is asked for before them. */
import { graphql, type ResultOf } from '#web/api/graphql.ts'
import { invalidParts, refusedParts } from '#web/api/outcome.ts'

const failures = [refusedParts, invalidParts] as const

export const claimQuery = graphql(
  `
    query SubsidyClaim($id: ID!) {
      subsidyClaim(determinationId: $id) {
        __typename
        ... on SubsidyClaim {
          isPayeeKnown
          missing {
            record
            kind
          }
          documents {
            id
            name
            url
          }
          limits {
            account
            key
            window
            limitFen
            usedFen
          }
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export const claimMutation = graphql(
  `
    mutation ClaimSubsidy($id: ID!, $payee: PayeeInput, $evidence: [ClaimEvidenceInput!]!) {
      claimSubsidy(id: $id, payee: $payee, evidence: $evidence) {
        __typename
        ... on Determination {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export const tellMutation = graphql(
  `
    mutation TellSubsidy($id: ID!) {
      tellSubsidy(id: $id) {
        __typename
        ... on Determination {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export const savePayeeMutation = graphql(
  `
    mutation SavePayee($id: ID!, $payee: PayeeInput!) {
      savePayee(id: $id, payee: $payee) {
        __typename
        ... on Determination {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export const reviewMutation = graphql(
  `
    mutation ReviewDetermination($id: ID!, $note: String!) {
      reviewDetermination(id: $id, note: $note) {
        __typename
        ... on Determination {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export const approveMutation = graphql(
  `
    mutation ApproveDetermination($id: ID!, $approvedFen: Fen!, $note: String!) {
      approveDetermination(id: $id, approvedFen: $approvedFen, note: $note) {
        __typename
        ... on Determination {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export const refuseMutation = graphql(
  `
    mutation RefuseDetermination($id: ID!, $reason: String!) {
      refuseDetermination(id: $id, reason: $reason) {
        __typename
        ... on Determination {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export const withdrawMutation = graphql(
  `
    mutation WithdrawApproval($id: ID!, $reason: String!) {
      withdrawApproval(id: $id, reason: $reason) {
        __typename
        ... on Determination {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export const cancelClawbackMutation = graphql(
  `
    mutation CancelClawback($id: ID!, $reason: String!) {
      cancelClawback(id: $id, reason: $reason) {
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

export const findFlagsMutation = graphql(
  `
    mutation FindRedFlags($id: ID!) {
      findRedFlags(determinationId: $id) {
        __typename
        ... on FoundRedFlags {
          redFlags {
            id
          }
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export const overrideMutation = graphql(
  `
    mutation OverrideRedFlag($id: ID!, $reason: String!) {
      overrideRedFlag(id: $id, reason: $reason) {
        __typename
        ... on RedFlag {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export type Claim = Extract<ResultOf<typeof claimQuery>['subsidyClaim'], { __typename: 'SubsidyClaim' }>
