/** The few routes outside GraphQL: which status a refusal has. */
import type { Context } from 'hono'
import { InvalidInput, type Refusal } from '#domain/refusal.ts'

const statuses: Readonly<Record<string, 400 | 401 | 403 | 404>> = {
  INVALID_INPUT: 400,
  SIGN_IN_REQUIRED: 401,
  NOT_ACTING: 403,
  NOT_ALLOWED: 403,
  ORGANISATION_NOT_VERIFIED: 403,
  NOT_FOUND: 404,
}

/** Says a refusal as JSON. Whatever has no status of its own is a conflict with the state of things. */
export function respondRefusal(c: Context, refusal: Refusal): Response {
  const { code, message } = refusal
  const problems = refusal instanceof InvalidInput ? { problems: refusal.problems } : {}
  return c.json({ code, message, ...problems }, statuses[code] ?? 409)
}
