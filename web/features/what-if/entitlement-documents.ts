/** What a unit may get, as its own office asks for it. */
import { graphql, type ResultOf } from '#web/api/graphql.ts'
import { invalidParts, refusedParts } from '#web/api/outcome.ts'

export const entitlementsQuery = graphql(
  `
    query MyEntitlements($year: Int) {
      myEntitlements(year: $year) {
        __typename
        ... on MyEntitlements {
          asOf
          year
          items {
            policyId
            policyTitle
            isDraft
            rule
            ruleTitle
            gives
            clauseId
            clause
            key
            keyName
            window
            entitledFen
            determinedFen
            claimedFen
            approvedFen
            paidFen
            undeterminedFen
            figures {
              determinationId
              state
              figureFen
            }
            sharedLimits
            unmet
            missing {
              record
              kind
              date
              occurredOn
              amountFen
              contractId
              contractTitle
              why
            }
          }
          refused {
            policyId
            policyTitle
            why
          }
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [refusedParts, invalidParts],
)

export type Entitlements = Extract<
  ResultOf<typeof entitlementsQuery>['myEntitlements'],
  { __typename: 'MyEntitlements' }
>
export type Entitlement = Entitlements['items'][number]
