/**
 * The thresholds of the red flags, as data. Each says what it bounds and where the figure comes from; a figure without a
 * source is the house's own choice, to be revised with what reviewers set aside. docs/red-flags.md prints them.
 */
import { recusalYears } from '../../challenge/conflict.ts'

export interface FlagParameters {
  split: {
    /** "Just under": from this many percent of a threshold up to it, the threshold itself excluded. */
    bandPercent: number
    /** Signed within so many days of one another. Shorter than a year, so that yearly renewals stay apart. */
    windowDays: number
    /** How like one another two titles must be, in percent of their pairs of characters (Dice). */
    titlePercent: number
    /** A contract is compared with so many that were signed after it: bounds the cost. */
    mostNeighbours: number
    /** Thresholds that hold under every policy; measured on the technology amount. */
    thresholds: readonly { amountFen: bigint; source: string }[]
  }
  roundTrip: {
    /** Two amounts are similar from this many percent of the larger on. */
    similarPercent: number
    windowDays: number
    /** Below this nobody goes round in circles. 1 万元. */
    leastFen: bigint
    /** So many comparisons at most; what is not compared is said. */
    mostSteps: number
  }
  text: {
    /** Characters in a row that count as the same words. Eight Chinese characters are a clause, not a term. */
    shingleLength: number
    /** Copied from this many percent of the shorter text on; half, as for listings (`duplicateThreshold`). */
    copiedPercent: number
    /** Shorter texts say too little to be copied. In shingles. */
    leastShingles: number
    /** Renewals: the same two parties repeat their own text after so many days. */
    renewalDays: number
    /** Texts of the determination, and others they are compared with. */
    mostOwn: number
    mostOthers: number
    /** Pairs with passages in common that are compared exactly. What is not compared is said. */
    mostPairs: number
    /** Others are looked for among contracts signed so many days before or after. Three years. */
    windowDays: number
  }
  bids: {
    /** A shorter time for bids is very short. Half of the usual 20 days (招标投标法 Art. 24). */
    shortWindowDays: number
  }
  affiliation: {
    /** A shorter name inside a longer one says nothing. In characters. */
    leastNameLength: number
    /** Memberships that ended within so many years count; as for recusal (回避). */
    memberYears: number
  }
  /** So many flags of one kind are told apart; the rest become one. */
  mostOfKind: number
  /** So many records an explanation names; how many there are stands among its figures. */
  mostRecords: number
}

export const flagParameters: FlagParameters = {
  split: {
    bandPercent: 85,
    windowDays: 90,
    titlePercent: 50,
    mostNeighbours: 200,
    thresholds: [{ amountFen: 500_000_000n, source: '登记审查：技术交易额 500 万元以上须另一位登记员复核' }],
  },
  roundTrip: { similarPercent: 90, windowDays: 180, leastFen: 1_000_000n, mostSteps: 200_000 },
  text: {
    shingleLength: 8,
    copiedPercent: 50,
    leastShingles: 200,
    renewalDays: 300,
    mostOwn: 100,
    mostOthers: 200,
    mostPairs: 1_000,
    windowDays: 1_096,
  },
  bids: { shortWindowDays: 10 },
  affiliation: { leastNameLength: 4, memberYears: recusalYears },
  mostOfKind: 100,
  mostRecords: 40,
}
