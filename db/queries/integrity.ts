/** What was found against organisations, by the bureau that recorded it, with the claw-backs that each record raised. */
import { and, asc, desc, eq, inArray, isNull, or, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Queryable, Transaction } from '../client.ts'
import { organisation, userAccount } from '../schema/identity.ts'
import { integrityRecord } from '../schema/integrity.ts'
import { evidenceFile } from '../schema/record.ts'
import { clawback, determination } from '../schema/subsidy.ts'
import { type ClawbackRow, entitlementColumns } from './clawback.ts'
import { type EvidenceCard, evidenceCard, listEvidenceCards } from './evidence.ts'

const t = integrityRecord

export type IntegrityRow = typeof integrityRecord.$inferSelect

export interface NamedIntegrity extends IntegrityRow {
  organisationName: string
  recordedByName: string
  evidence: EvidenceCard
  revokedByName: string | null
  /** What annuls the decision. */
  revocationEvidence: EvidenceCard | null
  /** What is to come back on it. */
  clawbacks: ClawbackRow[]
}

export async function insertIntegrity(tx: Transaction, row: typeof integrityRecord.$inferInsert): Promise<void> {
  await tx.insert(t).values(row)
}

/**
 * Records that are neither repaired nor revoked, the latest first: of the bureau about the whole unit, and about a grant
 * on the same entitlement as one of these figures, whoever determined it. What was forfeited is not granted a second time.
 */
export async function listStandingIntegrity(
  db: Queryable,
  determinationIds: readonly string[],
): Promise<{ determinationId: string; id: string; foundOn: string }[]> {
  const d = determination
  const about = alias(determination, 'about')
  const isOfUnit = and(isNull(t.determinationId), eq(t.bureauId, d.bureauId))
  const isOfEntitlement = and(...entitlementColumns.map(column => eq(about[column], d[column])))
  return db
    .select({ determinationId: d.id, id: t.id, foundOn: t.foundOn })
    .from(d)
    .innerJoin(t, and(eq(t.organisationId, d.beneficiaryId), isNull(t.repairedOn), isNull(t.revokedOn)))
    .leftJoin(about, eq(about.id, t.determinationId))
    .where(and(inArray(d.id, [...determinationIds]), or(isOfUnit, isOfEntitlement)))
    .orderBy(desc(t.foundOn), desc(t.id))
}

const revoker = alias(userAccount, 'revoker')

const named = {
  row: t,
  organisationName: organisation.name,
  recordedByName: userAccount.displayName,
  evidence: evidenceCard,
  revokedByName: revoker.displayName,
}

async function listNamed(db: Queryable, where: SQL | undefined, limit: number): Promise<NamedIntegrity[]> {
  const rows = await db
    .select(named)
    .from(t)
    .innerJoin(organisation, eq(organisation.id, t.organisationId))
    .innerJoin(userAccount, eq(userAccount.id, t.recordedBy))
    .innerJoin(evidenceFile, eq(evidenceFile.id, t.evidenceId))
    .leftJoin(revoker, eq(revoker.id, t.revokedBy))
    .where(where)
    .orderBy(desc(t.recordedAt), desc(t.id))
    .limit(limit)
  const raised = await listRaised(
    db,
    rows.map(({ row }) => row.id),
  )
  const annulments = await listEvidenceCards(
    db,
    rows.flatMap(({ row }) => row.revocationEvidenceId ?? []),
  )
  return rows.map(({ row, ...names }) => ({
    ...row,
    ...names,
    revocationEvidence: annulments.find(({ id }) => id === row.revocationEvidenceId) ?? null,
    clawbacks: raised.filter(({ causeId }) => causeId === row.id),
  }))
}

async function listRaised(db: Queryable, ids: readonly string[]): Promise<ClawbackRow[]> {
  if (ids.length === 0) return []
  return db
    .select()
    .from(clawback)
    .where(and(eq(clawback.reason, 'integrity_record'), inArray(clawback.causeId, [...ids])))
    .orderBy(asc(clawback.raisedAt), asc(clawback.id))
}

/** Of a bureau, of one organisation or of all; the latest first, at most `limit`. */
export async function listIntegrity(
  db: Queryable,
  { bureauId, organisationId, limit }: { bureauId: string; organisationId: string | null; limit: number },
): Promise<NamedIntegrity[]> {
  const ofOne = organisationId === null ? undefined : eq(t.organisationId, organisationId)
  return listNamed(db, and(eq(t.bureauId, bureauId), ofOne), limit)
}

export async function findIntegrity(db: Queryable, id: string): Promise<NamedIntegrity | null> {
  const [found] = await listNamed(db, eq(t.id, id), 1)
  return found ?? null
}

export async function lockIntegrity(tx: Transaction, id: string): Promise<IntegrityRow | null> {
  const [row] = await tx.select().from(t).where(eq(t.id, id)).for('update')
  return row ?? null
}

export async function saveRepair(tx: Transaction, id: string, repairedOn: string): Promise<void> {
  await tx.update(t).set({ repairedOn }).where(eq(t.id, id))
}

export type Revocation = Pick<
  IntegrityRow,
  'revokedOn' | 'revokedBy' | 'revokedAt' | 'revocationReason' | 'revocationEvidenceId'
>

export async function saveRevocation(tx: Transaction, id: string, revocation: Revocation): Promise<void> {
  await tx.update(t).set(revocation).where(eq(t.id, id))
}
