/** The account to pay to, per determination. */
import { desc, eq, inArray, sql } from 'drizzle-orm'
import type { Queryable, Transaction } from '../client.ts'
import { payeeAccount } from '../schema/payout.ts'
import { determination } from '../schema/subsidy.ts'

export type PayeeRow = typeof payeeAccount.$inferSelect

export async function findPayee(db: Queryable, determinationId: string): Promise<PayeeRow | null> {
  const [row] = await db.select().from(payeeAccount).where(eq(payeeAccount.determinationId, determinationId))
  return row ?? null
}

export async function listPayees(db: Queryable, determinationIds: readonly string[]): Promise<PayeeRow[]> {
  return db
    .select()
    .from(payeeAccount)
    .where(inArray(payeeAccount.determinationId, [...determinationIds]))
}

/** The account that the organisation gave last, for whichever determination. */
export async function findLatestPayee(db: Queryable, beneficiaryId: string): Promise<PayeeRow | null> {
  const [row] = await db
    .select({ payee: payeeAccount })
    .from(payeeAccount)
    .innerJoin(determination, eq(determination.id, payeeAccount.determinationId))
    .where(eq(determination.beneficiaryId, beneficiaryId))
    .orderBy(desc(payeeAccount.givenAt), desc(payeeAccount.determinationId))
    .limit(1)
  return row?.payee ?? null
}

/** Stores the account, or corrects it. By trigger it is fixed from the review on. */
export async function savePayee(tx: Transaction, row: typeof payeeAccount.$inferInsert): Promise<void> {
  const { accountName, bankName, accountNumber, givenBy, givenAt } = row
  await tx.insert(payeeAccount).values(row).onConflictDoUpdate({
    target: payeeAccount.determinationId,
    set: { accountName, bankName, accountNumber, givenBy, givenAt },
  })
}

/** Nothing happens when there is none to copy. */
export async function copyPayee(tx: Transaction, { from, to }: { from: string; to: string }): Promise<void> {
  await tx.execute(sql`
    insert into payee_account (determination_id, account_name, bank_name, account_number, given_by, given_at)
    select ${to}, account_name, bank_name, account_number, given_by, given_at
    from payee_account where determination_id = ${from}
    on conflict (determination_id) do nothing`)
}
