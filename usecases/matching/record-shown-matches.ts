/**
 * Writes down which matches a signed-in viewer was shown. Part of answering a read, so it must cost a read next to
 * nothing: one statement for the page and no lock on the head of the audit chain. The log is an observation of the
 * ranking and no record of anything that anybody decided; it changes nothing that others see, so it is not audited
 * (decision record 0014). Visitors are not logged.
 */
import { insertImpressions } from '#db/queries/match-log.ts'
import type { Library } from '#domain/listing.ts'
import type { Ctx } from '../support/ctx.ts'

export interface ShownMatches {
  from: { library: Library; id: string }
  to: Library
  /** The library was narrowed before it was ranked: by a filter, or to listings that something came of. */
  isFiltered: boolean
  /** As they were answered by one ranking, best first. */
  matches: readonly {
    listing: { id: string }
    score: number
    explanation: { strength: string }
    rankingVersion: string
  }[]
}

export async function recordShownMatches(ctx: Ctx, { from, to, isFiltered, matches }: ShownMatches): Promise<void> {
  const [first] = matches
  if (ctx.actor.kind !== 'user' || !first) return
  await insertImpressions(ctx.db, {
    queryLibrary: from.library,
    queryId: from.id,
    shownLibrary: to,
    rankingVersion: first.rankingVersion,
    isFiltered,
    viewerUserId: ctx.actor.userId,
    viewerOrganisationId: ctx.actor.acting?.organisationId ?? null,
    rows: matches.map(({ listing, score, explanation }, i) => {
      return { id: ctx.newId(), shownId: listing.id, rank: i + 1, score, strength: explanation.strength }
    }),
  })
}
