/**
 * The limits as a Yoga plugin. They are part of parsing, so that Yoga's cache of parsed documents holds only documents
 * within the limits and a known document is not walked again.
 */
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  type ParseOptions,
  parse,
  type Source,
  visit,
} from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { checkDocument } from './check-document.ts'
import { checkStorable, checkVariables } from './check-variables.ts'
import { defaultLimits, type Limits, limitExceeded } from './limits.ts'

/** Parses a document; throws a `GraphQLError` when it is wrong or exceeds a limit. */
export function parseWithinLimits(
  schema: GraphQLSchema,
  limits: Limits,
  source: string | Source,
  options?: ParseOptions,
): DocumentNode {
  const text = typeof source === 'string' ? source : source.body
  if (text.length > limits.documentLength) throw limitExceeded('documentLength', limits.documentLength)
  let document: DocumentNode
  try {
    document = parse(source, { ...options, maxTokens: limits.tokens })
  } catch (error) {
    // graphql-js has no code for this error, only the text.
    const isTooLong = error instanceof GraphQLError && error.message.includes('tokens. Parsing aborted')
    throw isTooLong ? limitExceeded('tokens', limits.tokens) : error
  }
  checkDocument(schema, document, limits)
  visit(document, { StringValue: ({ value }) => checkStorable(value, 'a text in the document') })
  return document
}

export function limitsPlugin(options: { schema: GraphQLSchema; limits?: Partial<Limits> }): Plugin {
  const limits: Limits = { ...defaultLimits, ...options.limits }
  const parseLimited = (source: string | Source, parseOptions?: ParseOptions) =>
    parseWithinLimits(options.schema, limits, source, parseOptions)
  return {
    onParams: ({ params }) => checkVariables(params.variables, limits),
    onParse: ({ setParseFn }) => setParseFn(parseLimited),
  }
}
