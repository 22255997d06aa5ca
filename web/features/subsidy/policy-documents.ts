/**
 * Policies, asked for in parts that stay within the API's limit on nested lists: the open questions of all rules are one
 * list of the policy, for below their rules their readings would lie a list too deep.
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
      questions {
        name
        question
        initial
        readings {
          id
          text
        }
      }
      limits {
        ruleId
        id
        amountFen
      }
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
          gives
          rate
          fixedFen
          growthRate
          capFen
          isUnlimited
          scope
          beneficiaryField
          keyFields
          summedField
          windowKind
          subject
          notes
          needsReports
          exclusions
          yearOffset
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
      jurisdiction
      clauses {
        rules {
          id
          title
          gives
          rate
          fixedFen
          growthRate
          capFen
          isUnlimited
          scope
          windowKind
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
