/** Feedback and inbox through the API, as the screens use it. */
import { pino } from 'pino'
import { beforeAll, describe, expect, it } from 'vitest'
import { matchImpression } from '#db/schema/match-log.ts'
import { anonymous, system } from '#domain/access/actor.ts'
import { drainOutbox } from '#server/jobs/outbox.ts'
import { useDatabase } from '#test/support/database.ts'
import { createApi, globalId } from '#test/support/graphql.ts'
import { publishedAchievement, publishedDemand } from '#test/support/listings.ts'
import { rankedAs } from '#test/support/ranked.ts'
import { createWorld, type World } from '#test/support/world.ts'

const database = useDatabase()
let world: World
let demandId: string
let achievementId: string
beforeAll(async () => {
  world = await createWorld(database.db)
  demandId = await publishedDemand(world)
  achievementId = await publishedAchievement(world)
})

const { send } = createApi(
  () => world,
  () => ({ matching: rankedAs([[achievementId, 'strong']]) }),
)

const refusal = '... on Error { code } ... on InvalidInput { problems { path } }'
const matches = `query ($id: ID!) { node(id: $id) { ... on Demand { matchingAchievements { listing { state } } } } }`
const judge = `mutation ($from: ID!, $listing: ID!, $verdict: MatchVerdict!, $reason: NotUsefulReason, $note: String! = "") {
  judgeMatch(from: $from, listing: $listing, verdict: $verdict, reason: $reason, note: $note) {
    ... on MatchJudgement { listingId verdict reason note } ${refusal} } }`

