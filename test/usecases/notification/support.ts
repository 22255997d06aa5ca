/** What the tests of outbox, alerts and inbox share: an emptied outbox before each test, and a worker that ranks as told. */
import { sql } from 'drizzle-orm'
import { beforeEach } from 'vitest'
import { notification } from '#db/schema/notification.ts'
import { outbox } from '#db/schema/outbox.ts'
import { system } from '#domain/access/actor.ts'
import type { MatchAlerts } from '#domain/notification/notification.ts'
import { announceMessage } from '#usecases/notification/announce-message.ts'
import { listNotifications } from '#usecases/notification/list-notifications.ts'
import { setAlertPreference } from '#usecases/notification/set-alert-preference.ts'
import { takeMessage } from '#usecases/notification/take-message.ts'
import { useDatabase } from '../../support/database.ts'
import { publishedAchievement, publishedDemand } from '../../support/listings.ts'
import { rankedAs } from '../../support/ranked.ts'
import { createWorld, type PersonName, type World } from '../../support/world.ts'

export type Order = readonly (readonly [id: string, strength: string])[]

/** Call at the top of a test file. */
export function useInbox() {
  const database = useDatabase()
  let made: World | undefined
  const world = (): World => {
    if (!made) throw new Error('useInbox(): the world is there only inside tests and hooks')
    return made
  }
  /** Past the guards: as if it had been so. */
  const rewrite = (...statements: string[]) =>
    database.db.transaction(async tx => {
      await tx.execute(sql`set local session_replication_role = replica`)
      for (const statement of statements) await tx.execute(sql.raw(statement))
    })
  beforeEach(async () => {
    made ??= await createWorld(database.db)
    const tables = ['notification', 'match_alert', 'outbox', 'notification_preference']
    await rewrite(...tables.map(table => `delete from ${table}`))
  })
  const as = (name: PersonName) => world().ctx(world().people[name])
  const ranking = (...order: Order) => world().ctx(system, { matching: rankedAs(order) })
  /** Works off what is due; every question is answered by `order`. Returns how many were notified. */
  const work = async (...order: Order): Promise<number> => {
    const ctx = ranking(...order)
    let written = 0
    for (;;) {
      const message = await takeMessage(ctx)
      if (!message) return written
      written += await announceMessage(ctx, message)
    }
  }
  return {
    database,
    get world() {
      return world()
    },
    as,
    ranking,
    work,
    rewrite,
    choose: (name: PersonName, matchAlerts: MatchAlerts) => setAlertPreference(as(name), { matchAlerts }),
    inbox: async (name: PersonName) => {
      const page = await listNotifications(as(name), { isUnreadOnly: false, first: null, after: null })
      return page.items.map(({ item }) => item)
    },
    stored: () => database.db.select().from(notification),
    messages: () => database.db.select().from(outbox).orderBy(outbox.seq),
    /** As if everything had been announced yesterday. */
    yesterday: () => rewrite(`update notification set created_at = created_at - interval '1 day'`),
    /** The enterprise has a demand; then the university publishes an achievement that matches it strongly. */
    alert: async () => {
      const demandId = await publishedDemand(world())
      await work()
      const achievementId = await publishedAchievement(world())
      await work([demandId, 'strong'])
      return { demandId, achievementId }
    },
  }
}
