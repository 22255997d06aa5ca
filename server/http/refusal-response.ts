/** The few routes outside GraphQL: which status a refusal has. Everything else is a bug, and the app's own handler's. */
import type { Context } from 'hono'
import { InvalidInput, Refusal } from '#domain/refusal.ts'

const statuses: Readonly<Record<string, 400 | 401 | 403 | 404>> = {
  INVALID_INPUT: 400,
  SIGN_IN_REQUIRED: 401,
  NOT_ACTING: 403,
  NOT_ALLOWED: 403,
  ORGANISATION_NOT_VERIFIED: 403,
  NOT_FOUND: 404,
}

/** Says a refusal as JSON; throws on what is none. */
export function respondRefusal(c: Context, error: unknown): Response {
  if (!(error instanceof Refusal)) throw error
  const { code, message } = error
  const problems = error instanceof InvalidInput ? { problems: error.problems } : {}
  return c.json({ code, message, ...problems }, statuses[code] ?? 409)
}