describe('feedback', () => {
  const pair = () => ({ from: globalId('Demand', demandId), listing: globalId('Achievement', achievementId) })
  const { poster, officer, rival } = { poster: 'poster', officer: 'officer', rival: 'rival' } as const
  const person = (name: 'poster' | 'officer' | 'rival') => world.people[name]

  it('a matches page is logged for whoever is signed in, and for nobody else', async () => {
    const logged = () => database.db.select().from(matchImpression)
    await send(anonymous, matches, { id: pair().from })
    expect(await logged()).toEqual([])
    await send(person(poster), matches, { id: pair().from })
    expect(await logged()).toMatchObject([{ queryId: demandId, shownId: achievementId, rank: 1, strength: 'strong' }])
  })

  it('opened, compared and judged', async () => {
    const open = `mutation ($from: ID!, $listing: ID!) { recordMatchOpened(from: $from, listing: $listing) { ... on MatchRecorded { isRecorded } ${refusal} } }`
    expect((await send(person(poster), open, pair())).recordMatchOpened).toEqual({ isRecorded: true })
    expect((await send(person(rival), open, pair())).recordMatchOpened).toEqual({ code: 'NOT_FOUND' })
    const compare = `mutation ($from: ID!, $listings: [ID!]!) { recordMatchCompared(from: $from, listings: $listings) { ... on MatchRecorded { isRecorded } ${refusal} } }`
    const { from, listing } = pair()
    expect((await send(person(poster), compare, { from, listings: [listing, listing] })).recordMatchCompared).toEqual({
      code: 'INVALID_INPUT',
      problems: [{ path: 'listings' }],
    })
    const misnamed = { ...pair(), listing: globalId('Expert', achievementId), verdict: 'USEFUL' }
    expect((await send(person(poster), judge, misnamed)).judgeMatch).toEqual({ code: 'NOT_FOUND' })
    const unreasoned = await send(person(poster), judge, { ...pair(), verdict: 'NOT_USEFUL' })
    expect(unreasoned.judgeMatch).toEqual({ code: 'INVALID_INPUT', problems: [{ path: 'reason' }] })
    const said = { verdict: 'NOT_USEFUL', reason: 'INDICATORS_MISSED', note: '  指标差一档 ' }
    const judged = await send(person(poster), judge, { ...pair(), ...said })
    const { listing: listingId } = pair()
    expect(judged.judgeMatch).toEqual({ ...said, note: '指标差一档', listingId })
    const notAListing = await send(person(poster), judge, {
      ...pair(),
      listing: globalId('Contract', demandId),
      verdict: 'USEFUL',
    })
    expect(notAListing.judgeMatch).toEqual({ code: 'INVALID_INPUT', problems: [{ path: 'id' }] })
    const read = `query ($from: ID!) { matchJudgements(from: $from) { listingId verdict reason judgedAt } }`
    expect((await send(person(poster), read, { from })).matchJudgements).toMatchObject([
      { listingId, verdict: 'NOT_USEFUL' },
    ])
    expect((await send(person(officer), read, { from })).matchJudgements).toEqual([])
  })

  it('the page knows who may judge', async () => {
    const ask = `{ mayJudgeMatches { allowed code } }`
    expect((await send(person(poster), ask)).mayJudgeMatches).toEqual({ allowed: true, code: null })
    expect((await send(world.people.newcomer, ask)).mayJudgeMatches).toEqual({
      allowed: false,
      code: 'ORGANISATION_NOT_VERIFIED',
    })
  })

  it('a page with a filter is logged beside, as such', async () => {
    const filtered = `query ($id: ID!) { node(id: $id) { ... on Demand { matchingAchievements(filter: { fields: [NEW_MATERIALS] }) { listing { state } } } } }`
    await send(person(poster), filtered, { id: pair().from })
    const logged = await database.db.select().from(matchImpression)
    expect(logged.map(row => row.isFiltered).sort()).toEqual([false, true])
  })

  it('the owner of the demand invites, once, and sees whom', async () => {
    const invite = `mutation ($from: ID!, $listing: ID!) { inviteMatch(from: $from, listing: $listing, message: " 请看 ") { ... on MatchInvitation { listingId } ${refusal} } }`
    const read = `query ($from: ID!) { matchInvitations(from: $from) { mayInvite { allowed code } sent { listingId invitedAt } } }`
    const { from, listing: listingId } = pair()
    expect((await send(person(rival), invite, pair())).inviteMatch).toEqual({ code: 'NOT_ALLOWED' })
    expect((await send(person(poster), invite, pair())).inviteMatch).toEqual({ listingId })
    expect((await send(person(poster), invite, pair())).inviteMatch).toEqual({ code: 'ALREADY_INVITED' })
    expect((await send(person(poster), read, { from })).matchInvitations).toMatchObject({
      mayInvite: { allowed: true, code: null },
      sent: [{ listingId }],
    })
    expect((await send(anonymous, read, { from })).matchInvitations).toEqual({
      mayInvite: { allowed: false, code: 'SIGN_IN_REQUIRED' },
      sent: [],
    })
  })

  it('totals', async () => {
    const totals = `{ matchFeedback(fromDay: "2020-01-01", toDay: "2099-12-31") { ... on MatchFeedback {
      shown opened compared invited useful notUseful reasons { reason count } judgedDemands judgedDemandsNeeded } ${refusal} } }`
    expect((await send(person(officer), totals)).matchFeedback).toEqual({
      shown: 2,
      opened: 1,
      compared: 0,
      invited: 1,
      useful: 0,
      notUseful: 1,
      reasons: [{ reason: 'INDICATORS_MISSED', count: 1 }],
      judgedDemands: 1,
      judgedDemandsNeeded: 300,
    })
    expect((await send(person(poster), totals)).matchFeedback).toEqual({ code: 'NOT_ALLOWED' })
  })
})

