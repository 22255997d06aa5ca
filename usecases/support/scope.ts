/** Whose contracts and registrations an actor may list: a party its own, a registry what was handed in there, a bureau all. */
import type { ContractScope } from '#db/queries/contract.ts'
import { may, requireActing } from '#domain/access/may.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from './ctx.ts'

export function contractScopeOf(ctx: Ctx): ContractScope {
  const { organisationId, organisationKind } = requireActing(ctx.actor)
  const own = { buyer: organisationId, seller: organisationId, registry: organisationId }
  refuse(may(ctx.actor, 'contract.read', own))
  if (organisationKind === 'bureau') return { kind: 'all' }
  return { kind: organisationKind === 'registry' ? 'registry' : 'party', organisationId }
}
