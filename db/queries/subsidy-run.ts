/** Runs of a policy over the register. */
import { and, desc, eq, type SQL, sql } from 'drizzle-orm'
import type { Queryable, Transaction } from '../client.ts'
import { userAccount } from '../schema/identity.ts'
import { policyVersion } from '../schema/subsidy.ts'
import { subsidyRun } from '../schema/subsidy-run.ts'
import { isFree, isHeldBy, type TakenJob } from './job-queue.ts'

export type SubsidyRunRow = typeof subsidyRun.$inferSelect

export async function insertSubsidyRun(
  tx: Transaction,
  row: typeof subsidyRun.$inferInsert,
): Promise<SubsidyRunRow | undefined> {
  const [stored] = await tx.insert(subsidyRun).values(row).returning()
  return stored
}

/** The one that has waited longest, or whose worker has been silent for longer than its lease; it is this worker's now. */
export async function takeSubsidyRun(tx: Transaction, leaseSeconds: number): Promise<SubsidyRunRow | null> {
  const [row] = await tx
    .select()
    .from(subsidyRun)
    .where(isFree(subsidyRun, leaseSeconds))
    .orderBy(subsidyRun.requestedAt)
    .limit(1)
    .for('update', { skipLocked: true })
  if (!row) return null
  const [taken] = await tx
    .update(subsidyRun)
    .set({ state: 'running', attempts: row.attempts + 1, heartbeatAt: sql`clock_timestamp()` })
    .where(eq(subsidyRun.id, row.id))
    .returning()
  return taken ?? null
}

/** Says that the worker lives; false when another has taken the run up in the meantime. */
export async function saveRunHeartbeat(db: Queryable, taken: TakenJob): Promise<boolean> {
  const rows = await db
    .update(subsidyRun)
    .set({ heartbeatAt: sql`clock_timestamp()` })
    .where(isHeldBy(subsidyRun, taken))
    .returning({ id: subsidyRun.id })
  return rows.length > 0
}

/** How far a run is, and what it has come to so far. */
export type RunProgress = Pick<SubsidyRunRow, 'position' | 'stored' | 'undetermined' | 'ceilingFen' | 'leftOut'>

/** As `saveRunHeartbeat`, with how far it is; false also when the run is not at the position where this worker left it. */
export async function advanceSubsidyRun(
  db: Queryable,
  taken: TakenJob,
  { from, to }: { from: number; to: RunProgress },
): Promise<boolean> {
  const rows = await db
    .update(subsidyRun)
    .set({ ...to, heartbeatAt: sql`clock_timestamp()` })
    .where(and(isHeldBy(subsidyRun, taken), eq(subsidyRun.position, from)))
    .returning({ id: subsidyRun.id })
  return rows.length > 0
}

/** Puts a run that was interrupted back, to be taken up at once. */
export async function releaseSubsidyRun(db: Queryable, taken: TakenJob): Promise<void> {
  await db
    .update(subsidyRun)
    .set({ state: 'queued', attempts: taken.attempts - 1 })
    .where(isHeldBy(subsidyRun, taken))
}

/** False when another worker has taken it up or ended it. */
export async function endSubsidyRun(
  tx: Transaction,
  taken: TakenJob,
  end: Pick<typeof subsidyRun.$inferInsert, 'state' | 'failure'> & Partial<RunProgress>,
): Promise<boolean> {
  const rows = await tx
    .update(subsidyRun)
    .set({ ...end, finishedAt: sql`clock_timestamp()` })
    .where(isHeldBy(subsidyRun, taken))
    .returning({ id: subsidyRun.id })
  return rows.length > 0
}

/** A run with the names of what it is of and of who asked for it. */
export type SubsidyRunView = SubsidyRunRow & { policyId: string; policyTitle: string; requestedByName: string }

function views(db: Queryable, where: SQL) {
  return db
    .select({
      run: subsidyRun,
      policyId: policyVersion.policyId,
      policyTitle: policyVersion.title,
      requestedByName: userAccount.displayName,
    })
    .from(subsidyRun)
    .innerJoin(policyVersion, eq(policyVersion.id, subsidyRun.policyVersionId))
    .innerJoin(userAccount, eq(userAccount.id, subsidyRun.requestedBy))
    .where(where)
}

export async function findSubsidyRun(db: Queryable, id: string): Promise<SubsidyRunView | null> {
  const [row] = await views(db, eq(subsidyRun.id, id))
  if (!row) return null
  const { run, ...names } = row
  return { ...run, ...names }
}

/** The latest of a bureau. */
export async function listSubsidyRuns(db: Queryable, bureauId: string, most: number): Promise<SubsidyRunView[]> {
  const rows = await views(db, eq(subsidyRun.bureauId, bureauId))
    .orderBy(desc(subsidyRun.requestedAt), desc(subsidyRun.id))
    .limit(most)
  return rows.map(({ run, ...names }) => ({ ...run, ...names }))
}
