import { graphql, type ResultOf } from '#web/api/graphql.ts'
import { invalidParts, refusedParts } from '#web/api/outcome.ts'

const factParts = graphql(`
  fragment SubsidyFactParts on SubsidyFact {
    id
    table
    fields
    references {
      id
      name
    }
    occurredOn
    holderName
    contractTitle
    projectTitle
    source
    evidence {
      id
      name
      url
      sha256
    }
    bureauName
    recordedByName
    recordedAt
    withdrawnAt
    withdrawnByName
    withdrawalReason
    mayWithdraw {
      allowed
      code
      reason
    }
  }
`)

export const factsQuery = graphql(
  `
    query SubsidyFacts(
      $first: Int!
      $after: String
      $table: SubsidyFactTable
      $search: String!
      $isStandingOnly: Boolean!
      $isOwnBureauOnly: Boolean!
    ) {
      subsidyFacts(
        first: $first
        after: $after
        table: $table
        search: $search
        isStandingOnly: $isStandingOnly
        isOwnBureauOnly: $isOwnBureauOnly
      ) {
        __typename
        ... on QuerySubsidyFactsConnection {
          pageInfo {
            hasNextPage
            endCursor
          }
          edges {
            node {
              ...SubsidyFactParts
            }
          }
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [factParts, refusedParts, invalidParts],
)

/** What only the server knows of the form: the policies' own facts, and the words that their rules ask for. */
export const factFormQuery = graphql(
  `
    query SubsidyFactForm {
      subsidyFactForm {
        __typename
        ... on SubsidyFactForm {
          declared {
            table
            name
            title
            type
          }
          words {
            table
            field
            words
          }
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [refusedParts, invalidParts],
)

export const recordFactMutation = graphql(
  `
    mutation RecordSubsidyFact($table: SubsidyFactTable!, $fields: Json!, $proof: SubsidyFactProof!, $replacesId: ID) {
      recordSubsidyFact(table: $table, fields: $fields, proof: $proof, replacesId: $replacesId) {
        __typename
        ... on SubsidyFact {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [refusedParts, invalidParts],
)

export const withdrawFactMutation = graphql(
  `
    mutation WithdrawSubsidyFact($id: ID!, $reason: String!) {
      withdrawSubsidyFact(id: $id, reason: $reason) {
        __typename
        ... on SubsidyFact {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [refusedParts, invalidParts],
)

export const importFactsMutation = graphql(
  `
    mutation ImportSubsidyFacts(
      $table: SubsidyFactTable!
      $file: Upload!
      $proof: SubsidyFactProof!
      $isPreview: Boolean!
    ) {
      importSubsidyFacts(table: $table, file: $file, proof: $proof, isPreview: $isPreview) {
        __typename
        ... on SubsidyFactsImported {
          header
          rowCount
          kept
          failedCount
          failed {
            rowNo
            cells
            problems {
              path
              message
              remedy
            }
          }
          failedCsv
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [refusedParts, invalidParts],
)

/** Lists that a fact enters or leaves. */
export const touchesFact = ['SubsidyFact']

export type SubsidyFact = Extract<
  ResultOf<typeof factsQuery>['subsidyFacts'],
  { __typename: 'QuerySubsidyFactsConnection' }
>['edges'][number]['node']
export type FactForm = Extract<ResultOf<typeof factFormQuery>['subsidyFactForm'], { __typename: 'SubsidyFactForm' }>
export type ImportedFacts = Extract<
  ResultOf<typeof importFactsMutation>['importSubsidyFacts'],
  { __typename: 'SubsidyFactsImported' }
>
export type FactTable = SubsidyFact['table']
