import { findMatchAlerts } from '#db/queries/notification.ts'
import { defaultMatchAlerts, type MatchAlerts } from '#domain/notification/notification.ts'
import type { Ctx } from '../support/ctx.ts'

/** How the viewer is told of matches; null for whoever is not signed in. */
export async function findAlertPreference(ctx: Ctx): Promise<MatchAlerts | null> {
  if (ctx.actor.kind !== 'user') return null
  return (await findMatchAlerts(ctx.db, ctx.actor.userId)) ?? defaultMatchAlerts
}
