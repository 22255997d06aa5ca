import { listPolicyEdits as listRows, type NamedPolicyEdit } from '#db/queries/policy-edit.ts'
import { may } from '#domain/access/may.ts'
import { refuse } from '#domain/refusal.ts'
import { type PolicyEditState, policyEditStates } from '#domain/subsidy/editor/policy-edit.ts'
import type { Ctx } from '../../support/ctx.ts'
import { requirePerson } from '../../support/person.ts'

/** A city has some dozens of policies; what lies behind these was published or discarded long ago. */
const mostListed = 200

/** Working copies of the actor's bureau, the one saved last first. */
export async function listPolicyEdits(
  ctx: Ctx,
  input: { states?: readonly PolicyEditState[] | null },
): Promise<NamedPolicyEdit[]> {
  const { organisationId } = requirePerson(ctx.actor)
  refuse(may(ctx.actor, 'policy.read_edits', { bureau: organisationId }))
  return listRows(ctx.db, { bureauId: organisationId, states: input.states ?? policyEditStates, limit: mostListed })
}
