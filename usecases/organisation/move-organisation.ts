/** The frame of the verbs by which an authority judges an organisation: lock, authorise, decide, save, record. */

import { listPublicListingsOf } from '#db/queries/matching.ts'
import { lockOrganisation, type OrganisationRow, updateOrganisation } from '#db/queries/organisation.ts'
import { may } from '#domain/access/may.ts'
import { isAuthority } from '#domain/access/organisation-rules.ts'
import { checkPresent } from '#domain/field-check.ts'
import { checkTransition } from '#domain/lifecycle.ts'
import { type OrganisationEvent, organisationLifecycle } from '#domain/organisation.ts'
import { NotFound, refuse, requireValid } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { checkOwnOrganisation } from '../support/own-organisation.ts'
import { takeStep } from '../support/step.ts'

export interface MoveOrganisation {
  id: string
  event: OrganisationEvent
  /** Null when none is asked for; otherwise it may not be empty. */
  reason: string | null
}

/** Officers judge units; bureaus and registries are judged by the platform's administrator alone. */
export async function moveOrganisation(ctx: Ctx, move: MoveOrganisation): Promise<OrganisationRow> {
  return mutate(ctx, async tx => {
    const row = await lockOrganisation(tx, move.id)
    if (!row) throw new NotFound('organisation')
    refuse(may(ctx.actor, isAuthority(row.kind) ? 'organisation.verify_authority' : 'organisation.verify'))
    refuse(await checkOwnOrganisation(ctx, tx, [row.id]))
    refuse(checkTransition(organisationLifecycle, row.state, move.event))
    if (move.reason !== null) requireValid(checkPresent('reason', move.reason.trim() !== '', 'say what is wrong'))
    const state = await takeStep(ctx, tx, {
      kind: 'organisation',
      id: row.id,
      lifecycle: organisationLifecycle,
      from: row.state,
      event: move.event,
      reason: move.reason?.trim() ?? '',
    })
    await updateOrganisation(tx, row.id, { state })
    return {
      result: { ...row, state },
      audit: {
        action: `organisation.${move.event}`,
        subjectKind: 'organisation',
        subjectId: row.id,
        before: { state: row.state },
        after: { state, reason: move.reason },
        // Its standing is part of how its listings are ranked.
        listings: await listPublicListingsOf(tx, row.id),
      },
    }
  })
}
