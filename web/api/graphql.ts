/** The typed door to the API: documents are checked against graphql/schema.graphql while they are written. */
import { initGraphQLTada } from 'gql.tada'
import type { introspection } from './graphql-env.d.ts'

export const graphql = initGraphQLTada<{
  introspection: introspection
  disableMasking: true
  scalars: {
    /** Money in 分. */
    Fen: number
    /** YYYY-MM-DD */
    Day: string
    /** ISO 8601 with offset. */
    Instant: string
    Json: unknown
    Upload: File
    ID: string
  }
}>()

export type { ResultOf, VariablesOf } from 'gql.tada'
