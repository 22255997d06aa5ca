import { graphql, type ResultOf } from '#web/api/graphql.ts'
import { invalidParts, refusedParts } from '#web/api/outcome.ts'

export const conditionParts = graphql(`
  fragment GrantUseConditionParts on GrantUseCondition {
    id
    text
    purpose
    bound
    boundFen
    spentFen
    dueOn
    state
  }
`)

/** The report of one paid figure, for its own page. */
export const useParts = graphql(
  `
    fragment GrantUseParts on Determination {
      paidOn
      useReport {
        grantedFen
        unreportedFen
        state
        conditions {
          ...GrantUseConditionParts
        }
        uses {
          id
          purpose
          amountFen
          spentOn
          recordedAt
          withdrawnAt
          withdrawnByName
          withdrawalReason
          evidence {
            name
            url
            sha256
          }
        }
      }
      mayRecordUse {
        allowed
        code
        reason
      }
      mayWithdrawUse {
        allowed
        code
        reason
      }
    }
  `,
  [conditionParts],
)

export const useReportsQuery = graphql(
  `
    query GrantUseReports($first: Int!, $after: String, $states: [GrantUseState!]) {
      grantUseReports(first: $first, after: $after, states: $states) {
        __typename
        ... on QueryGrantUseReportsConnection {
          pageInfo {
            hasNextPage
            endCursor
          }
          edges {
            node {
              id
              determination {
                id
                paidOn
                beneficiary {
                  id
                  name
                  isDemo
                }
                trace {
                  title
                }
              }
              report {
                grantedFen
                unreportedFen
                state
                conditions {
                  ...GrantUseConditionParts
                }
              }
            }
          }
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [conditionParts, refusedParts, invalidParts],
)

export const recordUseMutation = graphql(
  `
    mutation RecordGrantUse(
      $determinationId: ID!
      $purpose: String!
      $amountFen: Fen!
      $spentOn: Day!
      $evidence: Upload!
    ) {
      recordGrantUse(
        determinationId: $determinationId
        purpose: $purpose
        amountFen: $amountFen
        spentOn: $spentOn
        evidence: $evidence
      ) {
        __typename
        ... on Determination {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [refusedParts, invalidParts],
)

export const withdrawUseMutation = graphql(
  `
    mutation WithdrawGrantUse($id: ID!, $reason: String!) {
      withdrawGrantUse(id: $id, reason: $reason) {
        __typename
        ... on Determination {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [refusedParts, invalidParts],
)

/** What a use changes: the figure, and the lists of reports. */
export const touchesUse = ['Determination', 'ListedGrantUseReport', 'GrantUseReport', 'GrantUse']

export type WithUse = ResultOf<typeof useParts>
export type UseReport = NonNullable<WithUse['useReport']>
export type UseCondition = ResultOf<typeof conditionParts>
export type ListedReport = Extract<
  ResultOf<typeof useReportsQuery>['grantUseReports'],
  { __typename: 'QueryGrantUseReportsConnection' }
>['edges'][number]['node']
