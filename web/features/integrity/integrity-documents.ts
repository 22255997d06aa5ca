import { graphql, type ResultOf } from '#web/api/graphql.ts'
import { invalidParts, refusedParts } from '#web/api/outcome.ts'

export const integrityQuery = graphql(
  `
    query IntegrityRecords {
      integrityRecords {
        __typename
        ... on QueryIntegrityRecordsSuccess {
          data {
              id
              organisationName
              category
              summary
              determinationId
              foundOn
              evidence {
                id
                name
                url
                sha256
              }
              recordedByName
              recordedAt
              repairedOn
              revokedOn
              revokedByName
              revocationReason
              revocationEvidence {
                id
                name
                url
                sha256
              }
              clawbacks {
                id
                determinationId
                amountFen
                collectedOn
                cancelledAt
              }
              mayRepair {
                allowed
                code
                reason
              }
              mayRevoke {
                allowed
                code
                reason
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

export const mayRecordQuery = graphql(`
  query MayRecordIntegrity {
    mayRecordIntegrity {
      allowed
      code
      reason
    }
  }
`)

/** Whoever a bureau may grant to, by name. */
export const unitsQuery = graphql(`
  query Units($search: String!) {
    enterprises: verifiedOrganisations(kind: ENTERPRISE, search: $search) {
      id
      name
    }
    universities: verifiedOrganisations(kind: UNIVERSITY, search: $search) {
      id
      name
    }
    institutes: verifiedOrganisations(kind: INSTITUTE, search: $search) {
      id
      name
    }
    agencies: verifiedOrganisations(kind: BROKER_AGENCY, search: $search) {
      id
      name
    }
    registries: verifiedOrganisations(kind: REGISTRY, search: $search) {
      id
      name
    }
  }
`)

export const recordIntegrityMutation = graphql(
  `
    mutation RecordIntegrity(
      $organisationId: ID!
      $category: IntegrityCategory!
      $summary: String!
      $foundOn: Day!
      $evidence: Upload!
    ) {
      recordIntegrity(
        organisationId: $organisationId
        category: $category
        summary: $summary
        foundOn: $foundOn
        evidence: $evidence
      ) {
        __typename
        ... on IntegrityRecord {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [refusedParts, invalidParts],
)

export const repairIntegrityMutation = graphql(
  `
    mutation RepairIntegrity($id: ID!, $repairedOn: Day!) {
      repairIntegrity(id: $id, repairedOn: $repairedOn) {
        __typename
        ... on IntegrityRecord {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [refusedParts, invalidParts],
)

export const revokeIntegrityMutation = graphql(
  `
    mutation RevokeIntegrity($id: ID!, $revokedOn: Day!, $reason: String!, $evidence: Upload) {
      revokeIntegrity(id: $id, revokedOn: $revokedOn, reason: $reason, evidence: $evidence) {
        __typename
        ... on IntegrityRecord {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [refusedParts, invalidParts],
)

/** A record reaches figures and what is to come back of them. */
export const touchesIntegrity = ['IntegrityRecord', 'Determination', 'Clawback']

export type IntegrityRecord = Extract<
  ResultOf<typeof integrityQuery>['integrityRecords'],
  { __typename: 'QueryIntegrityRecordsSuccess' }
>['data'][number]
