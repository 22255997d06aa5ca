/** What the screens of registrations ask for, and the verbs of seller and registrar. */
import { graphql, type ResultOf } from '#web/api/graphql.ts'
import { invalidParts, refusedParts } from '#web/api/outcome.ts'

const verdictParts = graphql(`
  fragment RegistrationVerdict on Verdict {
    allowed
    code
    reason
  }
`)

const partyParts = graphql(`
  fragment RegistrationParty on OrganisationCard {
    id
    name
    isDemo
  }
`)

const cardParts = graphql(
  `
    fragment RegistrationCardParts on Registration {
      id
      state
      createdAt
      acceptedAt
      dueOn
      isDueOnEstimated
      number
      registeredOn
      registry {
        ...RegistrationParty
      }
      contract {
        id
        title
        type
        field
        contractAmountFen
        technologyAmountFen
        signedOn
        buyer {
          ...RegistrationParty
        }
        seller {
          ...RegistrationParty
        }
      }
    }
  `,
  [partyParts],
)

const detailParts = graphql(
  `
    fragment RegistrationDetailParts on Registration {
      ...RegistrationCardParts
      recognisedType
      recognisedAmountFen
      verificationCode
      refusalReason
      latestReason
      viewerCan {
        resubmit {
          ...RegistrationVerdict
        }
        accept {
          ...RegistrationVerdict
        }
        requestCorrection {
          ...RegistrationVerdict
        }
        examine {
          ...RegistrationVerdict
        }
        register {
          ...RegistrationVerdict
        }
        refuse {
          ...RegistrationVerdict
        }
      }
    }
  `,
  [cardParts, verdictParts],
)

export const registrationsQuery = graphql(
  `
    query Registrations($first: Int!, $after: String, $states: [RegistrationState!]) {
      registrations(first: $first, after: $after, states: $states) {
        __typename
        ... on QueryRegistrationsConnection {
          pageInfo {
            hasNextPage
            endCursor
          }
          edges {
            node {
              ...RegistrationCardParts
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

export const registrationQuery = graphql(
  `
    query Registration($id: ID!) {
      node(id: $id) {
        __typename
        ... on Registration {
          ...RegistrationDetailParts
        }
      }
    }
  `,
  [detailParts],
)

export const registriesQuery = graphql(`
  query Registries {
    verifiedOrganisations(kind: REGISTRY) {
      id
      name
    }
  }
`)

const failures = [refusedParts, invalidParts] as const

export const submitMutation = graphql(
  `
    mutation SubmitRegistration($contractId: ID!, $registryId: ID!, $note: String!) {
      submitRegistration(contractId: $contractId, registryId: $registryId, note: $note) {
        __typename
        ... on Registration {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export const acceptMutation = graphql(
  `
    mutation AcceptRegistration($id: ID!) {
      acceptRegistration(id: $id) {
        __typename
        ... on Registration {
          id
          dueOn
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export const correctionMutation = graphql(
  `
    mutation RequestCorrection($id: ID!, $reason: String!) {
      requestCorrection(id: $id, reason: $reason) {
        __typename
        ... on Registration {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export const examineMutation = graphql(
  `
    mutation ExamineRegistration($id: ID!, $recognisedType: ContractType!, $recognisedAmountFen: Fen!) {
      examineRegistration(id: $id, recognisedType: $recognisedType, recognisedAmountFen: $recognisedAmountFen) {
        __typename
        ... on Registration {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export const registerMutation = graphql(
  `
    mutation RegisterContract($id: ID!) {
      registerContract(id: $id) {
        __typename
        ... on Registration {
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

export const refuseMutation = graphql(
  `
    mutation RefuseRegistration($id: ID!, $refusalReason: RefusalReason!, $note: String!) {
      refuseRegistration(id: $id, refusalReason: $refusalReason, note: $note) {
        __typename
        ... on Registration {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export const touchesRegistration = ['Registration', 'Contract'] as const

export type RegistrationCard = ResultOf<typeof cardParts>
export type Registration = ResultOf<typeof detailParts>
