/**
 * The three roads of an answer as one value for the screen: it worked, a rule said no, fields were wrong, or the network
 * or the server failed. Nothing here knows words; the screen translates codes.
 */
import type { CombinedError } from 'urql'
import { graphql } from './graphql.ts'

export const refusedParts = graphql(`
  fragment RefusedParts on Refused {
    code
    message
    details
  }
`)

export const invalidParts = graphql(`
  fragment InvalidParts on InvalidInput {
    code
    message
    problems {
      path
      message
      remedy
    }
  }
`)

export interface Problem {
  path: string
  message: string
  remedy: string
}

export type Failure =
  | { kind: 'refused'; code: string; message: string; details: Readonly<Record<string, unknown>> }
  | { kind: 'invalid'; problems: readonly Problem[] }
  | { kind: 'offline' }
  | { kind: 'broken'; message: string }

export type Outcome<T> = { ok: true; value: T } | { ok: false; failure: Failure }

interface Named {
  __typename: string
}
type Succeeded<T extends Named> = Exclude<T, { __typename: 'Refused' | 'InvalidInput' }>

/** The failure a union member stands for; null for the one that means success. */
function failureOf(member: Named): Failure | null {
  if (member.__typename === 'Refused') {
    const refused = member as Named & { code: string; message: string; details: unknown }
    const details = (refused.details ?? {}) as Record<string, unknown>
    return { kind: 'refused', code: refused.code, message: refused.message, details }
  }
  if (member.__typename === 'InvalidInput')
    return { kind: 'invalid', problems: (member as Named & { problems: Problem[] }).problems }
  return null
}

export function failureOfError(error: CombinedError): Failure {
  if (error.networkError && !error.response) return { kind: 'offline' }
  const status = (error.response as Response | undefined)?.status ?? 0
  if (error.networkError && status >= 500) return { kind: 'offline' }
  return { kind: 'broken', message: error.graphQLErrors[0]?.message ?? error.message }
}

/** Reads the result union of a field; null while there is no answer yet. */
export function readOutcome<T extends Named>(
  member: T | null | undefined,
  error: CombinedError | undefined,
): Outcome<Succeeded<T>> | null {
  if (member) {
    const failure = failureOf(member)
    return failure ? { ok: false, failure } : { ok: true, value: member as Succeeded<T> }
  }
  return error ? { ok: false, failure: failureOfError(error) } : null
}
