/** Ranks a library for a listing and gives the reasons, with the listings themselves as the viewer may see them. */
import { readClock } from '#db/queries/clock.ts'
import type { OrganisationKind } from '#domain/access/roles.ts'
import { isPublicAt, type Library } from '#domain/listing.ts'
import { type MatchDocument, type MatchQuery, queryOf } from '#domain/matching/document.ts'
import type { MatchFilter } from '#domain/matching/index/filter.ts'
import { achievementDocument, demandDocument, expertDocument } from '#domain/matching/listing-document.ts'
import type { Explanation } from '#domain/matching/ranking/explanation.ts'
import { NotFound } from '#domain/refusal.ts'
import { findListings } from '../listing/find-listings.ts'
import type { ListingView } from '../listing/listing-view.ts'
import type { Ctx } from '../support/ctx.ts'
import { rankingVersionOf } from './ranking-version.ts'

export interface MatchView<L extends Library> {
  listing: ListingView<L>
  score: number
  /** Cosine of the two meanings; null when one of them is not known. */
  similarity: number | null
  explanation: Explanation
  /** Of the numbers that ranked it. */
  rankingVersion: string
}

/** What the engine reads of a row; contacts and an expert's private details are not among it. */
type DocumentRows = {
  demand: Parameters<typeof demandDocument>[0]
  achievement: Parameters<typeof achievementDocument>[0]
  expert: Parameters<typeof expertDocument>[0]
}

/** A listing as the engine sees it. */
export function documentOf(library: Library, view: ListingView<Library>): MatchDocument {
  const row: unknown = view
  if (library === 'demand') return demandDocument(row as DocumentRows['demand'])
  if (library === 'achievement') return achievementDocument(row as DocumentRows['achievement'])
  return expertDocument(row as DocumentRows['expert'])
}

export interface AskingDocument extends MatchDocument {
  organisationKind: OrganisationKind
}

/** The listing that asks; `NotFound` when the viewer may not see it. */
export async function getAskingDocument(ctx: Ctx, library: Library, id: string): Promise<AskingDocument> {
  const [view] = await findListings(ctx, { library, ids: [id] })
  if (!view) throw new NotFound(library)
  return { ...documentOf(library, view), organisationKind: view.organisation.kind }
}

/**
 * Of another library others' listings are looked for; what is like a listing may be one's own. What a bureau has
 * collected stems from many.
 */
function organisationLeftOut({ from, to, query }: Pick<RankListings<Library>, 'from' | 'to' | 'query'>): string | null {
  if (!('id' in query) || from === to || query.organisationKind === 'bureau') return null
  return query.organisationId
}

export type RankedView<L extends Library> = Pick<MatchView<L>, 'listing' | 'score' | 'similarity'>

export interface RankListings<L extends Library> {
  from: Library
  to: L
  /** The listing that asks, or what is typed instead of one. */
  query: AskingDocument | MatchQuery
  limit: number
  filter?: MatchFilter
  candidates?: readonly string[]
  /** Which of the ranked are answered; all, when not given. Only those are explained. */
  choose?: (ranked: RankedView<L>[]) => RankedView<L>[] | Promise<RankedView<L>[]>
}

export async function rankListings<L extends Library>(ctx: Ctx, input: RankListings<L>): Promise<MatchView<L>[]> {
  const { from, to, limit } = input
  const asking = 'id' in input.query ? input.query : null
  const query = asking ? queryOf(asking) : input.query
  const now = await readClock(ctx.db)
  const nowAt = now.getTime()
  const ranking = await ctx.matching.rank({
    library: to,
    from,
    query,
    limit,
    nowAt,
    except: asking?.id ?? null,
    exceptOrganisationId: organisationLeftOut(input),
    afterSeq: ctx.written?.seq,
    ...(input.filter && { filter: input.filter }),
    ...(input.candidates && { candidates: input.candidates }),
  })
  const { ranked, plan } = ranking
  const views = await findListings(ctx, { library: to, ids: ranked.map(({ id }) => id) })
  // The owner sees what is not public any more; it is no match all the same.
  const visible = ranked.flatMap(({ score, similarity }, i) => {
    const listing = views[i]
    return listing && isPublicAt(listing, now) ? [{ listing, score, similarity }] : []
  })
  const shown = input.choose ? await input.choose(visible) : visible
  const documents = shown.map(({ listing }) => documentOf(to, listing))
  const similarities = shown.map(({ similarity }) => similarity)
  const explanations = await ctx.matching.explain({ library: to, from, query, plan, documents, similarities, nowAt })
  const rankingVersion = rankingVersionOf(ranking)
  return shown.flatMap((match, i) => {
    const explanation = explanations[i]
    return explanation ? [{ ...match, explanation, rankingVersion }] : []
  })
}
