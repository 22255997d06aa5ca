/** The one place where alerts ask the match engine: who would be glad of a listing that has just become public? */
import { readClock } from '#db/queries/clock.ts'
import { listMatchDocuments } from '#db/queries/matching.ts'
import type { Library } from '#domain/listing.ts'
import { type MatchDocument, queryOf } from '#domain/matching/document.ts'
import type { Strength } from '#domain/matching/ranking/strength.ts'
import type { Ctx } from '../support/ctx.ts'

/** Only so many are asked, the best by score: who publishes something for everybody tells nobody anything. */
export const maxAsked = 1_000
const documentsAtOnce = 100

const alerting: Strength = 'strong'

export interface StrongMatch {
  id: string
  organisationId: string
  strength: Strength
}

/** Whom a library is brought to. */
const counterparts: Record<Library, Library | null> = { achievement: 'demand', demand: 'achievement', expert: null }

/**
 * Public listings of other organisations on the other side that the new one matches strongly, among all that were public
 * when the change `afterSeq` was committed. Each of the best {@link maxAsked} is asked itself, so the answer is what its
 * owner finds on its page: strength goes by the title of whoever asks, and need not fall with the score. None when the
 * listing is not public any more or nobody is told of its like.
 */
export async function listStrongMatches(
  ctx: Ctx,
  { library, id, afterSeq }: { library: Library; id: string; afterSeq: number },
): Promise<StrongMatch[]> {
  const counterpart = counterparts[library]
  const [published] = counterpart === null ? [] : await listMatchDocuments(ctx.db, library, { ids: [id] })
  if (counterpart === null || !published) return []
  const nowAt = (await readClock(ctx.db)).getTime()
  const exceptOrganisationId = published.organisationId
  const asked = { library: counterpart, from: library, query: queryOf(published), exceptOrganisationId }
  const { ranked } = await ctx.matching.rank({ ...asked, limit: maxAsked, nowAt, afterSeq })
  const strong: StrongMatch[] = []
  for (let i = 0; i < ranked.length; i += documentsAtOnce) {
    const ids = ranked.slice(i, i + documentsAtOnce).map(match => match.id)
    for (const receiver of await listMatchDocuments(ctx.db, counterpart, { ids })) {
      const { organisationId } = receiver
      const strength = await strengthFor(ctx, receiver, { published, nowAt })
      if (strength === alerting) strong.push({ id: receiver.id, organisationId, strength })
    }
  }
  return strong
}

/** As it stands on the receiver's own page of matches. */
async function strengthFor(
  ctx: Ctx,
  receiver: MatchDocument,
  { published, nowAt }: { published: MatchDocument; nowAt: number },
): Promise<Strength | null> {
  const asked = { library: published.library, from: receiver.library, query: queryOf(receiver), nowAt }
  const only = { candidates: [published.id], limit: 1, except: receiver.id }
  const { ranked, plan } = await ctx.matching.rank({ ...asked, ...only })
  const similarities = [ranked[0]?.similarity ?? null]
  const [explanation] = await ctx.matching.explain({ ...asked, plan, documents: [published], similarities })
  return explanation?.strength ?? null
}
