import type { Queryable } from '#db/client.ts'
import { listOrganisationsOfUser } from '#db/queries/membership.ts'
import { checkNotOwn, type OwnOrganisation } from '#domain/access/organisation-rules.ts'
import type { Ctx } from './ctx.ts'

/** Why the person who acts may not decide on these organisations, or null: whatever they act for now. One SQL statement. */
export async function checkOwnOrganisation(
  { actor }: Pick<Ctx, 'actor'>,
  db: Queryable,
  about: readonly (string | null)[],
): Promise<OwnOrganisation | null> {
  return actor.kind === 'user' ? checkNotOwn(await listOrganisationsOfUser(db, actor.userId), about) : null
}
