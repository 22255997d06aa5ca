/** The worker of the outbox: woken or by the minute, one round at a time, and no failure stops it. */
import { eq, sql } from 'drizzle-orm'
import { type Logger, pino } from 'pino'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { notification } from '#db/schema/notification.ts'
import { outbox } from '#db/schema/outbox.ts'
import { system } from '#domain/access/actor.ts'
import { createOutboxWorker, drainOutbox } from '#server/jobs/outbox.ts'
import { useDatabase } from '../../support/database.ts'
import { publishedAchievement, publishedDemand } from '../../support/listings.ts'
import { rankedAs } from '../../support/ranked.ts'
import { createWorld, type World } from '../../support/world.ts'

const database = useDatabase()
let world: World
let demandId: string
const lines: { msg: string; seq?: number }[] = []
const log: Logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) })
beforeAll(async () => {
  world = await createWorld(database.db)
  demandId = await publishedDemand(world)
})
beforeEach(async () => {
  await drainOutbox(ctxWith(rankedAs([])), log)
  lines.length = 0
})

const ctxWith = (matching: ReturnType<typeof rankedAs>) => world.ctx(system, { matching })
const strong = (failure?: () => void) => rankedAs([[demandId, 'strong']], failure)
const open = () => database.db.select().from(outbox).where(sql`done_at is null`)
const toldOf = (achievementId: string) =>
  database.db.select().from(notification).where(eq(sql`payload ->> 'listingId'`, achievementId))

describe('a round', () => {
  it('works off all that is due', async () => {
    await publishedAchievement(world)
    await publishedAchievement(world)
    expect(await drainOutbox(ctxWith(strong()), log)).toBe(2)
    expect(await open()).toEqual([])
  })

  it('goes on after a message that fails, keeps its error and comes back to it', async () => {
    const [first, second] = [await publishedAchievement(world), await publishedAchievement(world)]
    let fails = 1
    const matching = strong(() => {
      if (fails-- > 0) throw new Error('the index is not there')
    })
    expect(await drainOutbox(ctxWith(matching), log)).toBe(1)
    expect(await open()).toMatchObject([{ payload: { id: first }, attempts: 1, error: 'the index is not there' }])
    expect(lines).toMatchObject([{ msg: 'a message of the outbox failed' }])
    expect([(await toldOf(first)).length, (await toldOf(second)).length]).toEqual([0, 2])
    expect(await drainOutbox(ctxWith(matching), log)).toBe(0)
    await database.db.update(outbox).set({ dueAt: sql`clock_timestamp()` }).where(sql`done_at is null`)
    expect(await drainOutbox(ctxWith(matching), log)).toBe(1)
    expect(await toldOf(first)).toHaveLength(2)
  })
})

describe('the worker', () => {
  it('takes what lay there at the start, and what it is woken for', async () => {
    const before = await publishedAchievement(world)
    const worker = createOutboxWorker()
    worker.start(ctxWith(strong()), log)
    await vi.waitFor(async () => expect(await toldOf(before)).toHaveLength(2))
    const waking = { ...world, ctx: (actor: Parameters<World['ctx']>[0]) => world.ctx(actor, { outbox: worker }) }
    const later = await publishedAchievement(waking)
    await vi.waitFor(async () => expect(await toldOf(later)).toHaveLength(2))
    await worker.stop()
  })

  it('once stopped, does nothing when woken', async () => {
    const worker = createOutboxWorker()
    const matching = strong()
    worker.start(ctxWith(matching), log)
    await worker.stop()
    await publishedAchievement(world)
    worker.wake()
    await worker.stop()
    expect(matching.asked()).toBe(0)
    expect(await open()).toHaveLength(1)
  })

  it('woken before it was started, waits for its start', async () => {
    const worker = createOutboxWorker()
    worker.wake()
    const id = await publishedAchievement(world)
    worker.start(ctxWith(strong()), log)
    await vi.waitFor(async () => expect(await toldOf(id)).toHaveLength(2))
    await worker.stop()
  })

  it('survives a database that does not answer', async () => {
    const worker = createOutboxWorker()
    const broken = { ...ctxWith(strong()), db: null } as unknown as Parameters<typeof worker.start>[0]
    worker.start(broken, log)
    await vi.waitFor(() => expect(lines.map(line => line.msg)).toEqual([expect.stringContaining('tried again')]))
    await worker.stop()
  })
})
