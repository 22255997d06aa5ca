/** The outbox with two processes on it, and judgements at the same moment. Races run on PostgreSQL only. */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { eq, sql } from 'drizzle-orm'
import { pino } from 'pino'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { type OpenDatabase, openDatabase } from '#db/client.ts'
import { verifyAudit } from '#db/queries/audit.ts'
import { matchInvitation, matchJudgement } from '#db/schema/match-log.ts'
import { matchAlert, notification } from '#db/schema/notification.ts'
import { outbox } from '#db/schema/outbox.ts'
import { system } from '#domain/access/actor.ts'
import { maxInvitations } from '#domain/matching/invitation.ts'
import { drainOutbox } from '#server/jobs/outbox.ts'
import { isRealPostgres, useDatabase } from '#test/support/database.ts'
import { publishedAchievement, publishedDemand } from '#test/support/listings.ts'
import { rankedAs } from '#test/support/ranked.ts'
import { createWorld, type World } from '#test/support/world.ts'
import { answerMatchInvitation } from '#usecases/matching/answer-match-invitation.ts'
import { inviteMatch } from '#usecases/matching/invite-match.ts'
import { judgeMatch } from '#usecases/matching/judge-match.ts'
import { recordMatchOpened } from '#usecases/matching/record-match-opened.ts'
import { recordShownMatches } from '#usecases/matching/record-shown-matches.ts'
import { announceMessage } from '#usecases/notification/announce-message.ts'
import { takeMessage } from '#usecases/notification/take-message.ts'

