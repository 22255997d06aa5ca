import { may } from '#domain/access/may.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { requireUser } from '../support/person.ts'

/** The person whose inbox it is. Throws when nobody who may read one acts. */
export function requireReader(ctx: Ctx): string {
  refuse(may(ctx.actor, 'notification.read'))
  return requireUser(ctx.actor)
}
