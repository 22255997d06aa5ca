/** 对接邀请: the owner of a demand asks the owner of a match, once. They find it in their inbox, by the outbox. */
import type { Queryable } from '#db/client.ts'
import { readClock } from '#db/queries/clock.ts'
import { type ListingRow, lockListing } from '#db/queries/listing.ts'
import {
  countInvitations,
  findInvitation,
  type InvitationRow,
  insertInvitation,
  lockImpressions,
} from '#db/queries/match-log.ts'
import { may } from '#domain/access/may.ts'
import { checkLength } from '#domain/field-check.ts'
import { isPublicAt } from '#domain/listing.ts'
import {
  AlreadyInvited,
  checkInvitation,
  checkInvitedLibraries,
  type InvitedSide,
  type Inviting,
  invitationWindowMs,
  maxInvitationTextLength,
} from '#domain/matching/invitation.ts'
import { NotFound, refuse, requireValid } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { refuseViolations } from '../support/violation.ts'
import { type ListingRef, requireMatchViewer } from './require-match-viewer.ts'

export type MatchInvitation = InvitationRow

type AskingRow = Pick<ListingRow, 'id' | 'organisationId' | 'state' | 'expiresAt'>

/** One whose time is up is no longer public, whether or not the sweep has come by. */
export function invitedSide(row: Pick<ListingRow, 'organisationId' | 'state' | 'expiresAt'>, now: Date): InvitedSide {
  const { organisationId, state } = row
  return { organisationId, state: state === 'published' && !isPublicAt(row, now) ? 'expired' : state }
}

/** The demand, with how many it has invited lately. Under its lock nobody else invites to it. */
export async function askingSide(db: Queryable, row: AskingRow, now: Date): Promise<Inviting['from']> {
  const sentLately = await countInvitations(db, row.id, new Date(now.getTime() - invitationWindowMs))
  return { ...invitedSide(row, now), sentLately }
}

/** Throws `NotFound` for a match that was never shown to the viewer, as judging it does. */
export async function inviteMatch(
  ctx: Ctx,
  { from, shown, message }: { from: ListingRef; shown: ListingRef; message: string },
): Promise<MatchInvitation> {
  requireValid([
    ...checkInvitedLibraries(from.library, shown.library),
    ...checkLength('message', message, maxInvitationTextLength),
  ])
  const invitedBy = await requireMatchViewer(ctx, from)
  const pair = { queryId: from.id, shownId: shown.id }
  const work = mutate(ctx, async tx => {
    const asking = await lockListing(tx, from.library, from.id)
    if (!asking) throw new NotFound(from.library)
    refuse(may(ctx.actor, 'match.invite', { owner: asking.organisationId }))
    const showing = await lockImpressions(tx, { viewerUserId: invitedBy, shownLibrary: shown.library, ...pair })
    const found = showing && (await lockListing(tx, shown.library, shown.id))
    if (!found) throw new NotFound('match')
    const now = await readClock(tx)
    const isInvited = (await findInvitation(tx, pair)) !== null
    const { strength } = showing
    const sides = { from: await askingSide(tx, asking, now), shown: invitedSide(found, now) }
    refuse(checkInvitation({ ...sides, isInvited, strength }))
    const invitation = await insertInvitation(tx, {
      id: ctx.newId(),
      queryLibrary: from.library,
      shownLibrary: shown.library,
      ...pair,
      strength,
      organisationId: asking.organisationId,
      invitedOrganisationId: found.organisationId,
      invitedBy,
      invitedAt: now,
      message,
    })
    const payload = { ...shown, invitationId: invitation.id }
    return {
      result: invitation,
      audit: {
        action: 'match.invite',
        subjectKind: 'match',
        subjectId: `${pair.queryId} ${pair.shownId}`,
        before: null,
        after: { invitationId: invitation.id, invitedOrganisationId: found.organisationId, message },
        messages: [{ topic: 'match.invited' as const, payload }],
      },
    }
  })
  const invitation = await refuseViolations(work, { match_invitation_once: () => new AlreadyInvited() })
  ctx.outbox.wake()
  return invitation
}
