import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { MoneyFactKind } from '#domain/contract/contract.ts'
import type { Queryable, Transaction } from '../client.ts'
import { moneyFact } from '../schema/contract.ts'
import { evidenceFile } from '../schema/record.ts'
import { type EvidenceCard, evidenceCard } from './evidence.ts'

export type MoneyFactRow = typeof moneyFact.$inferSelect
export type MoneyFactView = MoneyFactRow & { evidence: EvidenceCard }

export async function insertMoneyFact(tx: Transaction, row: typeof moneyFact.$inferInsert): Promise<void> {
  await tx.insert(moneyFact).values(row)
}

/** What is recorded so far, in 分. Under the contract's lock nobody adds to it. */
export async function sumMoneyFacts(tx: Transaction, contractId: string, kind: MoneyFactKind): Promise<bigint> {
  const [row] = await tx
    .select({ sum: sql<string>`coalesce(sum(${moneyFact.amountFen}), 0)::text` })
    .from(moneyFact)
    .where(and(eq(moneyFact.contractId, contractId), eq(moneyFact.kind, kind)))
  return BigInt(row?.sum ?? '0')
}

/** Of all these contracts, by day. */
export async function listMoneyFacts(db: Queryable, contractIds: readonly string[]): Promise<MoneyFactView[]> {
  if (contractIds.length === 0) return []
  const rows = await db
    .select({ fact: moneyFact, evidence: evidenceCard })
    .from(moneyFact)
    .innerJoin(evidenceFile, eq(evidenceFile.id, moneyFact.evidenceId))
    .where(inArray(moneyFact.contractId, [...contractIds]))
    .orderBy(asc(moneyFact.occurredOn), asc(moneyFact.id))
  return rows.map(({ fact, evidence }) => ({ ...fact, evidence }))
}
