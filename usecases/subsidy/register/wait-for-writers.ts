/**
 * A register is read as it was known at an instant, and must read the same whenever it is read again. What is being
 * written at that instant carries an earlier clock and is not there yet: it is waited for.
 */
import type { Queryable } from '#db/client.ts'
import { hasWritersBefore } from '#db/queries/clock.ts'
import type { Warn } from './evaluate-in-background.ts'

const [betweenMs, usualMostMs] = [20, 30_000]

export interface WaitForWriters {
  knownAt: Date
  pace: () => Promise<void>
  /** Which work waits, for the log. */
  about: { runId: string } | { whatIfId: string }
  warn: Warn
  mostMs?: number
}

/** Gives up after half a minute: a transaction that hangs must not hold whoever waits for a result. */
export async function waitForWriters(
  db: Queryable,
  { knownAt, pace, about, warn, mostMs = usualMostMs }: WaitForWriters,
): Promise<void> {
  const until = performance.now() + mostMs
  while (await hasWritersBefore(db, knownAt)) {
    if (performance.now() >= until)
      return warn(about, 'a transaction stays open for long: what it writes is not read now')
    await new Promise(resolve => setTimeout(resolve, betweenMs))
    await pace()
  }
}
