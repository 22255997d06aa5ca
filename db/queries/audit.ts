/** The audit chain: each entry carries SHA-256 over its canonical form and the hash before it. */
import { asc, eq, gt } from 'drizzle-orm'
import { canonicalJson } from '#domain/canonical.ts'
import type { Library } from '#domain/listing.ts'
import type { OutboxMessage } from '#domain/notification/notification.ts'
import type { Database, Transaction } from '../client.ts'
import { sha256 } from '../digest.ts'
import { auditEntry, auditHead, listingChange } from '../schema/record.ts'
import { readClock } from './clock.ts'
import { insertMessages } from './outbox.ts'

export interface AuditDraft {
  actorUserId: string | null
  actorOrganisationId: string | null
  action: string
  subjectKind: string
  subjectId: string
  /** The subject before and after, digested here; the chain proves them without disclosing them. */
  before: unknown
  after: unknown
  requestId: string
  /** Listings this mutation touched, for the match index. */
  listings?: readonly { library: Library; id: string }[]
  /** What others must be told of it; written with it, under its number. */
  messages?: readonly OutboxMessage[]
}

type AuditRow = typeof auditEntry.$inferSelect
const listingsPerInsert = 1000

const digestOf = (value: unknown) => (value === null || value === undefined ? null : sha256(canonicalJson(value)))

/** The hash of an entry: over every field but the hash itself. */
export function auditHash(entry: Omit<AuditRow, 'hash'>): string {
  return sha256(canonicalJson(entry))
}

/** Appends one entry. Takes the head's lock, so call it last in the transaction. */
export async function insertAudit(tx: Transaction, draft: AuditDraft): Promise<number> {
  const [head] = await tx.select().from(auditHead).where(eq(auditHead.id, 1)).for('update')
  if (!head) throw new Error('the audit chain has no head')
  const body: Omit<AuditRow, 'hash'> = {
    seq: head.seq + 1,
    at: await readClock(tx),
    actorUserId: draft.actorUserId,
    actorOrganisationId: draft.actorOrganisationId,
    action: draft.action,
    subjectKind: draft.subjectKind,
    subjectId: draft.subjectId,
    beforeDigest: digestOf(draft.before),
    afterDigest: digestOf(draft.after),
    requestId: draft.requestId,
    prevHash: head.hash,
  }
  const hash = auditHash(body)
  await tx.insert(auditEntry).values({ ...body, hash })
  await tx.update(auditHead).set({ seq: body.seq, hash }).where(eq(auditHead.id, 1))
  const listings = draft.listings ?? []
  for (let i = 0; i < listings.length; i += listingsPerInsert) {
    const chunk = listings.slice(i, i + listingsPerInsert)
    await tx.insert(listingChange).values(chunk.map(l => ({ seq: body.seq, library: l.library, listingId: l.id })))
  }
  await insertMessages(tx, body.seq, draft.messages ?? [])
  return body.seq
}

/** What the walk found: how long the chain is, and the first entry that does not fit, if any. */
export interface AuditVerdict {
  entries: number
  broken: { seq: number; why: string } | null
}

const pageRows = 2000

/** Walks the whole chain. Needs memory for one page only. */
export async function verifyAudit(db: Database): Promise<AuditVerdict> {
  let prevHash = '0'.repeat(64)
  let seq = 0
  for (;;) {
    const page = await db
      .select()
      .from(auditEntry)
      .where(gt(auditEntry.seq, seq))
      .orderBy(asc(auditEntry.seq))
      .limit(pageRows)
    for (const { hash, ...body } of page) {
      if (body.seq !== seq + 1) return { entries: seq, broken: { seq: seq + 1, why: 'the entry is missing' } }
      if (body.prevHash !== prevHash)
        return { entries: seq, broken: { seq: body.seq, why: 'it does not follow the entry before it' } }
      if (auditHash(body) !== hash)
        return { entries: seq, broken: { seq: body.seq, why: 'its content does not fit its hash' } }
      prevHash = hash
      seq = body.seq
    }
    if (page.length < pageRows) break
  }
  const [head] = await db.select().from(auditHead)
  if (head?.seq !== seq || head.hash !== prevHash)
    return {
      entries: seq,
      broken: { seq: seq + 1, why: `the head says ${head?.seq ?? 'nothing'}: entries at the end are missing` },
    }
  return { entries: seq, broken: null }
}
