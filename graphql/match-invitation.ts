/** 对接邀请: the owner of a demand invites the owner of a match. A match is named by its two listings. */
import { invitationStates, maxInvitationTextLength } from '#domain/matching/invitation.ts'
import { answerMatchInvitation, checkMayAnswer } from '#usecases/matching/answer-match-invitation.ts'
import { inviteMatch, type MatchInvitation } from '#usecases/matching/invite-match.ts'
import { listInvitations, type MatchInvitations } from '#usecases/matching/list-invitations.ts'
import { builder } from './builder.ts'
import { wordEnum } from './enums.ts'
import { refusals, VerdictType, verdictOf } from './errors.ts'
import { listingTypeNames, readListingId } from './listing.ts'
import { readRawId } from './raw-id.ts'

const InvitationStateEnum = wordEnum('MatchInvitationState', invitationStates, 'INTERESTED: 感兴趣. DECLINED: 不合适.')

export const MatchInvitationType = builder.objectRef<MatchInvitation>('MatchInvitation').implement({
  fields: t => ({
    id: t.exposeID('id'),
    listingId: t.globalID({
      description: 'Of the match whose owner was invited.',
      resolve: sent => ({ id: sent.shownId, type: listingTypeNames[sent.shownLibrary] }),
    }),
    invitedAt: t.expose('invitedAt', { type: 'Instant' }),
    message: t.exposeString('message', { description: 'What was written with it; may be empty.' }),
    state: t.expose('state', { type: InvitationStateEnum }),
    answerNote: t.exposeString('answerNote', { description: 'What was written with the answer; may be empty.' }),
    answeredAt: t.expose('answeredAt', { type: 'Instant', nullable: true }),
    mayAnswer: t.field({
      type: VerdictType,
      description: 'May the viewer answer it now?',
      resolve: (sent, _, { ctx }) => verdictOf(checkMayAnswer(ctx.actor, sent)),
    }),
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

const atMost = `At most ${maxInvitationTextLength} characters.`
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
      message: t.arg.string({ required: true, defaultValue: '', description: atMost }),
    },
    errors: refusals,
    resolve: (_, { from, listing, message }, { ctx }) =>
      inviteMatch(ctx, { from: readListingId(from), shown: readListingId(listing), message: message.trim() }),
  }),
)

builder.mutationField('answerMatchInvitation', t =>
  t.field({
    type: MatchInvitationType,
    description: 'The owner of the invited listing answers, once. Whoever invited finds it in their inbox.',
    args: {
      id: t.arg.id({ required: true, description: 'Of the invitation.' }),
      isInterested: t.arg.boolean({ required: true, description: 'True: 感兴趣. False: 不合适.' }),
      note: t.arg.string({ required: true, defaultValue: '', description: atMost }),
    },
    errors: refusals,
    resolve: (_, { id, isInterested, note }, { ctx }) =>
      answerMatchInvitation(ctx, { id: readRawId(id, 'invitation'), isInterested, note: note.trim() }),
  }),
)
