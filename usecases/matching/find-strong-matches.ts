/** The one place where alerts ask the match engine: who would be glad of a listing that has just become public? */
import { readClock } from '#db/queries/clock.ts'
import { listMatchDocuments } from '#db/queries/matching.ts'
import type { Library } from '#domain/listing.ts'
import { queryOf } from '#domain/matching/document.ts'
import type { Strength } from '#domain/matching/ranking/strength.ts'
import type { Ctx } from '../support/ctx.ts'

/** Only so many are looked at: who publishes something for everybody tells nobody anything. */
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
 * Public listings of other organisations on the other side that match strongly, among all that were public when the
 * change `afterSeq` was committed. None when the listing is not public any more or nobody is told of its like.
 */
export async function findStrongMatches(
  ctx: Ctx,
  { library, id, afterSeq }: { library: Library; id: string; afterSeq: number },
): Promise<StrongMatch[]> {
  const counterpart = counterparts[library]
  const [published] = counterpart === null ? [] : await listMatchDocuments(ctx.db, library, { ids: [id] })
  if (counterpart === null || !published) return []
  const asked = { library: counterpart, from: library, query: queryOf(published) }
  const nowAt = (await readClock(ctx.db)).getTime()
  const { ranked, plan } = await ctx.matching.rank({ ...asked, limit: maxStrongMatches, nowAt, afterSeq })
  const similarityOf = new Map(ranked.map(match => [match.id, match.similarity]))
  const documents = await listMatchDocuments(ctx.db, counterpart, { ids: ranked.map(match => match.id) })
  const explanations = await ctx.matching.explain({
    ...asked,
    plan,
    documents,
    similarities: documents.map(document => similarityOf.get(document.id) ?? null),
    nowAt,
  })
  return documents.flatMap(({ id: matchId, organisationId }, i) => {
    const strength = explanations[i]?.strength
    if (strength !== alerting || organisationId === published.organisationId) return []
    return [{ id: matchId, organisationId, strength }]
  })
}
