import { listFlagged, type RedFlagView } from '#db/queries/red-flag.ts'
import { may } from '#domain/access/may.ts'
import type { Ctx } from '../../support/ctx.ts'

export type { RedFlagView }

/** The flags of each determination, open ones first, in one statement; null for whoever may not know whether there are any. */
export async function listRedFlags(
  ctx: Ctx,
  { determinationIds }: { determinationIds: readonly string[] },
): Promise<(RedFlagView[] | null)[]> {
  const found = await listFlagged(ctx.db, determinationIds)
  const readable = new Map(
    found.flatMap(({ id, bureauId: bureau, bureauRegion, flags }) =>
      may(ctx.actor, 'red_flag.read', { bureau, bureauRegion }) === null ? [[id, flags] as const] : [],
    ),
  )
  return determinationIds.map(id => readable.get(id) ?? null)
}