describe('the inbox', () => {
  const inbox = `query ($first: Int, $isUnreadOnly: Boolean! = false) { unreadNotificationCount alertPreference { matchAlerts }
    notifications(first: $first, isUnreadOnly: $isUnreadOnly) { ... on QueryNotificationsConnection { totalCount edges { node {
      id kind readAt strength subject { ... on Demand { title } } found { ... on Achievement { title } contact { name } } } } } ${refusal} } }`
  const choose = `mutation ($matchAlerts: MatchAlerts!) { setAlertPreference(matchAlerts: $matchAlerts) { ... on AlertPreference { matchAlerts } ${refusal} } }`
  const mark = `mutation ($ids: [ID!]) { markNotificationsRead(ids: $ids) { ... on InboxMarked { unreadCount } ${refusal} } }`

  it('fills at once where that was chosen, and empties when it is read', async () => {
    const { poster } = world.people
    expect((await send(poster, choose, { matchAlerts: 'AT_ONCE' })).setAlertPreference).toEqual({
      matchAlerts: 'AT_ONCE',
    })
    const ctx = world.ctx(system, { matching: rankedAs([[demandId, 'strong']]) })
    await drainOutbox(ctx, pino({ level: 'silent' }))
    const before = await send(poster, inbox)
    expect(before).toMatchObject({ unreadNotificationCount: 1, alertPreference: { matchAlerts: 'AT_ONCE' } })
    const [{ node }] = before.notifications.edges
    expect(node).toMatchObject({
      kind: 'ACHIEVEMENT_FOR_DEMAND',
      readAt: null,
      strength: 'STRONG',
      subject: { title: expect.stringContaining('立方氮化硼') },
      found: { title: expect.stringContaining('立方氮化硼'), contact: null },
    })
    expect((await send(poster, mark, { ids: [node.id] })).markNotificationsRead).toEqual({ unreadCount: 0 })
    const after = await send(poster, inbox, { isUnreadOnly: true })
    expect(after).toMatchObject({ unreadNotificationCount: 0, notifications: { totalCount: 0, edges: [] } })
  })

  it('is nothing for a visitor', async () => {
    const seen = await send(anonymous, inbox)
    expect(seen).toEqual({
      unreadNotificationCount: 0,
      alertPreference: null,
      notifications: { code: 'SIGN_IN_REQUIRED' },
    })
    expect((await send(anonymous, mark)).markNotificationsRead).toEqual({ code: 'SIGN_IN_REQUIRED' })
  })
})

describe('an invitation', () => {
  it('its receiver reads what was written with it and answers, once', async () => {
    await drainOutbox(world.ctx(system, { matching: rankedAs([]) }), pino({ level: 'silent' }))
    const inbox = `{ notifications { ... on QueryNotificationsConnection { edges { node { kind
      invitation { id message state answerNote answeredAt mayAnswer { allowed code } } } } } } }`
    const noticeOf = async (who: 'poster' | 'bidder', kind: string) => {
      const { notifications } = await send(world.people[who], inbox)
      return notifications.edges.map((edge: { node: { kind: string } }) => edge.node).find(isOf(kind))
    }
    const isOf = (kind: string) => (node: { kind: string }) => node.kind === kind
    const { invitation } = await noticeOf('bidder', 'MATCH_INVITATION')
    expect(invitation).toMatchObject({ message: '请看', state: 'PENDING', answeredAt: null })
    expect(invitation.mayAnswer).toEqual({ allowed: true, code: null })
    const answer = `mutation ($id: ID!, $note: String! = "") { answerMatchInvitation(id: $id, isInterested: true, note: $note) {
      ... on MatchInvitation { state answerNote mayAnswer { code } } ${refusal} } }`
    const { id } = invitation
    expect((await send(world.people.poster, answer, { id })).answerMatchInvitation).toEqual({ code: 'NOT_ALLOWED' })
    expect((await send(world.people.bidder, answer, { id: 'x' })).answerMatchInvitation).toEqual({ code: 'NOT_FOUND' })
    const long = { id, note: '字'.repeat(501) }
    expect((await send(world.people.bidder, answer, long)).answerMatchInvitation).toEqual({
      code: 'INVALID_INPUT',
      problems: [{ path: 'note' }],
    })
    expect((await send(world.people.bidder, answer, { id, note: ' 可以谈 ' })).answerMatchInvitation).toEqual({
      state: 'INTERESTED',
      answerNote: '可以谈',
      mayAnswer: { code: 'ALREADY_ANSWERED' },
    })
    expect((await send(world.people.bidder, answer, { id })).answerMatchInvitation).toEqual({
      code: 'ALREADY_ANSWERED',
    })
    await drainOutbox(world.ctx(system, { matching: rankedAs([]) }), pino({ level: 'silent' }))
    expect((await noticeOf('poster', 'MATCH_ANSWER')).invitation).toMatchObject({
      state: 'INTERESTED',
      answerNote: '可以谈',
      mayAnswer: { allowed: false, code: 'NOT_ALLOWED' },
    })
  })
})
