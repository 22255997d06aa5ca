/**
 * Brings a database to the schema this code knows, under a lock, and loads the reference data. Refuses a newer schema.
 * The journal table is drizzle-kit's own, so its tools keep working; the steps run here because the migrator of the
 * library opens a transaction of its own and could not run inside the one that holds the lock.
 */
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import type { Database, Transaction } from './client.ts'
import { loadReference } from './seed/reference.ts'

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url))
/** Any number, the same in every process of this program. */
const migrationLock = 5_226_410

async function countApplied(tx: Transaction): Promise<number> {
  await tx.execute(sql`create schema if not exists drizzle`)
  await tx.execute(
    sql`create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`,
  )
  const [row] = await tx.execute(sql`select count(*)::int as n from drizzle.__drizzle_migrations`)
  return Number(row?.n ?? 0)
}

/** Applies what is missing. Throws when the database was written by a newer version of the program. */
export async function migrate(db: Database): Promise<void> {
  const known = readMigrationFiles({ migrationsFolder })
  await db.transaction(async tx => {
    await tx.execute(sql`select pg_advisory_xact_lock(${migrationLock})`)
    const applied = await countApplied(tx)
    if (applied > known.length) {
      throw new Error(
        `This database has ${applied} migrations, this program knows ${known.length}: it was written by a newer version. Start that version, or restore a backup.`,
      )
    }
    for (const migration of known.slice(applied)) {
      for (const statement of migration.sql) await tx.execute(sql.raw(statement))
      await tx.execute(
        sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${migration.hash}, ${migration.folderMillis})`,
      )
    }
    await loadReference(tx)
  })
}
