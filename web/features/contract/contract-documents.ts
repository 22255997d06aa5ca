/** What the screens of contracts ask for. */
import { graphql, type ResultOf } from '#web/api/graphql.ts'
import { invalidParts, refusedParts } from '#web/api/outcome.ts'

const verdictParts = graphql(`
  fragment ContractVerdict on Verdict {
    allowed
    code
    reason
  }
`)

const partyParts = graphql(`
  fragment ContractParty on OrganisationCard {
    id
    name
    kind
    isDemo
  }
`)

const cardParts = graphql(
  `
    fragment ContractCardParts on Contract {
      id
      title
      type
      field
      state
      contractAmountFen
      technologyAmountFen
      paidFen
      signedOn
      createdAt
      challengeId
      buyer {
        ...ContractParty
      }
      seller {
        ...ContractParty
      }
    }
  `,
  [partyParts],
)

const detailParts = graphql(
  `
    fragment ContractDetailParts on Contract {
      ...ContractCardParts
      buyerSignedAt
      sellerSignedAt
      receivedFen
      invoicedFen
      lines {
        kind
        description
        amountFen
        isReasonableDeliverable
      }
      moneyFacts {
        id
        kind
        amountFen
        occurredOn
        recordedAt
        evidence {
          id
          name
          sizeBytes
          sha256
          url
        }
      }
      registrations {
        id
        state
        number
        registeredOn
        registry {
          ...ContractParty
        }
      }
      viewerCan {
        edit {
          ...ContractVerdict
        }
        sign {
          ...ContractVerdict
        }
        cancel {
          ...ContractVerdict
        }
        recordPayment {
          ...ContractVerdict
        }
        recordReceipt {
          ...ContractVerdict
        }
        recordInvoice {
          ...ContractVerdict
        }
        submitRegistration {
          ...ContractVerdict
        }
      }
    }
  `,
  [cardParts, partyParts, verdictParts],
)

export const contractsQuery = graphql(
  `
    query Contracts($first: Int!, $after: String, $states: [ContractState!], $challengeId: ID) {
      contracts(first: $first, after: $after, states: $states, challengeId: $challengeId) {
        __typename
        ... on QueryContractsConnection {
          pageInfo {
            hasNextPage
            endCursor
          }
          edges {
            node {
              ...ContractCardParts
            }
          }
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [cardParts, refusedParts, invalidParts],
)

export const contractQuery = graphql(
  `
    query Contract($id: ID!) {
      node(id: $id) {
        __typename
        ... on Contract {
          ...ContractDetailParts
        }
      }
    }
  `,
  [detailParts],
)

/** What a contract begins with when it comes from a challenge: the winning bid's price, the demand's field. */
export const awardedQuery = graphql(`
  query AwardedChallenge($id: ID!) {
    node(id: $id) {
      __typename
      ... on Challenge {
        id
        title
        state
        demandId
        poster {
          id
          name
          isDemo
        }
        recommended {
          id
          name
          isDemo
        }
        bids {
          state
          content {
            priceFen
          }
        }
      }
    }
  }
`)

export const demandFieldQuery = graphql(`
  query DemandField($id: ID!) {
    node(id: $id) {
      __typename
      ... on Demand {
        field
      }
    }
  }
`)

export type ContractCard = ResultOf<typeof cardParts>
export type Contract = ResultOf<typeof detailParts>
export type MoneyFact = Contract['moneyFacts'][number]
