import { readClock } from '#db/queries/clock.ts'
import { may } from '#domain/access/may.ts'
import { dayInChina } from '#domain/calendar.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from '../../support/ctx.ts'
import { findCurrentVersion } from './current-version.ts'
import { type PolicyView, viewPolicy } from './policy-view.ts'

export type { PolicyView }

/** A policy by the id of its pack, in the version in force today, or else loaded last; null when there is none. Public, as the documents are. */
export async function findPolicy(ctx: Ctx, input: { id: string }): Promise<PolicyView | null> {
  refuse(may(ctx.actor, 'policy.read'))
  const version = await findCurrentVersion(ctx.db, input.id, dayInChina(await readClock(ctx.db)))
  return version && viewPolicy(version)
}
