import { readClock } from '#db/queries/clock.ts'
import { may } from '#domain/access/may.ts'
import { dayInChina } from '#domain/calendar.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from '../../support/ctx.ts'
import { listCurrentVersions } from './current-version.ts'
import { type PolicyView, viewPolicy } from './policy-view.ts'

/** Every policy, in the version in force today; without one, the version loaded last. Public, as the documents are. */
export async function listPolicies(ctx: Ctx): Promise<PolicyView[]> {
  refuse(may(ctx.actor, 'policy.read'))
  return (await listCurrentVersions(ctx.db, dayInChina(await readClock(ctx.db)))).map(viewPolicy)
}
