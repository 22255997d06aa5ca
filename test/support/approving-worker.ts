/** Approves what it is handed, all at once, on the PostgreSQL it is given: the other server process of a race. */
import { sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { type Database, openDatabase } from '#db/client.ts'
import { Refusal } from '#domain/refusal.ts'
import { approveDetermination } from '#usecases/subsidy/money/approve-determination.ts'
import type { Ctx } from '#usecases/support/ctx.ts'
import type { Attempt, Outcome } from './subsidy-caps.ts'

async function approve(db: Database, { id, approvedFen, actor }: Attempt): Promise<Outcome> {
  // The ports that approving uses, and no others.
  const ctx = { db, actor, newId: () => uuidv7(), outbox: { wake: () => {} }, requestId: 'race' } as unknown as Ctx
  try {
    await approveDetermination(ctx, { id, approvedFen: BigInt(approvedFen), note: '' })
    return { id, code: null, leftFen: null }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { id, code: error.code, leftFen: 'leftFen' in error ? String(error.leftFen) : null }
  }
}

/** Reads the sums, compares, inserts, in a transaction without a lock: what it looks like when nobody thinks of others. */
async function approveNaively(db: Database, { id, approvedFen, limits }: Attempt): Promise<Outcome> {
  const amountFen = BigInt(approvedFen)
  return db.transaction(async tx => {
    for (const { account, key, window, limitFen } of limits) {
      const [row] = await tx.execute<{ sum: string }>(
        sql`select coalesce(sum(amount_fen), 0)::text as sum from naive_entry where account = ${account} and key = ${key} and "window" = ${window}`,
      )
      if (BigInt(row?.sum ?? '0') + amountFen > BigInt(limitFen)) return { id, code: 'TOO_MUCH', leftFen: null }
    }
    for (const { account, key, window } of limits)
      await tx.execute(sql`insert into naive_entry values (${account}, ${key}, ${window}, ${amountFen})`)
    return { id, code: null, leftFen: null }
  })
}

async function main(url: string): Promise<void> {
  const { db } = await openDatabase({ url })
  process.on('message', ({ attempts, how }: { attempts: Attempt[]; how: string }) => {
    const one = how === 'naively' ? approveNaively : approve
    Promise.all(attempts.map(attempt => one(db, attempt))).then(
      outcomes => process.send?.(outcomes),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  })
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
