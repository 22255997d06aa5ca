import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { MoneyFactKind } from '#domain/contract/contract.ts'
import type { Queryable, Transaction } from '../client.ts'
import { moneyFact, moneyFactReversal } from '../schema/contract.ts'
import { evidenceFile } from '../schema/record.ts'
import { type EvidenceCard, evidenceCard } from './evidence.ts'

export type MoneyFactRow = typeof moneyFact.$inferSelect
export type ReversalRow = typeof moneyFactReversal.$inferSelect
/** `reversedOn` and its reason are null while the fact counts. */
export type MoneyFactView = MoneyFactRow & {
  evidence: EvidenceCard
  reversedOn: string | null
  reversalReason: string | null
}

export async function insertMoneyFact(tx: Transaction, row: typeof moneyFact.$inferInsert): Promise<void> {
  await tx.insert(moneyFact).values(row)
}

export async function findMoneyFact(db: Queryable, id: string): Promise<MoneyFactRow | null> {
  const [row] = await db.select().from(moneyFact).where(eq(moneyFact.id, id))
  return row ?? null
}

export async function insertReversal(tx: Transaction, row: typeof moneyFactReversal.$inferInsert): Promise<void> {
  await tx.insert(moneyFactReversal).values(row)
}

/** What is recorded so far and was not reversed, in 分. Under the contract's lock nobody adds to it. */
export async function sumMoneyFacts(tx: Transaction, contractId: string, kind: MoneyFactKind): Promise<bigint> {
  const [row] = await tx
    .select({ sum: sql<string>`coalesce(sum(${moneyFact.amountFen}), 0)::text` })
    .from(moneyFact)
    .leftJoin(moneyFactReversal, eq(moneyFactReversal.moneyFactId, moneyFact.id))
    .where(and(eq(moneyFact.contractId, contractId), eq(moneyFact.kind, kind), isNull(moneyFactReversal.id)))
  return BigInt(row?.sum ?? '0')
}

/** Of all these contracts, by day. */
export async function listMoneyFacts(db: Queryable, contractIds: readonly string[]): Promise<MoneyFactView[]> {
  if (contractIds.length === 0) return []
  const rows = await db
    .select({
      fact: moneyFact,
      evidence: evidenceCard,
      reversedOn: moneyFactReversal.reversedOn,
      reversalReason: moneyFactReversal.reason,
    })
    .from(moneyFact)
    .innerJoin(evidenceFile, eq(evidenceFile.id, moneyFact.evidenceId))
    .leftJoin(moneyFactReversal, eq(moneyFactReversal.moneyFactId, moneyFact.id))
    .where(inArray(moneyFact.contractId, [...contractIds]))
    .orderBy(asc(moneyFact.occurredOn), asc(moneyFact.id))
  return rows.map(({ fact, ...view }) => ({ ...fact, ...view }))
}
