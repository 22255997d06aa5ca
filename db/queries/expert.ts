import { eq, type SQL, sql } from 'drizzle-orm'
import type { ExpertKind, ExpertSort } from '#domain/expert/expert.ts'
import type { TechnologyField } from '#domain/technology-field.ts'
import type { Transaction } from '../client.ts'
import { expert } from '../schema/expert.ts'
import type { HiddenColumn } from './listing.ts'
import { type ListingFilter, newestFirst, type SortOrder, textArray } from './listing-page.ts'

/** Without the columns that only SQL looks at. */
export type ExpertRow = Omit<typeof expert.$inferSelect, HiddenColumn>

export interface ExpertFilter extends ListingFilter {
  fields?: readonly TechnologyField[] | null
  kinds?: readonly ExpertKind[] | null
}

export const expertOrders: Record<ExpertSort, SortOrder> = { newest: newestFirst('expert') }

/** The conditions only this library has. */
export function expertConditions(filter: ExpertFilter): SQL[] {
  const conditions: SQL[] = []
  if (filter.fields?.length) conditions.push(sql`${expert.fields} && ${textArray(filter.fields)}`)
  if (filter.kinds?.length) conditions.push(sql`${expert.kinds} && ${textArray(filter.kinds)}`)
  return conditions
}

export async function insertExperts(tx: Transaction, rows: readonly (typeof expert.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await tx.insert(expert).values([...rows])
}

export async function updateExpert(
  tx: Transaction,
  id: string,
  change: Partial<typeof expert.$inferInsert>,
): Promise<void> {
  await tx.update(expert).set(change).where(eq(expert.id, id))
}
