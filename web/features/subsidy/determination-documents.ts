import { graphql, type ResultOf } from '#web/api/graphql.ts'
import { invalidParts, refusedParts } from '#web/api/outcome.ts'
import { moneyParts, verdictParts } from './money-parts.ts'
import { useParts } from './use-documents.ts'

const cardParts = graphql(
  `
    fragment DeterminationCardParts on Determination {
      id
      rule
      state
      gives
      policyStatus
      window
      ceilingFen
      approvedFen
      computedAt
      beneficiary {
        id
        name
        isDemo
      }
      bureau {
        id
        name
        isDemo
      }
      trace {
        title
        clauseNumber
        clauseTitle
        simulationOnly
        undetermined
      }
      viewerCan {
        claim {
          ...DeterminationVerdict
        }
        tell {
          ...DeterminationVerdict
        }
      }
    }
  `,
  [verdictParts],
)

const traceParts = graphql(`
  fragment TraceParts on Trace {
    title
    clauseId
    clauseNumber
    clauseTitle
    quote
    text
    policyId
    policyTitle
    policyVersion
    policySha256
    simulationOnly
    rate
    capFen
    capBinds
    resultFen
    undetermined
    notes
    readings {
      rule
      parameter
      question
      reading
      text
      isDefault
    }
    steps {
      label
      name
      depth
      expression
      valueFen
      number
    }
    limits {
      account
      key
      window
      limitFen
      usedBeforeFen
      beforeFen
      afterFen
      binds
    }
    stages {
      id
      title
      amountFen
      isDue
      why
    }
    payers {
      payer
      amountFen
      why
    }
    inputs {
      measure
      record
      kind
      date
      amountFen
      used
      why
      source {
        contractId
        contractTitle
        registrationNumber
        statedSource
        occurredOn
        evidenceName
        evidenceUrl
        evidenceSha256
      }
    }
  }
`)

export const determinationsQuery = graphql(
  `
    query Determinations(
      $first: Int!
      $after: String
      $challengeId: ID
      $rule: String
      $states: [DeterminationState!]
      $isOwnBureauOnly: Boolean!
      $runId: ID
      $isUndetermined: Boolean
    ) {
      determinations(
        first: $first
        after: $after
        challengeId: $challengeId
        rule: $rule
        states: $states
        isOwnBureauOnly: $isOwnBureauOnly
        runId: $runId
        isUndetermined: $isUndetermined
      ) {
        __typename
        ... on QueryDeterminationsConnection {
          pageInfo {
            hasNextPage
            endCursor
          }
          edges {
            node {
              ...DeterminationCardParts
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

export const determinationQuery = graphql(
  `
    query Determination($id: ID!) {
      node(id: $id) {
        __typename
        ... on Determination {
          id
          rule
          state
          policyStatus
          window
          ceilingFen
          computedAt
          beneficiary {
            id
            name
            isDemo
          }
          bureau {
            id
            name
            isDemo
          }
          trace {
            ...TraceParts
          }
          ...DeterminationMoneyParts
          ...GrantUseParts
        }
      }
    }
  `,
  [traceParts, moneyParts, useParts],
)

export const mayDetermineQuery = graphql(`
  query MayDetermine {
    mayDetermineSubsidy {
      allowed
      code
      reason
    }
  }
`)

/** Projects that a rule can be determined for: those with a contract. */
export const projectsQuery = graphql(
  `
    query Projects {
      challenges(scope: PUBLIC, filter: { states: [CONTRACTED, IN_PROGRESS, ACCEPTED, EXEMPTED, FAILED, ARCHIVED] }, first: 100) {
        __typename
        ... on QueryChallengesConnection {
          edges {
            node {
              id
              title
            }
          }
        }
        ...RefusedParts
        ...InvalidParts
      }
      contracts(first: 100) {
        __typename
        ... on QueryContractsConnection {
          edges {
            node {
              id
              title
            }
          }
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [refusedParts, invalidParts],
)

export const determineMutation = graphql(
  `
    mutation DetermineSubsidy(
      $policyId: ID!
      $rule: String!
      $challengeId: ID
      $year: Int
      $income: TransferIncomeInput
      $readings: [RuleReadingInput!]!
    ) {
      determineSubsidy(
        policyId: $policyId
        rule: $rule
        challengeId: $challengeId
        year: $year
        income: $income
        readings: $readings
      ) {
        __typename
        ... on SubsidyDetermined {
          determinations {
            id
            ceilingFen
            trace {
              undetermined
            }
            beneficiary {
              id
              name
              isDemo
            }
            viewerCan {
              tell {
                ...DeterminationVerdict
              }
            }
          }
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [refusedParts, invalidParts, verdictParts],
)

export const touchesDetermination = ['Determination', 'SubsidyClaim', 'Payout', 'Clawback'] as const

export type DeterminationCard = ResultOf<typeof cardParts>
export type Trace = ResultOf<typeof traceParts>
export type Determination = Extract<ResultOf<typeof determinationQuery>['node'], { __typename: 'Determination' }>
