/**
 * What the match engine knows of a listing, and what it is asked. One document shape serves the three libraries, and
 * a listing of one library becomes the query into another; null means "not stated", never zero.
 */
import type { IpWish } from '../demand/demand.ts'
import type { Library, WayOfTransfer } from '../listing.ts'
import type { TechnologyField } from '../technology-field.ts'
import type { Quantity } from './text/quantities.ts'

/** The structured side of a listing, the same for documents and queries. */
export interface MatchFacts {
  fields: readonly TechnologyField[]
  /** GB/T 4754 code, any level. */
  industryCode: string | null
  /** Readiness 1–9: what a demand wants, what an achievement offers. */
  trl: number | null
  /** An achievement's asking price or a demand's budget, in 分. */
  priceMinFen: bigint | null
  priceMaxFen: bigint | null
  /** GB/T 2260 six-digit code. */
  regionCode: string | null
  waysOfTransfer: readonly WayOfTransfer[]
  /** Who shall own the result, as a demand wishes. */
  ipWish: IpWish | null
  /** Numbers with units: what a demand's indicators want, what an achievement's text states. At most 32. */
  quantities: readonly Quantity[]
  /** Epoch milliseconds; 0: not public yet. */
  publishedAt: number
  /** 0 … 100: how much of what a reader wants to know is filled in (completeness.ts). */
  completenessPercent: number
  /** Whether the organisation behind it is verified now; null: not known. */
  isInGoodStanding: boolean | null
}

/** Of a text that is no listing: words alone. */
export const unstatedFacts: MatchFacts = {
  fields: [],
  industryCode: null,
  trl: null,
  priceMinFen: null,
  priceMaxFen: null,
  regionCode: null,
  waysOfTransfer: [],
  ipWish: null,
  quantities: [],
  publishedAt: 0,
  completenessPercent: 0,
  isInGoodStanding: null,
}

/** An indicator that a demand asks for. */
export interface WantedIndicator {
  name: string
  /** As it is read: "抗拉强度 ≥ 1200 MPa". */
  written: string
  /** Null when its unit or its numbers cannot be read. */
  quantity: Quantity | null
}

export interface MatchDocument extends MatchFacts {
  /** A UUID. */
  id: string
  library: Library
  title: string
  text: string
  keywords: readonly string[]
  /** Of a demand; empty for the others. Only explanations read them, the index does not keep them. */
  indicators: readonly WantedIndicator[]
  /** Names by which a search box finds it, but by which nothing is ranked: of a person, of units. */
  names: readonly string[]
  organisationId: string
  /** Words of `kindWords` of its library. */
  kinds: readonly string[]
  /** The day (YYYY-MM-DD) by which a demand wants its solution. */
  neededBy: string | null
  /** Epoch milliseconds from which on the listing is no longer ranked; null: never. */
  expiresAt: number | null
  /** Its meaning, when it was worked out elsewhere (an embeddings endpoint); otherwise the index does it itself. */
  vector?: Float32Array | null
}

export interface MatchQuery extends MatchFacts {
  title: string
  text: string
  indicators: readonly WantedIndicator[]
  /** Its meaning, when it was worked out elsewhere. */
  vector?: Float32Array | null
}

/** A listing seen as a query into another library. Its keywords count as part of its text. */
export function queryOf(document: MatchDocument): MatchQuery {
  const { id, library, title, text, keywords, names, organisationId, kinds, neededBy, expiresAt, ...rest } = document
  return { ...rest, title, text: [text, ...keywords].filter(part => part !== '').join('\n') }
}
