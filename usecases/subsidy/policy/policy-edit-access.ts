/** Who may do what with a working copy now: the guards of the verbs, asked by the screen too. */
import type { PolicyEditRow } from '#db/queries/policy-edit.ts'
import type { Actor } from '#domain/access/actor.ts'
import { type Action, may } from '#domain/access/may.ts'
import { checkTransition } from '#domain/lifecycle.ts'
import { NotFound, type Refusal } from '#domain/refusal.ts'
import {
  checkAuthor,
  checkReviewer,
  checkWritable,
  type PolicyEditEvent,
  policyEditLifecycle,
} from '#domain/subsidy/editor/policy-edit.ts'

export type PolicyEditVerb = 'save' | 'propose' | 'withdraw' | 'return' | 'publish' | 'discard'

const actionOf: Readonly<Record<PolicyEditVerb, Action>> = {
  save: 'policy.edit',
  propose: 'policy.edit',
  withdraw: 'policy.edit',
  discard: 'policy.edit',
  return: 'policy.review',
  publish: 'policy.review',
}

/** Null when the verb is possible, before its text is looked at. */
export function checkPolicyEditVerb(actor: Actor, edit: PolicyEditRow, verb: PolicyEditVerb): Refusal | null {
  const subject = { bureau: edit.bureauId }
  // Whoever may not even read it does not learn that it exists.
  if (may(actor, 'policy.read_edits', subject) !== null && actor.kind === 'user') return new NotFound('policy edit')
  const denied = may(actor, actionOf[verb], subject)
  if (denied) return denied
  const userId = actor.kind === 'user' ? actor.userId : ''
  const isReview = verb === 'return' || verb === 'publish'
  const person = isReview ? checkReviewer(edit.authorId, userId) : checkAuthor(edit.authorId, userId)
  return person ?? (verb === 'save' ? checkWritable(edit.state) : checkStep(edit, verb))
}

function checkStep(edit: PolicyEditRow, event: PolicyEditEvent): Refusal | null {
  return checkTransition(policyEditLifecycle, edit.state, event)
}

/** Null when the actor may begin a copy. */
export function checkMayStartEdit(actor: Actor): Refusal | null {
  const acting = actor.kind === 'user' ? actor.acting : null
  return may(actor, 'policy.edit', { bureau: acting?.organisationId ?? null })
}
