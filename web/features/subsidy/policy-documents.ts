/**
 * Policies, asked for in parts that stay within the API's limit on nested lists. The readings of an open question lie
 * one list too deep for it; a determination names the reading that was taken.
 */
import { graphql, type ResultOf } from '#web/api/graphql.ts'

const headParts = graphql(`
  fragment PolicyHeadParts on Policy {
    id
    version
    title
    status
    issuingBody
    documentNumber
    jurisdiction
    effectiveFrom
    effectiveTo
  }
`)

const wholeParts = graphql(
  `
    fragment PolicyWholeParts on Policy {
      ...PolicyHeadParts
      sha256
      notes
      clauses {
        id
        number
        title
        quote
        text
        isComputable
        noRule
        rules {
          id
          title
          isShareFloor
          rate
          capFen
          isUnlimited
          subject
          notes
          parameters {
            id
            question
            default
            readings {
              id
              text
            }
          }
        }
        awards {
          id
          title
          evidence
          bound
          amountFen
          reason
        }
      }
    }
  `,
  [headParts],
)

export const policiesQuery = graphql(
  `
    query Policies {
      policies {
        ...PolicyHeadParts
        clauses {
          isComputable
        }
      }
    }
  `,
  [headParts],
)

export const policyQuery = graphql(
  `
    query Policy($id: ID!) {
      policy(id: $id) {
        ...PolicyWholeParts
      }
      mayDetermineSubsidy {
        allowed
        code
        reason
      }
    }
  `,
  [wholeParts],
)

/** Every policy with its rules, for the form. */
export const rulesQuery = graphql(`
  query Rules {
    policies {
      id
      title
      status
      clauses {
        rules {
          id
          title
          isShareFloor
          rate
          capFen
          isUnlimited
          subject
          notes
        }
      }
    }
  }
`)

export type PolicyWhole = ResultOf<typeof wholeParts>
export type Clause = PolicyWhole['clauses'][number]
export type Rule = Clause['rules'][number]
export type PolicyWithRules = ResultOf<typeof rulesQuery>['policies'][number]
