/** A timed sweep: published listings whose time is up become expired. Readers never wait for it: queries check the time too. */
import { lockOverdueListings, updateListing } from '#db/queries/listing.ts'
import { may } from '#domain/access/may.ts'
import { libraries, listingLifecycle } from '#domain/listing.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { type AuditNote, mutate } from '../support/mutate.ts'
import { takeStep } from '../support/step.ts'

const sweepRows = 200

/** Returns how many were expired; fewer than `sweepRows` per library means there are no more. */
export async function expireListings(ctx: Ctx): Promise<number> {
  refuse(may(ctx.actor, 'listing.expire'))
  return mutate(ctx, async tx => {
    const audit: AuditNote[] = []
    for (const library of libraries)
      for (const row of await lockOverdueListings(tx, library, sweepRows)) {
        const state = await takeStep(ctx, tx, {
          kind: library,
          id: row.id,
          lifecycle: listingLifecycle,
          from: row.state,
          event: 'expire',
        })
        await updateListing(tx, library, row.id, { state })
        const listings = [{ library, id: row.id }]
        audit.push({
          action: `${library}.expire`,
          subjectKind: library,
          subjectId: row.id,
          before: { state: row.state },
          after: { state },
          listings,
        })
      }
    return { result: audit.length, audit }
  })
}
