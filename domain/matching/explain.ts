/** The reasons of ranked matches, from the texts of the listings and the plan that ranked them. */
import type { Library } from '../listing.ts'
import type { MatchDocument, MatchQuery } from './document.ts'
import { seekerOf } from './rank.ts'
import { type Explanation, explainPair } from './ranking/explanation.ts'
import type { QueryPlan } from './ranking/query-plan.ts'

export interface ExplainRequest {
  library: Library
  from: Library
  query: MatchQuery
  plan: QueryPlan
  documents: readonly MatchDocument[]
  /** Epoch milliseconds: the time of the ranking. */
  nowAt: number
}

/** One for each document, in their order. */
export function explainMatches({ library, from, query, plan, documents, nowAt }: ExplainRequest): Explanation[] {
  const seeker = seekerOf(library, from)
  return documents.map(document => explainPair({ query, plan, document, seeker, nowAt }))
}
