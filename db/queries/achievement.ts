import { eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { AchievementSort, Stage } from '#domain/achievement/achievement.ts'
import type { WayOfTransfer } from '#domain/listing.ts'
import type { TechnologyField } from '#domain/technology-field.ts'
import type { Transaction } from '../client.ts'
import { achievement } from '../schema/achievement.ts'
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
export type AchievementRow = Omit<typeof achievement.$inferSelect, HiddenColumn>

export interface AchievementFilter extends ListingFilter {
  fields?: readonly TechnologyField[] | null
  industryCode?: string | null
  stages?: readonly Stage[] | null
  trlMin?: number | null
  trlMax?: number | null
  amountMinFen?: bigint | null
  amountMaxFen?: bigint | null
  waysOfTransfer?: readonly WayOfTransfer[] | null
}

export const achievementOrders: Record<AchievementSort, SortOrder> = {
  newest: newestFirst('achievement'),
  amount_low: {
    by: sql`coalesce(${achievement.priceMinFen}, ${achievement.priceMaxFen}, 9000000000000001)`,
    type: 'bigint',
    direction: 'asc',
  },
  maturity: { by: sql`coalesce(${achievement.trl}, 0)::bigint`, type: 'bigint', direction: 'desc' },
}

/** The conditions only this library has. */
export function achievementConditions(filter: AchievementFilter): SQL[] {
  const t = achievement
  const conditions = amountOverlaps(t.priceMinFen, t.priceMaxFen, filter.amountMinFen, filter.amountMaxFen)
  if (filter.fields?.length) conditions.push(inArray(t.field, [...filter.fields]))
  if (filter.industryCode) conditions.push(beginsWith(t.industryCode, filter.industryCode))
  if (filter.stages?.length) conditions.push(inArray(t.stage, [...filter.stages]))
  if (filter.trlMin) conditions.push(sql`${t.trl} >= ${filter.trlMin}`)
  if (filter.trlMax) conditions.push(sql`${t.trl} <= ${filter.trlMax}`)
  if (filter.waysOfTransfer?.length) conditions.push(sql`${t.waysOfTransfer} && ${textArray(filter.waysOfTransfer)}`)
  return conditions
}

export async function insertAchievements(
  tx: Transaction,
  rows: readonly (typeof achievement.$inferInsert)[],
): Promise<void> {
  if (rows.length > 0) await tx.insert(achievement).values([...rows])
}

export async function updateAchievement(
  tx: Transaction,
  id: string,
  change: Partial<typeof achievement.$inferInsert>,
): Promise<void> {
  await tx.update(achievement).set(change).where(eq(achievement.id, id))
}
