/** A reviewer sets a red flag aside, with the reason that an auditor will read: once, and never of their own figure. */
import { readClock } from '#db/queries/clock.ts'
import {
  findDeterminationOfFlag,
  getRedFlag,
  type RedFlagRow,
  type RedFlagView,
  saveOverride,
} from '#db/queries/red-flag.ts'
import { lockDetermination } from '#db/queries/subsidy.ts'
import type { Actor } from '#domain/access/actor.ts'
import { may } from '#domain/access/may.ts'
import { NotFound, type Refusal, refuse, requireValid } from '#domain/refusal.ts'
import { checkOverride, checkOverrideReason } from '#domain/subsidy/flags/check-red-flags.ts'
import type { Ctx } from '../../support/ctx.ts'
import { mutate } from '../../support/mutate.ts'
import { checkOwnOrganisation } from '../../support/own-organisation.ts'
import { requireUser } from '../../support/person.ts'

export interface OverrideRedFlagInput {
  id: string
  reason: string
}

/** Why the actor may not set this flag aside now; null: they may. */
export function checkMayOverride(
  actor: Actor,
  flag: Pick<RedFlagRow, 'overriddenAt' | 'overriddenBy'>,
  determination: { state: string; computedBy: string; bureauId: string },
): Refusal | null {
  const refusal = may(actor, 'red_flag.override', { bureau: determination.bureauId })
  return refusal ?? checkOverride(flag, determination, requireUser(actor))
}

export async function overrideRedFlag(ctx: Ctx, { id, reason }: OverrideRedFlagInput): Promise<RedFlagView> {
  return mutate(ctx, async tx => {
    const determinationId = await findDeterminationOfFlag(tx, id)
    const determination = determinationId ? await lockDetermination(tx, determinationId) : null
    if (!determination) throw new NotFound('red flag')
    const flag = await getRedFlag(tx, id)
    refuse(checkMayOverride(ctx.actor, flag, determination))
    refuse(await checkOwnOrganisation(ctx, tx, [determination.beneficiaryId]))
    requireValid(checkOverrideReason(reason))
    const override = {
      overriddenBy: requireUser(ctx.actor),
      overriddenAt: await readClock(tx),
      overrideReason: reason.trim(),
    }
    await saveOverride(tx, id, override)
    return {
      result: {
        ...flag,
        ...override,
        determination,
        overriddenByName: ctx.actor.kind === 'user' ? ctx.actor.displayName : null,
      },
      audit: {
        action: 'red_flag.override',
        subjectKind: 'determination',
        subjectId: determination.id,
        before: { flagId: id, overriddenAt: null },
        after: { flagId: id, kind: flag.kind, ...override },
      },
    }
  })
}
