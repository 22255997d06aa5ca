/**
 * A person's own inbox. A notification stores ids; what the viewer may see of the two listings is asked anew each time,
 * as the one who asks: a listing that is not theirs to see by now is null. An alert of a listing that is not public any more
 * is not listed; an invitation and its answer are, for somebody wrote them.
 */
import { listInvitationsOfPairs } from '#db/queries/match-log.ts'
import { type NotificationRow, pageOfNotifications } from '#db/queries/notification.ts'
import { may } from '#domain/access/may.ts'
import { type Library, libraries } from '#domain/listing.ts'
import { isStrength, type Strength } from '#domain/matching/ranking/strength.ts'
import type { NotificationKind } from '#domain/notification/notification.ts'
import { checkPageSize, type Page } from '#domain/page.ts'
import { findListings } from '../listing/find-listings.ts'
import type { ListingView } from '../listing/listing-view.ts'
import type { MatchInvitation } from '../matching/invite-match.ts'
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
  /** What was written, for whoever acts for the organisation that was told; null otherwise, and of an alert. */
  invitation: MatchInvitation | null
}

export interface ListNotificationsInput {
  isUnreadOnly: boolean
  first: number | null
  after: string | null
}

type Listings = ReadonlyMap<string, NotifiedListing>

async function loadVisible(ctx: Ctx, rows: readonly NotificationRow[]): Promise<Listings> {
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
function pairOf({ kind, subjectId, payload }: NotificationRow): { queryId: string; shownId: string } | null {
  if (kind === 'match_invitation') return { queryId: payload.listingId, shownId: subjectId }
  return kind === 'match_answer' ? { queryId: subjectId, shownId: payload.listingId } : null
}

type Invitations = (row: NotificationRow) => MatchInvitation | null

/** Read by the sentence by which they were told (`mayActOn`), as who they act for now. */
async function loadInvitations(ctx: Ctx, rows: readonly NotificationRow[]): Promise<Invitations> {
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

function present(row: NotificationRow, listings: Listings, invitations: Invitations): NotificationView {
  const { id, kind, deliveredAt, readAt, payload } = row
  const found = listings.get(payload.listingId) ?? null
  const subject = listings.get(row.subjectId) ?? null
  const strength = found && isStrength(payload.strength) ? payload.strength : null
  return { id, kind, deliveredAt, readAt, subject, found, strength, invitation: invitations(row) }
}

/** Latest delivery first. */
export async function listNotifications(ctx: Ctx, input: ListNotificationsInput): Promise<Page<NotificationView>> {
  const userId = requireReader(ctx)
  const page = await pageOfNotifications(
    ctx.db,
    { userId, isUnreadOnly: input.isUnreadOnly },
    { first: checkPageSize(input.first), after: input.after },
  )
  const rows = page.items.map(({ item }) => item)
  const listings = await loadVisible(ctx, rows)
  const invitations = await loadInvitations(ctx, rows)
  const items = page.items.map(({ item, cursor }) => ({ item: present(item, listings, invitations), cursor }))
  return { ...page, items }
}
