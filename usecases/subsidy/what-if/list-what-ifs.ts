import { listWhatIfs as listRows, type NamedWhatIf } from '#db/queries/what-if.ts'
import { may } from '#domain/access/may.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from '../../support/ctx.ts'
import { requirePerson } from '../../support/person.ts'

const mostListed = 100

/** What-ifs of the actor's bureau, the latest first; at most a hundred. */
export async function listWhatIfs(ctx: Ctx): Promise<NamedWhatIf[]> {
  const { organisationId } = requirePerson(ctx.actor)
  refuse(may(ctx.actor, 'what_if.read', { bureau: organisationId }))
  return listRows(ctx.db, organisationId, mostListed)
}