describe.skipIf(!isRealPostgres)('at the same moment', () => {
  const database = useDatabase()
  const log = pino({ level: 'silent' })
  let world: World
  let demands: string[]
  beforeAll(async () => {
    world = await createWorld(database.db)
    demands = [await publishedDemand(world), await publishedDemand(world, {}, world.people.rival)]
    await drainOutbox(worker(), log)
  })

  const strong = () => rankedAs(demands.map(id => [id, 'strong']))
  const worker = (opened: OpenDatabase = database.opened) => ({
    ...world.ctx(system, { matching: strong() }),
    db: opened.db,
  })
  const openAgain = () => openDatabase({ url: database.url ?? '' })
  const count = async (table: typeof notification | typeof matchAlert) =>
    (await database.db.select().from(table)).length
  /** The leases of whoever died are over. */
  const endLeases = () => database.db.update(outbox).set({ dueAt: sql`clock_timestamp()` }).where(sql`done_at is null`)

  it('two processes work off one outbox: each message once, each person told once', async () => {
    for (let i = 0; i < 6; i++) await publishedAchievement(world)
    const others = [await openAgain(), await openAgain()]
    const done = await Promise.all([database.opened, ...others].map(opened => drainOutbox(worker(opened), log)))
    expect(done.reduce((sum, n) => sum + n, 0)).toBe(6)
    // Two people of the one enterprise, one of the other.
    expect([await count(matchAlert), await count(notification)]).toEqual([12, 18])
    await Promise.all(others.map(opened => opened.close()))
  })

  it('a message whose lease ended while its worker still ran is announced once', async () => {
    await publishedAchievement(world)
    const before = await count(notification)
    const first = await takeMessage(worker())
    await endLeases()
    const second = await takeMessage(worker())
    if (!first || !second) throw new Error('both were to get it')
    expect(second.seq).toBe(first.seq)
    const written = await Promise.all([first, second].map(message => announceMessage(worker(), message)))
    expect(written.sort()).toEqual([0, 3])
    expect((await count(notification)) - before).toBe(3)
  })

  it('two messages that speak of the same pairs tell people once', async () => {
    const id = await publishedAchievement(world)
    const [row] = await database.db.select().from(outbox).where(sql`done_at is null`)
    const payload = { library: 'achievement', id } as const
    for (let ordinal = 2; ordinal <= 8; ordinal++)
      await database.db.insert(outbox).values({ seq: row?.seq ?? 0, ordinal, topic: 'listing.published', payload })
    const before = await count(notification)
    const done = await Promise.all(Array.from({ length: 4 }, () => drainOutbox(worker(), log)))
    expect(done.reduce((sum, n) => sum + n, 0)).toBe(8)
    expect((await count(notification)) - before).toBe(3)
  })

  it('a process killed between its notifications and its commit leaves nothing behind, and the message is done later', async () => {
    await publishedAchievement(world)
    const before = [await count(matchAlert), await count(notification)]
    const script = fileURLToPath(new URL('../support/announcing-worker.ts', import.meta.url))
    // Holds the head of the audit chain, where the doomed process will wait with everything else written.
    await database.db.transaction(async tx => {
      await tx.execute(sql`select 1 from audit_head for update`)
      const child = fork(script, [database.url ?? '', ...demands], { execArgv: ['--import', 'tsx'] })
      const ended = new Promise(resolve => child.on('exit', (_, signal) => resolve(signal)))
      const waiting = sql`select 1 from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and query like '%audit_head%'`
      await vi.waitFor(async () => expect(await database.db.execute(waiting)).toHaveLength(1), 30_000)
      child.kill('SIGKILL')
      expect(await ended).toBe('SIGKILL')
      // The server notices the dead client when it next speaks to it; until then its transaction only waits.
      await tx.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and query like '%audit_head%'`)
    })
    expect([await count(matchAlert), await count(notification)]).toEqual(before)
    expect(await drainOutbox(worker(), log)).toBe(0)
    await endLeases()
    expect(await drainOutbox(worker(), log)).toBe(1)
    expect((await count(notification)) - (before[1] ?? 0)).toBe(3)
  })

  it('judgements of one match come one after another, and none is lost', async () => {
    const shown = { library: 'achievement', id: await publishedAchievement(world) } as const
    const from = { library: 'demand', id: demands[0] ?? '' } as const
    const ctx = world.ctx(world.people.poster)
    const matches = [{ listing: shown, score: 1, explanation: { strength: 'fair' }, rankingVersion: 'w' }]
    const page = { from, to: 'achievement', isFiltered: false, matches } as const
    await Promise.all(Array.from({ length: 8 }, () => recordShownMatches(ctx, page)))
    await Promise.all(Array.from({ length: 8 }, () => recordMatchOpened(ctx, { from, shown })))
    const notes = Array.from({ length: 10 }, (_, i) => `第${i}次`)
    await Promise.all(notes.map(note => judgeMatch(ctx, { from, shown, verdict: 'useful', reason: null, note })))
    const rows = await database.db.select().from(matchJudgement).orderBy(matchJudgement.ordinal)
    expect(rows.map(row => row.ordinal)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(rows.map(row => row.note).sort()).toEqual(notes.sort())
    expect(rows.map(row => row.judgedAt.getTime())).toEqual(
      rows.map(row => row.judgedAt.getTime()).sort((a, b) => a - b),
    )
  })

  it('of several invitations of one match, one is sent, and each person is told once', async () => {
    const shown = { library: 'achievement', id: await publishedAchievement(world) } as const
    const from = { library: 'demand', id: demands[0] ?? '' } as const
    await drainOutbox(worker(), log)
    const inviters = (['poster', 'posterAdmin'] as const).map(name => world.ctx(world.people[name]))
    const matches = [{ listing: shown, score: 1, explanation: { strength: 'fair' }, rankingVersion: 'w' }]
    for (const ctx of inviters) await recordShownMatches(ctx, { from, to: 'achievement', isFiltered: false, matches })
    const before = await count(notification)
    const tries = Array.from({ length: 8 }, (_, i) =>
      inviteMatch(inviters[i % 2] ?? worker(), { from, shown, message: '' }),
    )
    const ended = await Promise.allSettled(tries)
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const end of ended)
      if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: 'ALREADY_INVITED' })
    const other = await openAgain()
    await Promise.all([database.opened, other].map(opened => drainOutbox(worker(opened), log)))
    await other.close()
    expect((await count(notification)) - before).toBe(2)
  })

  it('of two answers at the same moment one stands, the other is refused, and each person is told once', async () => {
    const shown = { library: 'achievement', id: await publishedAchievement(world) } as const
    const from = { library: 'demand', id: demands[0] ?? '' } as const
    const poster = world.ctx(world.people.poster)
    const matches = [{ listing: shown, score: 1, explanation: { strength: 'fair' }, rankingVersion: 'w' }]
    await recordShownMatches(poster, { from, to: 'achievement', isFiltered: false, matches })
    const { id } = await inviteMatch(poster, { from, shown, message: '' })
    await drainOutbox(worker(), log)
    const before = await count(notification)
    const other = await openAgain()
    const colleague = { ...world.ctx(world.people.bidderAdmin), db: other.db }
    const ended = await Promise.allSettled([
      answerMatchInvitation(world.ctx(world.people.bidder), { id, isInterested: true, note: '' }),
      answerMatchInvitation(colleague, { id, isInterested: false, note: '' }),
    ])
    const won = ended.flatMap(end => (end.status === 'fulfilled' ? end.value.state : []))
    expect(won).toHaveLength(1)
    const lost = ended.flatMap(end => (end.status === 'rejected' ? end.reason : []))
    expect(lost).toMatchObject([{ code: 'ALREADY_ANSWERED', state: won[0] }])
    const rows = await database.db.select().from(matchInvitation).where(eq(matchInvitation.id, id))
    expect(rows).toMatchObject([{ state: won[0] }])
    await Promise.all([database.opened, other].map(opened => drainOutbox(worker(opened), log)))
    await other.close()
    expect((await count(notification)) - before).toBe(2)
  })

  it('invitations at the same moment do not pass the limit of a day', async () => {
    const from = { library: 'demand', id: await publishedDemand(world) } as const
    const ctx = world.ctx(world.people.poster)
    const listings = await Promise.all(Array.from({ length: 4 }, () => publishedAchievement(world)))
    const matches = listings.map(id => {
      return { listing: { id }, score: 1, explanation: { strength: 'fair' }, rankingVersion: 'w' }
    })
    await recordShownMatches(ctx, { from, to: 'achievement', isFiltered: false, matches })
    await database.db.execute(sql`insert into match_invitation
      select gen_random_uuid(), 'demand', ${from.id}, 'achievement', gen_random_uuid(), 'good', ${world.organisations.enterprise},
        ${world.organisations.university}, ${world.people.poster.userId}, clock_timestamp()
      from generate_series(1, ${maxInvitations - 1})`)
    const tries = listings.map(id => inviteMatch(ctx, { from, shown: { library: 'achievement', id }, message: '' }))
    const codes = (await Promise.allSettled(tries)).map(end => (end.status === 'rejected' ? end.reason.code : 'sent'))
    expect(codes.sort()).toEqual([...Array(3).fill('TOO_MANY_INVITATIONS'), 'sent'])
  })

  it('the audit chain is sound after all of it', async () => {
    expect((await verifyAudit(database.db)).broken).toBeNull()
  })
})
