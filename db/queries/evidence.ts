import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Queryable, Transaction } from '../client.ts'
import { evidenceFile } from '../schema/record.ts'

export type EvidenceRow = typeof evidenceFile.$inferSelect

/** What a list shows of a document: everything but its content. */
export const evidenceCard = {
  id: evidenceFile.id,
  purpose: evidenceFile.purpose,
  name: evidenceFile.name,
  mediaType: evidenceFile.mediaType,
  sizeBytes: evidenceFile.sizeBytes,
  sha256: evidenceFile.sha256,
  uploadedAt: evidenceFile.uploadedAt,
}

export type EvidenceCard = Pick<EvidenceRow, keyof typeof evidenceCard>

export async function insertEvidence(tx: Transaction, row: typeof evidenceFile.$inferInsert): Promise<void> {
  await tx.insert(evidenceFile).values(row)
}

export async function listEvidenceCards(db: Queryable, ids: readonly string[]): Promise<EvidenceCard[]> {
  if (ids.length === 0) return []
  return db
    .select(evidenceCard)
    .from(evidenceFile)
    .where(inArray(evidenceFile.id, [...ids]))
}

export type EvidenceHead = Pick<EvidenceRow, 'id' | 'name' | 'sha256'>

/** What an explanation says of a document. */
export async function listEvidenceHeads(db: Queryable, ids: readonly string[]): Promise<EvidenceHead[]> {
  if (ids.length === 0) return []
  return db
    .select({ id: evidenceFile.id, name: evidenceFile.name, sha256: evidenceFile.sha256 })
    .from(evidenceFile)
    .where(sql`${evidenceFile.id} = any(${`{${ids.join(',')}}`}::uuid[])`)
}

/** With its content. */
export async function findEvidence(db: Queryable, id: string): Promise<EvidenceRow | null> {
  const [row] = await db.select().from(evidenceFile).where(eq(evidenceFile.id, id))
  return row ?? null
}

/** The document with this content that serves the same purpose on the same subject already; null when there is none. */
export async function findSameEvidence(
  tx: Transaction,
  wanted: Pick<EvidenceRow, 'subjectKind' | 'subjectId' | 'purpose' | 'sha256'>,
): Promise<string | null> {
  const [row] = await tx
    .select({ id: evidenceFile.id })
    .from(evidenceFile)
    .where(
      and(
        eq(evidenceFile.sha256, wanted.sha256),
        eq(evidenceFile.subjectKind, wanted.subjectKind),
        eq(evidenceFile.subjectId, wanted.subjectId),
        eq(evidenceFile.purpose, wanted.purpose),
      ),
    )
    .limit(1)
  return row?.id ?? null
}

/** Documents that an organisation has attached to determinations for these purposes, the oldest first. */
export async function listClaimEvidence(
  db: Queryable,
  organisationId: string,
  purposes: readonly string[],
): Promise<EvidenceCard[]> {
  if (purposes.length === 0) return []
  return db
    .select(evidenceCard)
    .from(evidenceFile)
    .where(
      and(
        eq(evidenceFile.subjectKind, 'determination'),
        eq(evidenceFile.organisationId, organisationId),
        inArray(evidenceFile.purpose, [...purposes]),
      ),
    )
    .orderBy(asc(evidenceFile.uploadedAt), asc(evidenceFile.id))
}
