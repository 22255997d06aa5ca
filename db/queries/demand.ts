import { eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { CooperationMode, DemandSort } from '#domain/demand/demand.ts'
import type { WayOfTransfer } from '#domain/listing.ts'
import type { TechnologyField } from '#domain/technology-field.ts'
import type { Transaction } from '../client.ts'
import { demand } from '../schema/demand.ts'
import type { HiddenColumn } from './listing.ts'
import {
  amountOverlaps,
  beginsWith,
  type ListingFilter,
  newestFirst,
  type SortOrder,
  textArray,
} from './listing-page.ts'

/** Without the columns that only SQL looks at. */
export type DemandRow = Omit<typeof demand.$inferSelect, HiddenColumn>

export interface DemandFilter extends ListingFilter {
  fields?: readonly TechnologyField[] | null
  industryCode?: string | null
  trlMin?: number | null
  trlMax?: number | null
  amountMinFen?: bigint | null
  amountMaxFen?: bigint | null
  cooperationModes?: readonly CooperationMode[] | null
  waysOfTransfer?: readonly WayOfTransfer[] | null
}

export const demandOrders: Record<DemandSort, SortOrder> = {
  newest: newestFirst('demand'),
  amount_high: {
    by: sql`coalesce(${demand.budgetMaxFen}, ${demand.budgetMinFen}, 0)`,
    type: 'bigint',
    direction: 'desc',
  },
  deadline: { by: sql`coalesce(${demand.neededBy}, '9999-12-31'::date)`, type: 'date', direction: 'asc' },
}

/** The conditions only this library has. */
export function demandConditions(filter: DemandFilter): SQL[] {
  const conditions = amountOverlaps(demand.budgetMinFen, demand.budgetMaxFen, filter.amountMinFen, filter.amountMaxFen)
  if (filter.fields?.length) conditions.push(inArray(demand.field, [...filter.fields]))
  if (filter.industryCode) conditions.push(beginsWith(demand.industryCode, filter.industryCode))
  if (filter.trlMin) conditions.push(sql`${demand.trlWanted} >= ${filter.trlMin}`)
  if (filter.trlMax) conditions.push(sql`${demand.trlWanted} <= ${filter.trlMax}`)
  if (filter.cooperationModes?.length)
    conditions.push(sql`${demand.cooperationModes} && ${textArray(filter.cooperationModes)}`)
  if (filter.waysOfTransfer?.length)
    conditions.push(sql`${demand.waysOfTransfer} && ${textArray(filter.waysOfTransfer)}`)
  return conditions
}

export async function insertDemands(tx: Transaction, rows: readonly (typeof demand.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await tx.insert(demand).values([...rows])
}

export async function updateDemand(
  tx: Transaction,
  id: string,
  change: Partial<typeof demand.$inferInsert>,
): Promise<void> {
  await tx.update(demand).set(change).where(eq(demand.id, id))
}
