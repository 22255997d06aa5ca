/**
 * A register is read as it was known at an instant, and must read the same whenever it is read again. What is being
 * written at that instant carries an earlier clock and is not there yet: it is waited for.
 */
import type { Queryable } from '#db/client.ts'
import { hasWritersBefore } from '#db/queries/clock.ts'

const [betweenMs, mostMs] = [20, 30_000]

/** Gives up after half a minute: a transaction that hangs must not hold whoever waits for a result. */
export async function waitForWriters(db: Queryable, knownAt: Date, pace: () => Promise<void>): Promise<void> {
  const until = performance.now() + mostMs
  while (performance.now() < until && (await hasWritersBefore(db, knownAt))) {
    await new Promise(resolve => setTimeout(resolve, betweenMs))
    await pace()
  }
}
