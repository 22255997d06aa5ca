/** What a viewer gets to see of a listing: the teaser is public, the contact and an expert's details are not (staged disclosure). */
import type { OrganisationCard } from '#db/queries/organisation.ts'
import { may } from '#domain/access/may.ts'
import type { ExpertContent } from '#domain/expert/expert.ts'
import { type Contact, isPublicAt, type Library } from '#domain/listing.ts'
import type { Ctx } from '../support/ctx.ts'
import type { ListingRows } from '../support/listing-kinds.ts'

/** What is known of an expert that is nobody's business but the owner's and the bureau's. */
const expertDetails = ['birthYear', 'recusalUnits', 'consentedOn', 'consentExpiresOn'] as const
export type ExpertDetails = Pick<ExpertContent, (typeof expertDetails)[number]>
type Private = 'contact' | (typeof expertDetails)[number]

export type ListingView<L extends Library> = Omit<ListingRows[L], Private> & {
  organisation: OrganisationCard
  /** Null for whoever may not see it. */
  contact: Contact | null
  /** Of an expert; null for whoever may not see them, and for other listings. */
  details: ExpertDetails | null
}

/** Takes the details of an expert off a row; null for rows of the other libraries, which have none. */
function takeDetails(row: object): ExpertDetails | null {
  const found = row as Partial<ExpertDetails>
  const { birthYear = null, recusalUnits, consentedOn = null, consentExpiresOn = null } = found
  for (const name of expertDetails) delete found[name]
  return recusalUnits ? { birthYear, recusalUnits, consentedOn, consentExpiresOn } : null
}

/** Removes what the viewer may not see. */
export function presentListing<L extends Library>(
  ctx: Ctx,
  row: ListingRows[L] & { organisation: OrganisationCard },
): ListingView<L> {
  const isEntitled = may(ctx.actor, 'listing.read_contact', { owner: row.organisationId }) === null
  const { contact, ...teaser } = row
  const details = takeDetails(teaser)
  return { ...teaser, contact: isEntitled ? contact : null, details: isEntitled ? details : null } as ListingView<L>
}

/** May the viewer see the listing at all? `now` decides whether a published one is still public. */
export function isVisible(
  ctx: Ctx,
  row: { state: string; organisationId: string; expiresAt: Date | null },
  now: Date,
): boolean {
  return isPublicAt(row, now) || may(ctx.actor, 'listing.read_unpublished', { owner: row.organisationId }) === null
}
