/** The one place where alerts ask the match engine: who would be glad of a listing that has just become public? */
import { readClock } from '#db/queries/clock.ts'
import { listMatchDocuments } from '#db/queries/matching.ts'
import type { Library } from '#domain/listing.ts'
import { queryOf } from '#domain/matching/document.ts'
import type { Strength } from '#domain/matching/ranking/explanation.ts'
import { findListings } from '../listing/find-listings.ts'
import type { Ctx } from '../support/ctx.ts'

/** Strong matches beyond this many are not announced: who publishes something for everybody tells nobody anything. */
const maxStrongMatches = 100

const alerting: Strength = 'strong'

export interface StrongMatch {
  id: string
  organisationId: string
  strength: Strength
}

/** Whom a library is brought to. */
const counterparts: Record<Library, Library | null> = { achievement: 'demand', demand: 'achievement', expert: null }

/**
 * Public listings of other organisations on the other side that match strongly, best first; and whose listing it is.
 * Null when it is not public any more or nobody is told of its like.
 */
export async function findStrongMatches(
  ctx: Ctx,
  { library, id }: { library: Library; id: string },
): Promise<{ organisationId: string; matches: StrongMatch[] } | null> {
  const counterpart = counterparts[library]
  const [document] = counterpart === null ? [] : await listMatchDocuments(ctx.db, library, { ids: [id] })
  if (counterpart === null || !document) return null
  const ranked = await ctx.matching.rank({
    library: counterpart,
    from: library,
    query: queryOf(document),
    limit: maxStrongMatches,
    nowAt: (await readClock(ctx.db)).getTime(),
  })
  const strong = ranked.filter(({ explanation }) => explanation.strength === alerting)
  const listings = await findListings(ctx, { library: counterpart, ids: strong.map(match => match.id) })
  const matches = strong.flatMap(({ id: matchId, explanation }, i) => {
    const organisationId = listings[i]?.organisationId
    if (organisationId === undefined || organisationId === document.organisationId) return []
    return [{ id: matchId, organisationId, strength: explanation.strength }]
  })
  return { organisationId: document.organisationId, matches }
}
