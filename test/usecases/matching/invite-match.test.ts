/** The owner of a demand invites the owner of a match: once, while both are public, and the invited find it in their inbox. */
import { eq, sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { matchInvitation } from '#db/schema/match-log.ts'
import { auditEntry } from '#db/schema/record.ts'
import { violates } from '#db/transaction.ts'
import { anonymous, system } from '#domain/access/actor.ts'
import { gains } from '#domain/matching/evaluation/feedback.ts'
import { maxInvitations } from '#domain/matching/invitation.ts'
import { withdrawListing } from '#usecases/listing/withdraw-listing.ts'
import { evaluateMatchLog } from '#usecases/matching/evaluate-match-log.ts'
import { inviteMatch } from '#usecases/matching/invite-match.ts'
import { judgeMatch } from '#usecases/matching/judge-match.ts'
import { listInvitations } from '#usecases/matching/list-invitations.ts'
import { readFeedback } from '#usecases/matching/read-feedback.ts'
import { recordShownMatches } from '#usecases/matching/record-shown-matches.ts'
import type { ListingRef } from '#usecases/matching/require-match-viewer.ts'
import { refusalOf } from '../../support/challenge.ts'
import { publishedAchievement, publishedDemand, publishedExpert } from '../../support/listings.ts'
import type { PersonName } from '../../support/world.ts'
import { useInbox } from '../notification/support.ts'

const stage = useInbox()
let from: ListingRef
let shown: ListingRef
beforeEach(async () => {
  from = { library: 'demand', id: await publishedDemand(stage.world) }
  shown = { library: 'achievement', id: await publishedAchievement(stage.world) }
  await stage.work()
})

const show = (match = shown, viewer: PersonName = 'poster', query = from, strength = 'good') =>
  recordShownMatches(stage.as(viewer), {
    from: query,
    to: match.library,
    isFiltered: false,
    matches: [{ listing: match, score: 1, explanation: { strength }, rankingVersion: 'w' }],
  })
const invite = (
  over: Partial<{ from: ListingRef; shown: ListingRef; message: string }> = {},
  who: PersonName = 'poster',
) => inviteMatch(stage.as(who), { from, shown, message: '', ...over })
const invitations = () => stage.database.db.select().from(matchInvitation).where(eq(matchInvitation.queryId, from.id))

describe('inviting the owner of a match', () => {
  it('is kept with who, when and how strong, in the audit, and in the outbox of the same transaction', async () => {
    await show()
    const { wake } = stage.as('poster').outbox
    const outbox = { wake: vi.fn(wake) }
    const { poster } = stage.world.people
    const { id } = await inviteMatch(stage.world.ctx(poster, { outbox }), { from, shown, message: '请来看看' })
    expect(outbox.wake).toHaveBeenCalledOnce()
    expect(await invitations()).toMatchObject([
      {
        id,
        shownId: shown.id,
        strength: 'good',
        organisationId: stage.world.organisations.enterprise,
        invitedOrganisationId: stage.world.organisations.university,
        invitedBy: poster.userId,
        message: '请来看看',
        state: 'pending',
      },
    ])
    const [entry] = await stage.database.db
      .select()
      .from(auditEntry)
      .where(sql`action = 'match.invite' and subject_id = ${`${from.id} ${shown.id}`}`)
    expect(entry).toMatchObject({ actorUserId: poster.userId, beforeDigest: null })
    expect(await stage.messages()).toContainEqual(
      expect.objectContaining({ seq: entry?.seq, topic: 'match.invited', payload: { ...shown, invitationId: id } }),
    )
  })

  it('reaches whoever may act on the match, at once, even those who want no alerts, and once', async () => {
    await stage.choose('bidder', 'off')
    await show()
    await invite()
    expect(await stage.work()).toBe(2)
    const [entry, ...more] = await stage.inbox('bidder')
    expect(more).toEqual([])
    expect(entry).toMatchObject({ kind: 'match_invitation', strength: 'good', subject: shown, found: from })
    expect(await stage.inbox('bidderAdmin')).toHaveLength(1)
    expect(await stage.inbox('poster')).toEqual([])
    expect(await stage.work()).toBe(0)
  })

  it('reaches the owner of an expert', async () => {
    const expert = { library: 'expert', id: await publishedExpert(stage.world) } as const
    await stage.work()
    await show(expert)
    await invite({ shown: expert })
    expect(await stage.work()).toBe(1)
    expect(await stage.inbox('researcher')).toMatchObject([
      { kind: 'match_invitation', subject: { id: expert.id }, found: { id: from.id } },
    ])
  })

  it.each([
    ['501 characters', '字'.repeat(501)],
    ['U+0000', 'a\0b'],
    ['half a surrogate pair', '\ud83d'],
  ])('with a text of %s is refused, and nothing is sent', async (_, message) => {
    await show()
    await expect(invite({ message })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      problems: [{ path: 'message', remedy: expect.any(String) }],
    })
    expect(await invitations()).toEqual([])
    await invite({ message: '字'.repeat(500) })
  })

  it('a second time is refused, by whoever of the organisation', async () => {
    await show()
    await show(shown, 'posterAdmin')
    await invite()
    expect(await refusalOf(invite())).toBe('ALREADY_INVITED')
    expect(await refusalOf(invite({}, 'posterAdmin'))).toBe('ALREADY_INVITED')
    expect(await invitations()).toHaveLength(1)
  })

  it.each([
    ['rival', 'NOT_ALLOWED'],
    ['bidder', 'NOT_ALLOWED'],
    ['officer', 'NOT_ALLOWED'],
    ['admin', 'NOT_ALLOWED'],
  ] as const)('by %s is refused: %s', async (who, code) => {
    await show(shown, who)
    expect(await refusalOf(invite({}, who))).toBe(code)
    expect(await refusalOf(inviteMatch(stage.world.ctx(anonymous), { from, shown, message: '' }))).toBe(
      'SIGN_IN_REQUIRED',
    )
    expect(await invitations()).toEqual([])
  })

  it('needs a match that was shown to them', async () => {
    expect(await refusalOf(invite())).toBe('NOT_FOUND')
    await show(shown, 'posterAdmin')
    expect(await refusalOf(invite())).toBe('NOT_FOUND')
  })

  it('is refused once either listing is public no more, before the sweep comes by, too', async () => {
    await show()
    await withdrawListing(stage.as('bidder'), { ...shown, reason: '' })
    expect(await refusalOf(invite())).toBe('WRONG_STATE')
    const late = { library: 'achievement', id: await publishedAchievement(stage.world) } as const
    await show(late)
    await stage.rewrite(
      `update demand set published_at = published_at - interval '2 days', expires_at = published_at - interval '1 day' where id = '${from.id}'`,
    )
    expect(await refusalOf(invite({ shown: late }))).toBe('WRONG_STATE')
  })

  it('is refused for what was shown as no good match', async () => {
    await show(shown, 'poster', from, 'none')
    expect(await refusalOf(invite())).toBe('NO_GOOD_MATCH')
    expect(await invitations()).toEqual([])
  })

  it('is refused once a demand has sent 20 in 24 hours, and not beside it or later', async () => {
    await show()
    await stage.rewrite(
      `insert into match_invitation select gen_random_uuid(), 'demand', '${from.id}', 'achievement', gen_random_uuid(), 'good',
        '${stage.world.organisations.enterprise}', '${stage.world.organisations.university}',
        '${stage.world.people.poster.userId}', clock_timestamp() from generate_series(1, ${maxInvitations})`,
    )
    await expect(invite()).rejects.toMatchObject({ code: 'TOO_MANY_INVITATIONS', limit: 20 })
    expect(await listInvitations(stage.as('poster'), { from })).toMatchObject({
      refusal: { code: 'TOO_MANY_INVITATIONS' },
    })
    const other = { library: 'demand', id: await publishedDemand(stage.world) } as const
    await show(shown, 'poster', other)
    await invite({ from: other })
    await stage.rewrite(`update match_invitation set invited_at = invited_at - interval '1 day'`)
    await invite()
    expect(await listInvitations(stage.as('poster'), { from })).toMatchObject({ refusal: null })
  })

  it('is refused for a match of one’s own, and from a listing that asks for nothing', async () => {
    const own = {
      library: 'achievement',
      id: await publishedAchievement(stage.world, {}, stage.world.people.poster),
    } as const
    await show(own)
    expect(await refusalOf(invite({ shown: own }))).toBe('OWN_MATCH')
    expect(await refusalOf(invite({ from: shown, shown: from }, 'bidder'))).toBe('INVALID_INPUT')
  })

  it.each([
    ['taken back', 'delete from match_invitation'],
    ['changed', `update match_invitation set strength = 'strong'`],
  ])('is not %s, by SQL too', async (_, statement) => {
    await show()
    await invite()
    const error = await stage.database.db.execute(sql.raw(statement)).catch(thrown => thrown)
    expect(violates(error, 'match_invitation_fixed')).toBe(true)
  })
})

