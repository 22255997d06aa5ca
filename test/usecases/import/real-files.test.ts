/** The real files of the founding documents, through the whole import. Not part of the project: skipped without them. */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { achievement } from '#db/schema/achievement.ts'
import { demand } from '#db/schema/demand.ts'
import { useDatabase } from '../../support/database.ts'
import { createWorld, type World } from '../../support/world.ts'
import { importAll } from './support.ts'

const folder = join(resolve(process.env.JIEBANG_SHARED ?? '../shared'), 'data/import')
const isThere = existsSync(folder)
const file = (fileName: string) => ({ bytes: new Uint8Array(readFileSync(join(folder, fileName))), fileName })

describe.skipIf(!isThere)('real files (skipped when ../shared/data/import is absent)', () => {
  const database = useDatabase()
  let world: World
  beforeAll(async () => {
    world = await createWorld(database.db)
  })

  it('371 demands without header: in and listed together are all', async () => {
    const officer = world.ctx(world.people.officer)
    const { counts, rowCount } = await importAll(officer, file('demands-dirty.csv'))
    expect(rowCount).toBe(371)
    expect(counts.stored + counts.rejected).toBe(371)
    expect(counts).toEqual({ ready: 0, rejected: 0, stored: 371, duplicate: 0, withProblems: 6 })
    const again = await importAll(officer, file('demands-dirty.csv'))
    expect(again.counts).toMatchObject({ stored: 0, duplicate: 371 })
    const rows = await database.db.select().from(demand).where(eq(demand.organisationId, world.organisations.bureau))
    expect(rows).toHaveLength(371)
    expect(rows.some(row => row.problem.includes('\\n'))).toBe(false)
  })

  it('1,500 patents as achievements', async () => {
    const { counts } = await importAll(
      world.ctx(world.people.officer),
      file('achievements-patents.jsonl'),
      'achievement',
    )
    expect(counts).toEqual({ ready: 0, rejected: 0, stored: 1_500, duplicate: 0, withProblems: 0 })
    const rows = await database.db.select({ units: achievement.completingUnits }).from(achievement)
    expect(rows.filter(row => row.units.length > 0)).toHaveLength(1_500)
  })
})
