/** Inside a transaction only its own handle is used; the outer one would wait for what the transaction holds. */
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { withTransaction } from '#db/transaction.ts'
import { useDatabase } from '#test/support/database.ts'

const database = useDatabase()
const one = sql`select 1 as n`

describe('the outer handle', () => {
  test('is refused inside a transaction, which is rolled back, and serves again after it', async () => {
    const nested = withTransaction(database.db, async tx => {
      await tx.execute(one)
      return database.db.execute(one)
    })
    await expect(nested).rejects.toMatchObject({ cause: { message: expect.stringContaining('only its own handle') } })
    const twice = withTransaction(database.db, () => withTransaction(database.db, async tx => tx.execute(one)))
    await expect(twice).rejects.toThrow('only its own handle')
    expect(await database.db.execute(one)).toMatchObject([{ n: 1 }])
  })

  test('may be used beside a transaction by whoever is not in it', async () => {
    const inside = withTransaction(database.db, async tx => tx.execute(one))
    expect(await Promise.all([inside, database.db.execute(one)])).toMatchObject([[{ n: 1 }], [{ n: 1 }]])
  })
})
