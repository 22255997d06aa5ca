import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { migrate } from '#db/migrate.ts'
import { industry, region } from '#db/schema/reference.ts'
import { schema } from '#db/schema.ts'
import { useDatabase } from '../support/database.ts'

const database = useDatabase()

test('migrating again changes nothing, and a changed reference row is put right', async () => {
  await database.db.update(region).set({ name: 'wrong' }).where(sql`code = '410100'`)
  await migrate(database.db)
  const [found] = await database.db.select().from(region).where(sql`code = '410100'`)
  expect(found?.name).toBe('郑州市')
  expect((await database.db.select().from(industry)).filter(row => row.level === 1)).toHaveLength(20)
})

test('every table of the schema is there', async () => {
  const rows = await database.db.execute<{ name: string }>(
    sql`select tablename as name from pg_tables where schemaname = 'public'`,
  )
  expect(rows.map(row => row.name)).toHaveLength(Object.keys(schema).length)
})

test('a database written by a newer version is refused with a clear message', async () => {
  await database.db.execute(
    sql`insert into drizzle.__drizzle_migrations (hash, created_at) select 'future', 1 from generate_series(1, 100)`,
  )
  await expect(migrate(database.db)).rejects.toThrow(/written by a newer version/)
  await database.db.execute(sql`delete from drizzle.__drizzle_migrations where hash = 'future'`)
  await expect(migrate(database.db)).resolves.toBeUndefined()
})
