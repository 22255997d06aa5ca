/** Who an import from the command line is done by: the person named, else the first bureau officer there is. */
import type { Database } from '#db/client.ts'
import { listImportOperators } from '#db/queries/import-operator.ts'
import { normaliseEmail } from '#domain/access/account.ts'
import type { Actor } from '#domain/access/actor.ts'
import { may } from '#domain/access/may.ts'
import { Refusal } from '#domain/refusal.ts'

/** Nobody who could import: no such account, or none of its organisations lets them. */
export class NoOperator extends Refusal {
  readonly code = 'NO_OPERATOR'
  constructor(email: string | null) {
    super(
      email === null
        ? 'There is no bureau officer yet: start the service once to load the demonstration, or name a person with --as'
        : `No person with the address "${email}" may import for an organisation`,
    )
  }
}

/** Of several memberships the oldest that may import. @throws NoOperator */
export async function findOperator(db: Database, email: string | null): Promise<Actor> {
  for (const { user, acting } of await listImportOperators(db, email === null ? null : normaliseEmail(email))) {
    const actor: Actor = { kind: 'user', ...user, acting: { ...acting, isVerified: acting.state === 'verified' } }
    if (may(actor, 'listing.import', { owner: acting.organisationId }) === null) return actor
  }
  throw new NoOperator(email)
}
