/**
 * The numbers that the ranking turns on, in one place, as data: `MatchWeights`, which an administrator may set, and the
 * constants of this program, which nobody sets. The word part decides; structured factors only lift what the words have
 * found, so that a listing without a fitting word is never pushed up by its region or price alone. Chosen by reasoning
 * and by measurement on held-in collections, not fitted to them.
 */
import type { FactorCode } from './factors.ts'

/** BM25F. Field weights are mild on purpose: heavy title weights help keyword search and hurt whole sentences. */
export interface Bm25Weights {
  /** How fast repeats of a word stop counting. */
  k1: number
  title: FieldWeight
  keywords: FieldWeight
  text: FieldWeight
}

export interface FieldWeight {
  weight: number
  /** How far the field's length is evened out (0: not at all, 1: fully). */
  b: number
}

export const bm25: Bm25Weights = {
  k1: 0.8,
  title: { weight: 1.25, b: 0.6 },
  keywords: { weight: 1.25, b: 0.5 },
  text: { weight: 1, b: 0.5 },
}

/** A word of the query's text counts this much of a word of its title. */
export const queryTextWeight = 0.5

/** Listings the word statistics of the asking library are taken to have seen already: calms small libraries. */
export const queryFrequencyPrior = 5

/** A query is answered by its heaviest words, so that no query takes unbounded time. */
export const maxQueryTerms = 64

/** A factor of value v lifts the score by weight × v. */
export const factorWeights: Readonly<Record<FactorCode, number>> = {
  field: 0.1,
  industry: 0.1,
  trl: 0.1,
  price: 0.1,
  indicators: 0.15,
  region: 0.05,
  waysOfTransfer: 0.05,
  ip: 0.05,
  freshness: 0.03,
  completeness: 0.03,
  integrity: 0.05,
}

/** Single characters beside words: their part against the words' 1, and how far the document's length is evened out. */
export interface CharacterWeights {
  weight: number
  b: number
}

/** Measured: from .2 to 1 it makes next to no difference, so it is not a fitted value. */
export const characterWeights: CharacterWeights = { weight: 0.4, b: 0.5 }

/** What an administrator may set, as one piece of data. */
export interface MatchWeights {
  bm25: Bm25Weights
  characters: CharacterWeights
  /** What the nearest meaning adds, against the best text score of the list. */
  meaningWeight: number
  queryTextWeight: number
  queryFrequencyPrior: number
  maxQueryTerms: number
  factors: Readonly<Record<FactorCode, number>>
}

export const defaultWeights: MatchWeights = {
  bm25,
  characters: characterWeights,
  meaningWeight: 0.2,
  queryTextWeight,
  queryFrequencyPrior,
  maxQueryTerms,
  factors: factorWeights,
}

/** So many documents, the best by words, are weighed with the rest. */
export const weighedDocuments = 200

/** Part of a Chinese word's weight in the coverage that goes by its characters. */
export const characterPart = 0.5

/**
 * Coverage from which a match is called strong, good, fair or weak; see `strengthOf`. Few and round, so that they are
 * read from judged pairs and not fitted to them: `npm run bench:quality` prints what share of each was judged good.
 */
export const strengthBars = { strong: 0.5, good: 0.35, fair: 0.2, weak: 0.1 } as const

/** TRL levels by which an offer may fall short before the factor reaches 0. */
export const trlReach = 4

export const regionValues = { county: 1, city: 0.75, province: 0.5, elsewhere: 0 } as const

/** By the deepest level of GB/T 4754 that two industries have in common; one that lies in the other fits fully. */
export const industryValues = { within: 1, group: 0.8, division: 0.6, section: 0.2, none: 0 } as const

/** A listing counts as fresh for so many days, and its freshness is gone after so many. */
export const freshDays = { full: 90, gone: 1080 } as const
