/** The schema builder: Relay ids and connections, errors as result unions, fields that are there unless they say otherwise. */
import SchemaBuilder from '@pothos/core'
import ErrorsPlugin from '@pothos/plugin-errors'
import RelayPlugin from '@pothos/plugin-relay'
import { type GraphQLSchema, isObjectType } from 'graphql'
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

/** Ids are made by this program; one of a type that has no nodes names nothing that exists. */
function isNodeType(schema: GraphQLSchema, typename: string): boolean {
  const type = schema.getType(typename)
  return isObjectType(type) && type.getInterfaces().some(known => known.name === 'Node')
}

export const builder = new SchemaBuilder<SchemaTypes>({
  plugins: [ErrorsPlugin, RelayPlugin],
  defaultFieldNullability: false,
  errors: { defaultTypes: [], directResult: true },
  relay: {
    clientMutationId: 'omit',
    cursorType: 'String',
    nodeQueryOptions: {
      resolve: (_, { id }, _context, info, resolveNode) =>
        isNodeType(info.schema, id.typename) ? resolveNode(id) : null,
    },
    nodesQueryOptions: {
      resolve: (_, { ids }, _context, info, resolveNodes) => {
        // In place: the plugin goes back to the list of the arguments, and passes over what is null there.
        for (const [at, id] of ids.entries())
          if (!isNodeType(info.schema, id.typename)) Object.assign(ids, { [at]: null })
        return resolveNodes(ids)
      },
    },
  },
})

builder.queryType()
builder.mutationType()
