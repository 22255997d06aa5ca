/** What a viewer gets to see of a listing: the teaser is public, the contact is not (staged disclosure). */
import type { OrganisationCard } from '#db/queries/organisation.ts'
import { may } from '#domain/access/may.ts'
import type { Contact, Library } from '#domain/listing.ts'
import { NotFound } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import type { ListingRows } from '../support/listing-kinds.ts'

export type ListingView<L extends Library> = Omit<ListingRows[L], 'contact'> & {
  organisation: OrganisationCard
  /** Null for whoever may not see it. */
  contact: Contact | null
}

/** Removes what the viewer may not see. */
export function presentListing<L extends Library>(
  ctx: Ctx,
  row: ListingRows[L] & { organisation: OrganisationCard },
): ListingView<L> {
  const isEntitled = may(ctx.actor, 'listing.read_contact', { owner: row.organisationId }) === null
  return { ...row, contact: isEntitled ? row.contact : null } as unknown as ListingView<L>
}

/** May the viewer see the listing at all? `now` decides whether a published one is still public. */
export function isVisible(
  ctx: Ctx,
  row: { state: string; organisationId: string; expiresAt: Date | null },
  now: Date,
): boolean {
  if (row.state === 'published' && row.expiresAt !== null && row.expiresAt > now) return true
  return may(ctx.actor, 'listing.read_unpublished', { owner: row.organisationId }) === null
}

export function requireFound<T>(noun: string, value: T | null | undefined): T {
  if (value === null || value === undefined) throw new NotFound(noun)
  return value
}
