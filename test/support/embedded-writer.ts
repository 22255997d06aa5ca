/** Opens the folder it is given and commits 1, 2, 3 … until it is killed, reporting each number once it is committed. */
import { sql } from 'drizzle-orm'
import { openDatabase } from '../../db/client.ts'

async function main(folder: string): Promise<void> {
  const { db } = await openDatabase({ dataDir: folder })
  await db.execute(sql`create table if not exists counted (n int primary key)`)
  const [row] = await db.execute<{ n: number }>(sql`select coalesce(max(n), 0)::int as n from counted`)
  for (let n = (row?.n ?? 0) + 1; ; n++) {
    await db.execute(sql`insert into counted values (${n})`)
    process.send?.(n)
  }
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
