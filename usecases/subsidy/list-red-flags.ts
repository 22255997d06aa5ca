import { listRedFlags as listFlags, type RedFlagView } from '#db/queries/red-flag.ts'
import { may } from '#domain/access/may.ts'
import { groupBy } from '#domain/subsidy/group-by.ts'
import type { Ctx } from '../support/ctx.ts'

export type { RedFlagView }

/** The flags of each determination, open ones first, in one statement; null for whoever may not know whether there are any. */
export async function listRedFlags(
  ctx: Ctx,
  { determinationIds }: { determinationIds: readonly string[] },
): Promise<(RedFlagView[] | null)[]> {
  if (may(ctx.actor, 'red_flag.read')) return determinationIds.map(() => null)
  const flags = groupBy(await listFlags(ctx.db, determinationIds), flag => [flag.determinationId])
  return determinationIds.map(id => flags.get(id) ?? [])
}
