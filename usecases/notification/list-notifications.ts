/**
 * A person's own inbox. A notification stores ids; what the viewer may see of the two listings is asked anew each time,
 * as the one who asks: a listing that is not theirs to see by now is null. An alert of a listing that is not public any more
 * is not listed; an invitation and its answer are, for somebody wrote them.
 */
import { listInvitationsOfPairs } from '#db/queries/match-log.ts'
import { type ListingPayload, type NotificationRow, pageOfNotifications } from '#db/queries/notification.ts'
import { may } from '#domain/access/may.ts'
import { type Library, libraries } from '#domain/listing.ts'
import { isStrength, type Strength } from '#domain/matching/ranking/strength.ts'
import type { NotificationKind } from '#domain/notification/notification.ts'
import { checkPageSize, type Page } from '#domain/page.ts'
import { findListings } from '../listing/find-listings.ts'
import type { ListingView } from '../listing/listing-view.ts'
import type { MatchInvitation } from '../matching/invite-match.ts'
import { type DeterminationRow, findDeterminations } from '../subsidy/figure/find-determination.ts'
import type { Ctx } from '../support/ctx.ts'
import { requireReader } from './require-reader.ts'

export type NotifiedListing = { [L in Library]: { library: L } & ListingView<L> }[Library]

export interface NotificationView {
  id: string
  kind: NotificationKind
  /** When it appeared in the inbox. */
  deliveredAt: Date
  readAt: Date | null
  /** The receiver's own listing. */
  subject: NotifiedListing | null
  /** What was found for it. */
  found: NotifiedListing | null
  /** Of the match on the day it was found; null when `found` is, and for a word that the ranking uses no more. */
  strength: Strength | null
  /** The determination that took a step, for whoever may read it as who they act for now; null of anything else. */
  determination: DeterminationRow | null
  /** What was written, for whoever acts for the organisation that was told; null otherwise, and of an alert. */
  invitation: MatchInvitation | null
}

export interface ListNotificationsInput {
  isUnreadOnly: boolean
  first: number | null
  after: string | null
}

type Listings = ReadonlyMap<string, NotifiedListing>

type ListingRow = NotificationRow & { subjectKind: Library; payload: ListingPayload }

const isOfListings = (row: NotificationRow): row is ListingRow => row.subjectKind !== 'determination'

async function loadVisible(ctx: Ctx, rows: readonly ListingRow[]): Promise<Listings> {
  const sides = rows.flatMap(row => [
    { library: row.subjectKind, id: row.subjectId },
    { library: row.payload.library, id: row.payload.listingId },
  ])
  const found = new Map<string, NotifiedListing>()
  for (const library of libraries) {
    const ids = [...new Set(sides.filter(side => side.library === library).map(side => side.id))]
    if (ids.length === 0) continue
    const views = await findListings<Library>(ctx, { library, ids })
    for (const view of views) if (view) found.set(view.id, { ...view, library } as NotifiedListing)
  }
  return found
}

/** The pair of the invitation that a notification speaks of; null for an alert. */
function pairOf({ kind, subjectId, payload }: ListingRow): { queryId: string; shownId: string } | null {
  if (kind === 'match_invitation') return { queryId: payload.listingId, shownId: subjectId }
  return kind === 'match_answer' ? { queryId: subjectId, shownId: payload.listingId } : null
}

type Invitations = (row: ListingRow) => MatchInvitation | null

/** Read by the sentence by which they were told (`mayActOn`), as who they act for now. */
async function loadInvitations(ctx: Ctx, rows: readonly ListingRow[]): Promise<Invitations> {
  const keyOf = (pair: { queryId: string; shownId: string }) => `${pair.queryId} ${pair.shownId}`
  const readable = rows.filter(row => may(ctx.actor, 'listing.edit', { owner: row.organisationId }) === null)
  const found = await listInvitationsOfPairs(
    ctx.db,
    readable.flatMap(row => pairOf(row) ?? []),
  )
  const byPair = new Map(found.map(invitation => [keyOf(invitation), invitation]))
  const byId = new Map(readable.map(row => [row.id, pairOf(row)]))
  return ({ id }) => {
    const pair = byId.get(id)
    return (pair && byPair.get(keyOf(pair))) ?? null
  }
}

interface Loaded {
  listings: Listings
  invitations: Invitations
  determinations: ReadonlyMap<string, DeterminationRow>
}

const noListings = { subject: null, found: null, strength: null, invitation: null }

function present(row: NotificationRow, { listings, invitations, determinations }: Loaded): NotificationView {
  const { id, kind, deliveredAt, readAt } = row
  const frame = { id, kind, deliveredAt, readAt }
  if (!isOfListings(row)) return { ...frame, ...noListings, determination: determinations.get(row.subjectId) ?? null }
  const found = listings.get(row.payload.listingId) ?? null
  const subject = listings.get(row.subjectId) ?? null
  const strength = found && isStrength(row.payload.strength) ? row.payload.strength : null
  return { ...frame, subject, found, strength, invitation: invitations(row), determination: null }
}

async function load(ctx: Ctx, rows: readonly NotificationRow[]): Promise<Loaded> {
  const ofListings = rows.filter(isOfListings)
  const ids = rows.filter(row => !isOfListings(row)).map(({ subjectId }) => subjectId)
  const determinations = await findDeterminations(ctx, { ids })
  return {
    listings: await loadVisible(ctx, ofListings),
    invitations: await loadInvitations(ctx, ofListings),
    determinations: new Map(determinations.map(row => [row.id, row])),
  }
}

/** Latest delivery first. */
export async function listNotifications(ctx: Ctx, input: ListNotificationsInput): Promise<Page<NotificationView>> {
  const userId = requireReader(ctx)
  const page = await pageOfNotifications(
    ctx.db,
    { userId, isUnreadOnly: input.isUnreadOnly },
    { first: checkPageSize(input.first), after: input.after },
  )
  const loaded = await load(
    ctx,
    page.items.map(({ item }) => item),
  )
  const items = page.items.map(({ item, cursor }) => ({ item: present(item, loaded), cursor }))
  return { ...page, items }
}
