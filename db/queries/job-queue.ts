/** What tables of jobs have in common: a job waits, is taken by one worker at a time under a lease, and is ended once. */
import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'

interface JobTable {
  id: AnyPgColumn
  state: AnyPgColumn
  attempts: AnyPgColumn
  heartbeatAt: AnyPgColumn
}

/** A job as one worker has taken it up. */
export interface TakenJob {
  id: string
  attempts: number
}

/** It waits, or its worker has been silent for longer than its lease. */
export const isFree = (job: JobTable, leaseSeconds: number): SQL =>
  sql`(${job.state} = 'queued' or (${job.state} = 'running' and ${job.heartbeatAt} < clock_timestamp() - make_interval(secs => ${leaseSeconds})))`

/** No other worker has taken it up or ended it in the meantime. */
export const isHeldBy = (job: JobTable, { id, attempts }: TakenJob): SQL | undefined =>
  and(eq(job.id, id), eq(job.attempts, attempts), eq(job.state, 'running'))
