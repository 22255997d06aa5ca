/** The outbox: written with the publication, taken under a lease, never lost and never done twice. */
import { and, eq, isNull, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { outbox } from '#db/schema/outbox.ts'
import { auditEntry } from '#db/schema/record.ts'
import { violates } from '#db/transaction.ts'
import { system } from '#domain/access/actor.ts'
import { renewListing } from '#usecases/listing/renew-listing.ts'
import { announceMessage } from '#usecases/notification/announce-message.ts'
import { deliverDigests } from '#usecases/notification/deliver-digests.ts'
import { postponeMessage } from '#usecases/notification/postpone-message.ts'
import { takeMessage } from '#usecases/notification/take-message.ts'
import { publishedAchievement, publishedDemand } from '../../support/listings.ts'
import type { World } from '../../support/world.ts'
import { useInbox } from './support.ts'

const stage = useInbox()

describe('the outbox', () => {
  it('holds the news of a publication under the number of its audit entry, and of nothing else', async () => {
    const id = await publishedAchievement(stage.world)
    await renewListing(stage.as('bidder'), { library: 'achievement', id })
    const [entry] = await stage.database.db
      .select()
      .from(auditEntry)
      .where(and(eq(auditEntry.subjectId, id), eq(auditEntry.action, 'achievement.publish')))
    expect(await stage.messages()).toMatchObject([
      { seq: entry?.seq, ordinal: 1, topic: 'listing.published', payload: { library: 'achievement', id }, attempts: 0 },
    ])
  })

  it('wakes whoever works it off, after the commit', async () => {
    let seen = 0
    const outboxPort = { wake: () => void seen++ }
    const waking = {
      ...stage.world,
      ctx: (actor: Parameters<World['ctx']>[0]) => stage.world.ctx(actor, { outbox: outboxPort }),
    }
    await publishedAchievement(waking)
    expect(seen).toBe(1)
  })

  it('gives a message to one worker until its lease ends, then to another', async () => {
    await publishedAchievement(stage.world)
    expect(await takeMessage(stage.ranking())).toMatchObject({ attempts: 1, payload: { library: 'achievement' } })
    expect(await takeMessage(stage.ranking())).toBeNull()
    // The worker died.
    await stage.database.db.update(outbox).set({ dueAt: sql`clock_timestamp()` })
    expect(await takeMessage(stage.ranking())).toMatchObject({ attempts: 2 })
    const [row] = await stage.messages()
    expect((row?.dueAt.getTime() ?? 0) - Date.now()).toBeGreaterThan(50_000)
  })

  it('keeps why a try failed, and the message', async () => {
    await publishedAchievement(stage.world)
    const message = await takeMessage(stage.ranking())
    if (!message) throw new Error('nothing was due')
    await postponeMessage(stage.ranking(), { message, error: `broken\0 ${'x'.repeat(5000)}` })
    const [row] = await stage.messages()
    expect(row).toMatchObject({ doneAt: null, attempts: 1, error: expect.stringMatching(/^broken\ufffd x+$/) })
    expect(row?.error).toHaveLength(2000)
  })

  it('finishes a message once: whoever comes later finds nothing to do', async () => {
    const demandId = await publishedDemand(stage.world)
    await stage.work()
    await publishedAchievement(stage.world)
    const ctx = stage.ranking([demandId, 'strong'])
    const message = await takeMessage(ctx)
    if (!message) throw new Error('nothing was due')
    await stage.database.db.update(outbox).set({ dueAt: sql`clock_timestamp()` }).where(isNull(outbox.doneAt))
    const again = await takeMessage(ctx)
    expect(await announceMessage(ctx, message)).toBe(2)
    expect(again && (await announceMessage(ctx, again))).toBe(0)
    expect(await takeMessage(ctx)).toBeNull()
    expect(await stage.stored()).toHaveLength(2)
  })

  it('forgets done messages after a month, and no others', async () => {
    await publishedAchievement(stage.world)
    await stage.work()
    await publishedAchievement(stage.world)
    await deliverDigests(stage.world.ctx(system))
    expect(await stage.messages()).toHaveLength(2)
    await stage.rewrite(
      `update outbox set done_at = done_at - interval '31 days', due_at = due_at - interval '31 days'`,
    )
    await deliverDigests(stage.world.ctx(system))
    expect(await stage.messages()).toMatchObject([{ doneAt: null }])
  })

  it('forgets no more at once than a portion', async () => {
    for (let i = 0; i < 3; i++) await publishedAchievement(stage.world)
    await stage.work()
    await stage.rewrite(
      `update outbox set done_at = done_at - interval '31 days', due_at = due_at - interval '31 days'`,
    )
    await deliverDigests(stage.world.ctx(system), { portion: 2 })
    expect(await stage.messages()).toHaveLength(1)
  })

  it.each([
    ['says what it said', `update outbox set payload = '{}'`, 'outbox_fixed'],
    ['stays until it is done', 'delete from outbox', 'outbox_kept'],
    ['is not done without a try', 'update outbox set done_at = now()', 'outbox_attempts'],
  ])('a message %s, by SQL too', async (_, statement, constraint) => {
    await publishedAchievement(stage.world)
    const error = await stage.database.db.execute(sql.raw(statement)).catch(thrown => thrown)
    expect(violates(error, constraint)).toBe(true)
  })
})
