/** The verbs of a contract and its money. */
import { graphql } from '#web/api/graphql.ts'
import { invalidParts, refusedParts } from '#web/api/outcome.ts'

const failures = [refusedParts, invalidParts] as const

export const createMutation = graphql(
  `
    mutation CreateContract($challengeId: ID, $buyerId: ID, $sellerId: ID, $terms: ContractTermsInput!) {
      createContract(challengeId: $challengeId, buyerId: $buyerId, sellerId: $sellerId, terms: $terms) {
        __typename
        ... on Contract {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export const editMutation = graphql(
  `
    mutation EditContract($id: ID!, $terms: ContractTermsInput!) {
      editContract(id: $id, terms: $terms) {
        __typename
        ... on Contract {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export const signMutation = graphql(
  `
    mutation SignContract($id: ID!) {
      signContract(id: $id) {
        __typename
        ... on Contract {
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

export const cancelMutation = graphql(
  `
    mutation CancelContract($id: ID!, $reason: String!) {
      cancelContract(id: $id, reason: $reason) {
        __typename
        ... on Contract {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export const paymentMutation = graphql(
  `
    mutation RecordPayment($contractId: ID!, $fact: MoneyFactInput!) {
      recordPayment(contractId: $contractId, fact: $fact) {
        __typename
        ... on Contract {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export const receiptMutation = graphql(
  `
    mutation RecordReceipt($contractId: ID!, $fact: MoneyFactInput!) {
      recordReceipt(contractId: $contractId, fact: $fact) {
        __typename
        ... on Contract {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export const invoiceMutation = graphql(
  `
    mutation RecordInvoice($contractId: ID!, $fact: MoneyFactInput!) {
      recordInvoice(contractId: $contractId, fact: $fact) {
        __typename
        ... on Contract {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

/** Signing moves the challenge too. */
export const touchesContract = ['Contract', 'Challenge'] as const
