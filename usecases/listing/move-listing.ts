/** The frame of the verbs that take a listing one step: lock, authorise, decide, save, record, tell the match index. */

import type { Transaction } from '#db/client.ts'
import { readClock } from '#db/queries/clock.ts'
import { type ListingRow, lockListing, updateListing } from '#db/queries/listing.ts'
import { type Action, may } from '#domain/access/may.ts'
import { checkTransition } from '#domain/lifecycle.ts'
import { type Library, type ListingEvent, listingLifecycle } from '#domain/listing.ts'
import { NotFound, refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { takeStep } from '../support/step.ts'

export interface MoveListing {
  library: Library
  id: string
  event: ListingEvent
  action: Action
  reason?: string
  /** What the outbox says of the step. */
  topic?: 'listing.published'
  /** Further guards, and what the step writes beside the state; run after authorisation while the row is locked. */
  decide?: (tx: Transaction, row: ListingRow, now: Date) => Promise<StepChange> | StepChange
}

type StepChange = Partial<Pick<ListingRow, 'publishedAt' | 'expiresAt' | 'textHash'>>

export async function moveListing(ctx: Ctx, move: MoveListing): Promise<{ library: Library; id: string }> {
  return mutate(ctx, async tx => {
    const row = await lockListing(tx, move.library, move.id)
    if (!row) throw new NotFound(move.library)
    refuse(may(ctx.actor, move.action, { owner: row.organisationId }))
    refuse(checkTransition(listingLifecycle, row.state, move.event))
    const change = (await move.decide?.(tx, row, await readClock(tx))) ?? {}
    const state = await takeStep(ctx, tx, {
      kind: move.library,
      id: move.id,
      lifecycle: listingLifecycle,
      from: row.state,
      event: move.event,
      reason: move.reason ?? '',
    })
    await updateListing(tx, move.library, move.id, { state, ...change })
    const touchesPublic = row.state === 'published' || state === 'published'
    return {
      result: { library: move.library, id: move.id },
      audit: {
        action: `${move.library}.${move.event}`,
        subjectKind: move.library,
        subjectId: move.id,
        before: { state: row.state },
        after: { state, ...change },
        listings: touchesPublic ? [{ library: move.library, id: move.id }] : [],
        messages: move.topic ? [{ topic: move.topic, payload: { library: move.library, id: move.id } }] : [],
      },
    }
  })
}
