/** 对接邀请: the owner of a demand invites the owner of a match. A match is named by its two listings. */
import { inviteMatch, type MatchInvitation } from '#usecases/matching/invite-match.ts'
import { listInvitations, type MatchInvitations } from '#usecases/matching/list-invitations.ts'
import { builder } from './builder.ts'
import { refusals, VerdictType, verdictOf } from './errors.ts'
import { listingTypeNames, readListingId } from './listing.ts'

const MatchInvitationType = builder.objectRef<MatchInvitation>('MatchInvitation').implement({
  fields: t => ({
    listingId: t.globalID({
      description: 'Of the match whose owner was invited.',
      resolve: sent => ({ id: sent.shownId, type: listingTypeNames[sent.shownLibrary] }),
    }),
    invitedAt: t.expose('invitedAt', { type: 'Instant' }),
  }),
})

const MatchInvitationsType = builder.objectRef<MatchInvitations>('MatchInvitations').implement({
  fields: t => ({
    mayInvite: t.field({
      type: VerdictType,
      description: 'May the viewer invite owners of matches to this demand now?',
      resolve: ({ refusal }) => verdictOf(refusal),
    }),
    sent: t.expose('sent', { type: [MatchInvitationType], description: 'Empty for whoever may not invite.' }),
  }),
})

const fromArg = { required: true, description: 'Global id of the demand.' } as const

builder.queryField('matchInvitations', t =>
  t.field({
    type: MatchInvitationsType,
    nullable: true,
    description: 'Whom a demand has invited, for its owner; null for other listings.',
    args: { from: t.arg.globalID(fromArg) },
    resolve: (_, { from }, { ctx }) => listInvitations(ctx, { from: readListingId(from) }),
  }),
)

builder.mutationField('inviteMatch', t =>
  t.field({
    type: MatchInvitationType,
    description:
      'The owner of a published demand invites the owner of an achievement or expert that was shown to them as a match, once. They find it in their inbox.',
    args: {
      from: t.arg.globalID(fromArg),
      listing: t.arg.globalID({ required: true, description: 'Global id of the match.' }),
    },
    errors: refusals,
    resolve: (_, { from, listing }, { ctx }) =>
      inviteMatch(ctx, { from: readListingId(from), shown: readListingId(listing) }),
  }),
)
