/** An organisation hands in the very same text twice at the same moment. Races run on PostgreSQL only. */
import { and, eq, inArray } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '#db/client.ts'
import { verifyAudit } from '#db/queries/audit.ts'
import { demand } from '#db/schema/demand.ts'
import { isRealPostgres, useDatabase } from '#test/support/database.ts'
import { demandContent } from '#test/support/listings.ts'
import { createWorld, type PersonName, type World } from '#test/support/world.ts'
import { saveListing } from '#usecases/listing/save-listing.ts'
import { submitListing } from '#usecases/listing/submit-listing.ts'

const writers = 8

describe.skipIf(!isRealPostgres)('at the same moment', () => {
  const database = useDatabase()
  let world: World
  beforeAll(async () => {
    world = await createWorld(database.db)
  })

  const draft = async (who: PersonName, background: string) => {
    const content = demandContent({ background })
    const input = { library: 'demand', id: null, version: null, content } as const
    return (await saveListing(world.ctx(world.people[who]), input)).id
  }
  /** Each on a connection of its own. */
  async function submitAll(drafts: readonly { who: PersonName; id: string }[]): Promise<string[]> {
    const pools = await Promise.all(drafts.map(() => openDatabase({ url: database.url ?? '' })))
    const answers = await Promise.all(
      drafts.map(({ who, id }, i) => {
        const { db } = pools[i] ?? database.opened
        return submitListing({ ...world.ctx(world.people[who]), db }, { library: 'demand', id }).then(
          () => 'submitted',
          error => error.code,
        )
      }),
    )
    await Promise.all(pools.map(pool => pool.close()))
    return answers.toSorted()
  }

  test('of two with the same text one is refused', async () => {
    for (let round = 0; round < 5; round++) {
      const drafts = [
        { who: 'poster', id: await draft('poster', `same ${round}`) },
        { who: 'posterAdmin', id: await draft('posterAdmin', `ＳＡＭＥ　${round}`) },
      ] as const
      expect(await submitAll(drafts)).toEqual(['DUPLICATE_LISTING', 'submitted'])
    }
  })

  test(`of ${writers} one is handed in; others say something else, or are another organisation’s affair`, async () => {
    const own = Array.from({ length: writers }, () => draft('poster', 'crowd'))
    const drafts = (await Promise.all(own)).map(id => ({ who: 'poster' as PersonName, id }))
    const others = [
      { who: 'poster' as const, id: await draft('poster', 'crowd, again') },
      { who: 'rival' as const, id: await draft('rival', 'crowd') },
    ]
    const answers = await submitAll([...drafts, ...others])
    expect(answers).toEqual([
      ...Array(writers - 1).fill('DUPLICATE_LISTING'),
      ...Array(1 + others.length).fill('submitted'),
    ])
    const ids = drafts.map(({ id }) => id)
    const handedIn = await database.db
      .select()
      .from(demand)
      .where(and(inArray(demand.id, ids), eq(demand.state, 'submitted')))
    expect(handedIn).toHaveLength(1)
    expect((await verifyAudit(database.db)).broken).toBeNull()
  })
})
