/** What-ifs: asked, taken by one worker at a time, ended once. */
import { and, asc, desc, eq, ne, sql } from 'drizzle-orm'
import type { NamedChange, WhatIfResult } from '#domain/subsidy/what-if/result.ts'
import type { Queryable, Transaction } from '../client.ts'
import { userAccount } from '../schema/identity.ts'
import { policyVersion } from '../schema/subsidy.ts'
import { whatIf } from '../schema/what-if.ts'
import { isFree, isHeldBy, type TakenJob } from './job-queue.ts'

const t = whatIf

export type WhatIfRow = Omit<typeof whatIf.$inferSelect, 'result' | 'changes'>
export type NewWhatIf = typeof whatIf.$inferInsert

/** With the names of what it is about; without its result, which may be large. */
export interface NamedWhatIf extends WhatIfRow {
  askedByName: string
  policyTitle: string | null
  comparedTitle: string | null
}

const columns = {
  id: t.id,
  title: t.title,
  bureauId: t.bureauId,
  askedBy: t.askedBy,
  askedAt: t.askedAt,
  policyId: t.policyId,
  versionId: t.versionId,
  source: t.source,
  comparedVersionId: t.comparedVersionId,
  variations: t.variations,
  rules: t.rules,
  parameters: t.parameters,
  comparedParameters: t.comparedParameters,
  fromYear: t.fromYear,
  toYear: t.toYear,
  asOf: t.asOf,
  knownAt: t.knownAt,
  replayOf: t.replayOf,
  state: t.state,
  progressPercent: t.progressPercent,
  attempts: t.attempts,
  heartbeatAt: t.heartbeatAt,
  failure: t.failure,
  factsSha256: t.factsSha256,
  resultSha256: t.resultSha256,
  finishedAt: t.finishedAt,
  cancelledBy: t.cancelledBy,
}
const titleOf = (version: typeof t.versionId | typeof t.comparedVersionId) =>
  sql<string | null>`(select ${policyVersion.title} from ${policyVersion} where ${policyVersion.id} = ${version})`
const named = {
  ...columns,
  askedByName: sql<string>`(select ${userAccount.displayName} from ${userAccount} where ${userAccount.id} = ${t.askedBy})`,
  policyTitle: titleOf(t.versionId),
  comparedTitle: titleOf(t.comparedVersionId),
}

export async function insertWhatIf(tx: Transaction, row: NewWhatIf): Promise<void> {
  await tx.insert(t).values(row)
}

export async function findWhatIf(db: Queryable, id: string): Promise<NamedWhatIf | null> {
  const [row] = await db.select(named).from(t).where(eq(t.id, id))
  return row ?? null
}

/** Of a bureau, the latest first; at most `limit`. */
export async function listWhatIfs(db: Queryable, bureauId: string, limit: number): Promise<NamedWhatIf[]> {
  return db.select(named).from(t).where(eq(t.bureauId, bureauId)).orderBy(desc(t.askedAt), desc(t.id)).limit(limit)
}

export async function lockWhatIf(tx: Transaction, id: string): Promise<WhatIfRow | null> {
  const [row] = await tx.select(columns).from(t).where(eq(t.id, id)).for('update')
  return row ?? null
}

/** The row is locked. Whoever computes it hears of it when it next says that it lives. */
export async function cancelWhatIf(
  tx: Transaction,
  id: string,
  { cancelledBy, finishedAt }: { cancelledBy: string; finishedAt: Date },
): Promise<void> {
  await tx.update(t).set({ state: 'cancelled', cancelledBy, finishedAt }).where(eq(t.id, id))
}

/** Those that compute this one again and were not cancelled, the latest first; at most `limit`. */
export async function listReplays(db: Queryable, id: string, limit: number): Promise<NamedWhatIf[]> {
  return db
    .select(named)
    .from(t)
    .where(and(eq(t.replayOf, id), ne(t.state, 'cancelled')))
    .orderBy(desc(t.askedAt), desc(t.id))
    .limit(limit)
}

export async function findWhatIfResult(db: Queryable, id: string): Promise<WhatIfResult | null> {
  const [row] = await db.select({ result: t.result }).from(t).where(eq(t.id, id))
  return row?.result ?? null
}

export async function findWhatIfChanges(db: Queryable, id: string): Promise<NamedChange[] | null> {
  const [row] = await db.select({ changes: t.changes }).from(t).where(eq(t.id, id))
  return row?.changes ?? null
}

/** When one of the same bureau was worked on last. */
const lastTaken = sql`(select max(coalesce(o.finished_at, o.heartbeat_at)) from what_if o where o.bureau_id = ${t.bureauId} and o.id <> ${t.id} and o.attempts > 0)`

/**
 * Takes one that waits, or whose worker has been silent for `leaseSeconds`; another worker at the same moment passes over
 * it. Bureaus take turns: first comes the one whose last one was taken longest ago, then what has waited longest. Null
 * when there is none.
 */
export async function takeWhatIf(tx: Transaction, leaseSeconds: number): Promise<WhatIfRow | null> {
  const [row] = await tx
    .select(columns)
    .from(t)
    .where(isFree(t, leaseSeconds))
    .orderBy(sql`${lastTaken} nulls first`, asc(t.askedAt), asc(t.id))
    .limit(1)
    .for('update', { skipLocked: true })
  if (!row) return null
  const attempts = row.attempts + 1
  const taken = { state: 'running' as const, attempts, progressPercent: 0, heartbeatAt: sql`clock_timestamp()` }
  await tx.update(t).set(taken).where(eq(t.id, row.id))
  return { ...row, state: 'running', attempts, progressPercent: 0 }
}

/** False when another worker has taken it in the meantime: then this one has nothing to say any more. */
export async function saveHeartbeat(db: Queryable, taken: TakenJob, progressPercent: number): Promise<boolean> {
  const rows = await db
    .update(t)
    .set({ progressPercent, heartbeatAt: sql`clock_timestamp()` })
    .where(isHeldBy(t, taken))
    .returning({ id: t.id })
  return rows.length > 0
}

/** As it ends. False when another worker has taken or ended it. */
export async function endWhatIf(tx: Transaction, taken: TakenJob, end: Partial<NewWhatIf>): Promise<boolean> {
  const rows = await tx.update(t).set(end).where(isHeldBy(t, taken)).returning({ id: t.id })
  return rows.length > 0
}

/** Whoever stops in the middle gives it back, so that another need not wait for the lease. */
export async function releaseWhatIf(db: Queryable, taken: TakenJob): Promise<void> {
  await db
    .update(t)
    .set({ state: 'queued', progressPercent: 0, heartbeatAt: null, attempts: taken.attempts - 1 })
    .where(isHeldBy(t, taken))
}

/** Every version of every policy, without its text. */
export async function listVersionHeads(db: Queryable) {
  const { id, policyId, title, status, loadedAt } = policyVersion
  return db
    .select({ id, policyId, title, status, loadedAt })
    .from(policyVersion)
    .orderBy(policyId, desc(loadedAt), desc(id))
}
