import { findIntegrity, listIntegrity, type NamedIntegrity } from '#db/queries/integrity.ts'
import { may } from '#domain/access/may.ts'
import { NotFound, refuse } from '#domain/refusal.ts'
import type { Ctx } from '../../support/ctx.ts'
import { requirePerson } from '../../support/person.ts'

export type { NamedIntegrity }

const mostListed = 200

/** What the actor's bureau has recorded, of one organisation or of all, the latest first; at most two hundred. */
export async function listIntegrityRecords(
  ctx: Ctx,
  input: { organisationId: string | null },
): Promise<NamedIntegrity[]> {
  const { organisationId: bureauId } = requirePerson(ctx.actor)
  refuse(may(ctx.actor, 'integrity.read', { bureau: bureauId }))
  return listIntegrity(ctx.db, { bureauId, ...input, limit: mostListed })
}

/** @throws NotFound for everybody but the bureau that recorded it. */
export async function getIntegrityRecord(ctx: Ctx, input: { id: string }): Promise<NamedIntegrity> {
  const row = await findIntegrity(ctx.db, input.id)
  if (!row || may(ctx.actor, 'integrity.read', { bureau: row.bureauId }) !== null)
    throw new NotFound('integrity record')
  return row
}
