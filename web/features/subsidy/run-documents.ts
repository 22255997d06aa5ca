import { graphql, type ResultOf } from '#web/api/graphql.ts'
import { invalidParts, refusedParts } from '#web/api/outcome.ts'

const runParts = graphql(`
  fragment SubsidyRunParts on SubsidyRun {
    id
    policyId
    policyTitle
    rule
    year
    state
    stored
    undetermined
    ceilingFen
    leftOut {
      reason
      count
    }
    failure {
      code
      message
      details
    }
    asOf
    requestedByName
    requestedAt
    finishedAt
  }
`)

export const runsQuery = graphql(
  `
    query SubsidyRuns {
      subsidyRuns {
        __typename
        ... on SubsidyRuns {
          runs {
            ...SubsidyRunParts
          }
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [runParts, refusedParts, invalidParts],
)

export const requestRunMutation = graphql(
  `
    mutation RequestSubsidyRun($policyId: ID!, $rule: String, $year: Int, $readings: [RuleReadingInput!]!) {
      requestSubsidyRun(policyId: $policyId, rule: $rule, year: $year, readings: $readings) {
        __typename
        ... on SubsidyRun {
          ...SubsidyRunParts
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [runParts, refusedParts, invalidParts],
)

/** The questions that a policy's rules leave open. */
export const questionsQuery = graphql(`
  query OpenQuestions($policyId: ID!) {
    policy(id: $policyId) {
      id
      questions {
        name
        rule
        question
        initial
        readings {
          id
          text
        }
      }
    }
  }
`)

export const touchesRun = ['SubsidyRun', 'SubsidyRuns', 'Determination']

export type Run = ResultOf<typeof runParts>
