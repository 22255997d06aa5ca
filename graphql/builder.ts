/** The schema builder: Relay ids and connections, errors as result unions, fields that are there unless they say otherwise. */
import SchemaBuilder from '@pothos/core'
import ErrorsPlugin from '@pothos/plugin-errors'
import RelayPlugin from '@pothos/plugin-relay'
import type { GraphqlContext } from './context.ts'

export interface SchemaTypes {
  Context: GraphqlContext
  DefaultFieldNullability: false
  Scalars: {
    /** Money in 分, an exact integer. */
    Fen: { Input: bigint; Output: bigint }
    /** A day, YYYY-MM-DD. */
    Day: { Input: string; Output: string }
    /** An instant, ISO 8601 with offset. */
    Instant: { Input: Date; Output: Date }
    /** Structured data whose shape its field documents. */
    Json: { Input: unknown; Output: unknown }
    Upload: { Input: File; Output: never }
    ID: { Input: string; Output: string }
  }
}

export const builder = new SchemaBuilder<SchemaTypes>({
  plugins: [ErrorsPlugin, RelayPlugin],
  defaultFieldNullability: false,
  errors: { defaultTypes: [], directResult: true },
  relay: { clientMutationId: 'omit', cursorType: 'String' },
})

builder.queryType()
builder.mutationType()
