/** What a caller gets to read of an error: his own mistakes in full, ours as one sentence with the request id. */
import { PothosValidationError } from '@pothos/core'
import { GraphQLError } from 'graphql'
import type { Logger } from 'pino'
import { Refusal } from '#domain/refusal.ts'

/**
 * True for what the caller can mend: the request was wrong (no path: nothing had run), or a resolver said so with a
 * code. An error with a path and no code comes from executing our own schema and is a bug, also when graphql-js words
 * it ("Enum cannot represent value …" quotes what stands in the database).
 */
function isCallersMistake(error: GraphQLError): boolean {
  const cause = error.originalError
  if (cause && !(cause instanceof GraphQLError)) return false
  return error.path === undefined || typeof error.extensions.code === 'string' || cause instanceof PothosValidationError
}

const suggestion = / Did you mean .*\?$/s

function withoutSuggestion(error: GraphQLError): GraphQLError {
  if (!suggestion.test(error.message)) return error
  const { nodes, source, positions, path, extensions } = error
  return new GraphQLError(error.message.replace(suggestion, ''), { nodes, source, positions, path, extensions })
}

function masked(error: GraphQLError): GraphQLError {
  return new GraphQLError('Something went wrong on our side', {
    nodes: error.nodes ?? null,
    path: error.path ?? null,
    // Yoga answers 500 when there is no data at all.
    extensions: { code: 'INTERNAL', unexpected: true },
  })
}

/** A refusal from a field that has no result union: said in the errors, with its stable code. */
function refusedField({ nodes, path }: GraphQLError, { code, message }: Refusal): GraphQLError {
  return new GraphQLError(message, { nodes: nodes ?? null, path: path ?? null, extensions: { code } })
}

/** Masks bugs and logs each of them once, however many rows it hit. `hints` keeps "did you mean". */
export function presentErrors(
  errors: readonly unknown[],
  about: { requestId: string; log: Logger; hints: boolean },
): GraphQLError[] {
  const logged = new Set<unknown>()
  return errors.map(given => {
    const error =
      given instanceof GraphQLError ? given : new GraphQLError(String(given), { originalError: given as Error })
    if (error.originalError instanceof Refusal) return refusedField(error, error.originalError)
    if (isCallersMistake(error)) return about.hints ? error : withoutSuggestion(error)
    const bug = error.originalError ?? error
    // The same failure may reach many fields; one stack trace says it.
    const key = bug.message
    if (!logged.has(key)) about.log.error({ err: bug, path: error.path, requestId: about.requestId }, 'graphql: bug')
    logged.add(key)
    return masked(error)
  })
}