describe('whom a demand has invited', () => {
  it('its owners see, with why they may not now; others see nothing', async () => {
    await show()
    await invite()
    const list = (who: PersonName) => listInvitations(stage.as(who), { from })
    expect(await list('posterAdmin')).toMatchObject({ refusal: null, sent: [{ shownId: shown.id }] })
    expect(await list('bidder')).toMatchObject({ refusal: { code: 'NOT_ALLOWED' }, sent: [] })
    expect(await listInvitations(stage.as('bidder'), { from: shown })).toBeNull()
    await withdrawListing(stage.as('poster'), { ...from, reason: '' })
    expect(await list('poster')).toMatchObject({ refusal: { code: 'WRONG_STATE' }, sent: [{ shownId: shown.id }] })
    expect(await list('bidder')).toBeNull()
  })
})

describe('the match log', () => {
  const everything = { fromDay: '2000-01-01', toDay: '2999-12-31', split: 'all' } as const
  const evaluate = async (direction: {
    queryLibrary: 'demand' | 'achievement'
    shownLibrary: 'demand' | 'achievement'
  }) => (await evaluateMatchLog(stage.world.ctx(system), { ...everything, ...direction })).report

  it('counts an invitation as what came of the pair, from both sides, and more than a kind word', async () => {
    await stage.rewrite('delete from match_judgement', 'delete from match_impression', 'delete from match_invitation')
    const other = { library: 'achievement', id: await publishedAchievement(stage.world) } as const
    const matches = [other, shown].map((listing, i) => {
      return { listing, score: 2 - i, explanation: { strength: 'good' }, rankingVersion: 'w' }
    })
    await recordShownMatches(stage.as('poster'), { from, to: 'achievement', isFiltered: false, matches })
    await show(from, 'bidder', shown)
    await judgeMatch(stage.as('poster'), { from, shown: other, verdict: 'useful', reason: null, note: '' })
    expect((await evaluate({ queryLibrary: 'demand', shownLibrary: 'achievement' })).ndcgAt10).toBe(1)
    await invite()
    const { ndcgAt10 } = await evaluate({ queryLibrary: 'demand', shownLibrary: 'achievement' })
    const [useful, invited] = [gains.useful, gains.invited]
    expect(ndcgAt10).toBeCloseTo((useful + invited / Math.log2(3)) / (invited + useful / Math.log2(3)), 9)
    const back = await evaluate({ queryLibrary: 'achievement', shownLibrary: 'demand' })
    expect(back).toMatchObject({ judgedQueries: 1, ndcgAt10: 1 })
    const period = { fromDay: everything.fromDay, toDay: everything.toDay }
    expect((await readFeedback(stage.as('officer'), period)).invited).toBe(1)
  })
})
