/** The owner of a match answers an invitation, once; whoever invited is told, and reads it. */
import { and, eq, sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { matchInvitation } from '#db/schema/match-log.ts'
import { auditEntry, lifecycleEvent } from '#db/schema/record.ts'
import { violates } from '#db/transaction.ts'
import { anonymous } from '#domain/access/actor.ts'
import { withdrawListing } from '#usecases/listing/withdraw-listing.ts'
import { answerMatchInvitation } from '#usecases/matching/answer-match-invitation.ts'
import { inviteMatch } from '#usecases/matching/invite-match.ts'
import { listInvitations } from '#usecases/matching/list-invitations.ts'
import { recordShownMatches } from '#usecases/matching/record-shown-matches.ts'
import type { ListingRef } from '#usecases/matching/require-match-viewer.ts'
import { listNotifications } from '#usecases/notification/list-notifications.ts'
import { refusalOf } from '../../support/challenge.ts'
import { publishedAchievement, publishedDemand } from '../../support/listings.ts'
import type { PersonName } from '../../support/world.ts'
import { useInbox } from '../notification/support.ts'

const stage = useInbox()
let from: ListingRef
let shown: ListingRef
let id: string
/** The enterprise has invited the university, which has been told. */
beforeEach(async () => {
  from = { library: 'demand', id: await publishedDemand(stage.world) }
  shown = { library: 'achievement', id: await publishedAchievement(stage.world) }
  const matches = [{ listing: shown, score: 1, explanation: { strength: 'good' }, rankingVersion: 'w' }]
  await recordShownMatches(stage.as('poster'), { from, to: shown.library, isFiltered: false, matches })
  id = (await inviteMatch(stage.as('poster'), { from, shown, message: '想请贵校看看磨损问题' })).id
  await stage.work()
})

const answer = (over: Partial<{ isInterested: boolean; note: string; id: string }> = {}, who: PersonName = 'bidder') =>
  answerMatchInvitation(stage.as(who), { id, isInterested: true, note: '', ...over })
const stored = async () => (await stage.database.db.select().from(matchInvitation).where(eq(matchInvitation.id, id)))[0]

describe('what was written with an invitation', () => {
  it('stands in the inbox of the invited', async () => {
    expect(await stage.inbox('bidder')).toMatchObject([
      { kind: 'match_invitation', invitation: { id, message: '想请贵校看看磨损问题', state: 'pending' } },
    ])
  })

  it('is not read by who acts for another organisation now', async () => {
    const { bidder, poster } = stage.world.people
    const elsewhere = { ...bidder, acting: poster.acting }
    const page = await listNotifications(stage.world.ctx(elsewhere), { isUnreadOnly: false, first: null, after: null })
    expect(page.items.map(({ item }) => item.invitation)).toEqual([null])
  })
})

describe('answering an invitation', () => {
  it.each([
    [true, 'interested', 'interest'],
    [false, 'declined', 'decline'],
  ] as const)(
    'isInterested %s makes it %s, with who, when, its history and its audit',
    async (isInterested, state, event) => {
      const { bidder } = stage.world.people
      const outbox = { wake: vi.fn() }
      const ctx = stage.world.ctx(bidder, { outbox })
      const answered = await answerMatchInvitation(ctx, { id, isInterested, note: '下周可以谈' })
      expect(answered).toMatchObject({ id, state, answerNote: '下周可以谈' })
      expect(outbox.wake).toHaveBeenCalledOnce()
      expect(await stored()).toMatchObject({
        state,
        answerNote: '下周可以谈',
        answeredBy: bidder.userId,
        answeredAt: expect.any(Date),
      })
      const { db } = stage.database
      const isOfIt = and(eq(lifecycleEvent.subjectKind, 'match_invitation'), eq(lifecycleEvent.subjectId, id))
      expect(await db.select().from(lifecycleEvent).where(isOfIt)).toMatchObject([
        { event, fromState: 'pending', toState: state, actorUserId: bidder.userId },
      ])
      const audits = await db
        .select()
        .from(auditEntry)
        .where(sql`action = 'match.answer' and subject_id = ${`${from.id} ${shown.id}`}`)
      expect(audits).toMatchObject([{ actorUserId: bidder.userId }])
      expect(await stage.messages()).toContainEqual(
        expect.objectContaining({
          seq: audits[0]?.seq,
          topic: 'match.answered',
          payload: { ...shown, invitationId: id },
        }),
      )
    },
  )

  it('reaches whoever may act on the demand, at once, even those who want no alerts, and once', async () => {
    await stage.choose('poster', 'off')
    await answer({ note: '有兴趣' })
    expect(await stage.work()).toBe(2)
    for (const who of ['poster', 'posterAdmin'] as const)
      expect(await stage.inbox(who)).toMatchObject([
        {
          kind: 'match_answer',
          strength: 'good',
          subject: from,
          found: shown,
          invitation: { state: 'interested', answerNote: '有兴趣' },
        },
      ])
    expect((await stage.inbox('bidder')).map(({ kind }) => kind)).toEqual(['match_invitation'])
    expect(await stage.work()).toBe(0)
  })

  it('stands beside whom the demand has invited', async () => {
    await answer({ isInterested: false, note: '已有合作方' })
    expect(await listInvitations(stage.as('posterAdmin'), { from })).toMatchObject({
      sent: [{ shownId: shown.id, state: 'declined', answerNote: '已有合作方' }],
    })
    expect(await listInvitations(stage.as('rival'), { from })).toMatchObject({ sent: [] })
  })

  it('a second time is refused, by whoever of the organisation, and says what to do', async () => {
    await answer()
    await expect(answer({ isInterested: false })).rejects.toMatchObject({
      code: 'ALREADY_ANSWERED',
      state: 'interested',
      message: expect.stringContaining('reload'),
    })
    expect(await refusalOf(answer({}, 'bidderAdmin'))).toBe('ALREADY_ANSWERED')
    expect(await stored()).toMatchObject({ state: 'interested' })
  })

  it.each([
    ['the inviter', 'poster'],
    ['the admin of the inviter', 'posterAdmin'],
    ['a third party', 'rival'],
    ['an officer', 'officer'],
    ['the administrator of the platform', 'admin'],
  ] as const)('by %s is refused', async (_, who) => {
    expect(await refusalOf(answer({}, who))).toBe('NOT_ALLOWED')
    expect(await stored()).toMatchObject({ state: 'pending' })
  })

  it('by a visitor, or of an invitation that is none, is refused', async () => {
    const said = { id, isInterested: true, note: '' }
    expect(await refusalOf(answerMatchInvitation(stage.world.ctx(anonymous), said))).toBe('SIGN_IN_REQUIRED')
    expect(await refusalOf(answer({ id: shown.id }))).toBe('NOT_FOUND')
  })

  it.each([
    ['501 characters', '字'.repeat(501)],
    ['U+0000', 'a\0b'],
    ['half a surrogate pair', '\udc00'],
  ])('with a text of %s is refused, and may be done again', async (_, note) => {
    await expect(answer({ note })).rejects.toMatchObject({ code: 'INVALID_INPUT', problems: [{ path: 'note' }] })
    expect(await answer({ note: '字'.repeat(500) })).toMatchObject({ state: 'interested' })
  })

  it('is possible while either listing is public no more', async () => {
    await withdrawListing(stage.as('poster'), { ...from, reason: '' })
    await withdrawListing(stage.as('bidder'), { ...shown, reason: '' })
    await answer({ isInterested: false })
    expect(await stage.work()).toBe(2)
    expect(await stage.inbox('poster')).toMatchObject([{ kind: 'match_answer', invitation: { state: 'declined' } }])
  })

  it.each([
    ['changed afterwards', `update match_invitation set answer_note = '改'`],
    ['taken back', `update match_invitation set state = 'pending', answered_at = null, answered_by = null`],
  ])('is not %s, by SQL too', async (_, statement) => {
    await answer()
    const error = await stage.database.db.execute(sql.raw(`${statement} where id = '${id}'`)).catch(thrown => thrown)
    expect(violates(error, 'match_invitation_fixed')).toBe(true)
  })

  it('is not half an answer, by SQL too', async () => {
    const halves = [`state = 'interested'`, `answered_at = clock_timestamp()`, `answer_note = '甲'`]
    for (const half of halves) {
      const update = sql.raw(`update match_invitation set ${half} where id = '${id}'`)
      const error = await stage.database.db.execute(update).catch(thrown => thrown)
      expect(violates(error, 'match_invitation_answered')).toBe(true)
    }
  })
})
