/**
 * What the match engine knows of a listing, and what it is asked. One document shape serves the three libraries, and
 * a listing of one library becomes the query into another; null means "not stated", never zero.
 */
import type { Library, WayOfTransfer } from '../listing.ts'
import type { TechnologyField } from '../technology-field.ts'

/** The structured side of a listing, the same for documents and queries. */
export interface MatchFacts {
  fields: readonly TechnologyField[]
  /** Readiness 1–9: what a demand wants, what an achievement offers. */
  trl: number | null
  /** An achievement's asking price or a demand's budget, in 分. */
  priceMinFen: bigint | null
  priceMaxFen: bigint | null
  /** GB/T 2260 six-digit code. */
  regionCode: string | null
  waysOfTransfer: readonly WayOfTransfer[]
}

export interface MatchDocument extends MatchFacts {
  id: string
  library: Library
  title: string
  text: string
  keywords: readonly string[]
  organisationId: string
  /** Epoch milliseconds from which on the listing is no longer ranked; null: never. */
  expiresAt: number | null
}

export interface MatchQuery extends MatchFacts {
  title: string
  text: string
}

/** A listing seen as a query into another library. Its keywords count as part of its text. */
export function queryOf(document: MatchDocument): MatchQuery {
  const { title, fields, trl, priceMinFen, priceMaxFen, regionCode, waysOfTransfer } = document
  const text = [document.text, ...document.keywords].filter(part => part !== '').join('\n')
  return { title, text, fields, trl, priceMinFen, priceMaxFen, regionCode, waysOfTransfer }
}
