/**
 * GraphQL over HTTP: Yoga with our limits before it and our errors after it. Which requests get in stands in
 * graphql-request.ts, what they may ask for in graphql/limits. How it is mounted was decided by measurement
 * (decision record 0007).
 */
import { type GraphQLSchema, NoSchemaIntrospectionCustomRule } from 'graphql'
import { createYoga, type Plugin } from 'graphql-yoga'
import type { Logger } from 'pino'
import type { GraphqlContext } from '#graphql/context.ts'
import type { Limits } from '#graphql/limits/limits.ts'
import { limitsPlugin } from '#graphql/limits/limits-plugin.ts'
import { presentErrors } from './graphql-errors.ts'
import { requestRules } from './graphql-request.ts'

export interface GraphqlHandlerOptions {
  schema: GraphQLSchema
  log: Logger
  isProduction: boolean
  /** Introspection and "did you mean": on outside production, and where the operator wants a self-describing API. */
  allowIntrospection: boolean
  limits?: Partial<Limits>
}

/** What the server knows of a request. The context is made only for documents that are within the limits and valid. */
export interface GraphqlRequest {
  requestId: string
  makeContext(): GraphqlContext | Promise<GraphqlContext>
}

/** Text, not a stream: an answer is one JSON document, and the server writes a string in one piece. */
export interface GraphqlAnswer {
  status: number
  headers: Record<string, string>
  body: string
}

export interface GraphqlHandler {
  handle(request: Request, about: GraphqlRequest): Promise<GraphqlAnswer>
}

const introspectionOff: Plugin = {
  onValidate: ({ addValidationRule }) => addValidationRule(NoSchemaIntrospectionCustomRule),
}

/** The request id stands in every answer; errors are masked, and bugs logged, in the same place. */
function answers(options: GraphqlHandlerOptions): Plugin<object, GraphqlRequest> {
  return {
    onResultProcess({ result, setResult, serverContext: { requestId } }) {
      // Batches are refused and nothing streams: a result is one object.
      if (Array.isArray(result) || !('data' in result || 'errors' in result)) return
      const errors =
        result.errors &&
        presentErrors(result.errors, { requestId, log: options.log, hints: options.allowIntrospection })
      setResult({ ...result, ...(errors && { errors }), extensions: { ...result.extensions, requestId } })
    },
  }
}

export function createGraphqlHandler(options: GraphqlHandlerOptions): GraphqlHandler {
  const yoga = createYoga<GraphqlRequest, GraphqlContext>({
    schema: options.schema,
    graphqlEndpoint: '/graphql',
    context: ({ makeContext }) => makeContext(),
    plugins: [
      requestRules(),
      limitsPlugin({ schema: options.schema, ...(options.limits && { limits: options.limits }) }),
      ...(options.allowIntrospection ? [] : [introspectionOff]),
      answers(options),
    ],
    graphiql: !options.isProduction,
    // Ours instead: presentErrors knows the request, requestRules counts the body, CORS and health are not Yoga's task.
    maskedErrors: false,
    maxRequestBodySize: false,
    batching: false,
    cors: false,
    landingPage: false,
    logging: false,
  })
  return {
    async handle(request, about) {
      const response = await yoga.handleRequest(request, about)
      return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() }
    },
  }
}
