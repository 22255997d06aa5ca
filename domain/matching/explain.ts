/** The reasons of ranked matches, from the texts of the listings and the plan that ranked them. */
import type { Library } from '../listing.ts'
import type { MatchDocument, MatchQuery } from './document.ts'
import type { Meanings } from './meanings.ts'
import { seekerOf } from './rank.ts'
import { explainPair } from './ranking/explain-pair.ts'
import type { Explanation } from './ranking/explanation.ts'
import type { QueryPlan } from './ranking/query-plan.ts'
import { placeText } from './text/tokens.ts'

export interface ExplainRequest {
  library: Library
  from: Library
  query: MatchQuery
  plan: QueryPlan
  documents: readonly MatchDocument[]
  /** For each document, as the ranking said. */
  similarities: readonly (number | null)[]
  /** Epoch milliseconds: the time of the ranking. */
  nowAt: number
}

/** One for each document, in their order. `meanings` names the words that are nearest, where it is known. */
export function explainMatches(request: ExplainRequest, meanings: Meanings | null): Explanation[] {
  const { library, from, query, plan, documents, similarities, nowAt } = request
  const seeker = seekerOf(library, from)
  const offering = seeker === 'query' ? library : from
  const asked = placeText(query.text)
  return documents.map((document, i) => {
    const similarity = similarities[i] ?? null
    return explainPair({ query, plan, document, seeker, offering, nowAt, similarity, meanings }, asked)
  })
}
