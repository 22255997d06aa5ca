import { readClock } from '#db/queries/clock.ts'
import { lockMatchWeights, updateActivated, updateRetired } from '#db/queries/match-weights.ts'
import { may } from '#domain/access/may.ts'
import { checkSwitch, NotCompared } from '#domain/matching/evaluation/check-switch.ts'
import { NotFound, refuse } from '#domain/refusal.ts'
import { isUuid } from '#domain/uuid.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { requireUser } from '../support/person.ts'
import { refuseViolations } from '../support/violation.ts'
import { getNamedWeights, type MatchWeightsView } from './get-named-weights.ts'
import { requireAllowedWeights } from './weights-in-force.ts'

/**
 * The service ranks with these weights from now on: this process with its next answer, others within a second, and for
 * whoever has switched them at once. `acceptLoss` says that a measured loss was seen and is wanted.
 */
export async function activateMatchWeights(
  ctx: Ctx,
  { id, acceptLoss }: { id: string; acceptLoss: boolean },
): Promise<MatchWeightsView> {
  refuse(may(ctx.actor, 'match.set_weights'))
  if (!isUuid(id)) throw new NotFound('match_weights')
  const work = mutate(ctx, async tx => {
    const { asked, active } = await lockMatchWeights(tx, id)
    if (!asked) throw new NotFound('match_weights')
    refuse(checkSwitch(asked, { activeId: active?.id ?? null, acceptLoss }))
    requireAllowedWeights(asked)
    const now = await readClock(tx)
    if (active) await updateRetired(tx, active.id, now)
    await updateActivated(tx, id, { activatedAt: now, activatedBy: requireUser(ctx.actor) })
    return {
      result: await getNamedWeights(tx, id),
      audit: {
        action: 'match_weights.activate',
        subjectKind: 'match_weights',
        subjectId: id,
        before: { activeId: active?.id ?? null },
        after: { activeId: id, comparison: asked.comparison, acceptLoss },
      },
    }
  })
  // Somebody else has switched in the meantime: it was compared with what is in force no more.
  const result = await refuseViolations(work, { match_weights_one_active: () => new NotCompared() })
  await ctx.matching.takeIn(Number.POSITIVE_INFINITY)
  return result
}
