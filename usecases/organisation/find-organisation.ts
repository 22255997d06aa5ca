import { findOrganisation as findRow, type OrganisationCard } from '#db/queries/organisation.ts'
import { may } from '#domain/access/may.ts'
import type { Ctx } from '../support/ctx.ts'

/** The public card, the code a registry's numbers begin with and the day of joining; all of it public but the credit code. */
export interface OrganisationView extends OrganisationCard {
  /** Null but for the organisation itself and the authorities. */
  creditCode: string | null
  registryCode: string | null
  createdAt: Date
}

export async function findOrganisation(ctx: Ctx, input: { id: string }): Promise<OrganisationView | null> {
  const row = await findRow(ctx.db, input.id)
  if (!row) return null
  const { id, kind, name, regionCode, state, isDemo, registryCode, createdAt } = row
  const isOwn = ctx.actor.kind === 'user' && ctx.actor.acting?.organisationId === id
  const seesAll = isOwn || may(ctx.actor, 'organisation.read_all') === null
  const creditCode = seesAll ? row.creditCode : null
  return { id, kind, name, regionCode, state, isDemo, registryCode, createdAt, creditCode }
}
