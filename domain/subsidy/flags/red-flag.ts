/**
 * 疑点 (red flags): facts about a figure that a person should look at before money is approved. A flag is no verdict: it
 * names the records and the figures it rests on, so that it can be checked by hand and set aside with a reason.
 */
import { formatYuan } from '../../money.ts'

export const redFlagKinds = [
  'funded_twice',
  'split_contracts',
  'affiliated_parties',
  'round_trip',
  'evidence_reused',
  'text_copied',
  'single_bid',
  'short_bid_window',
  'identical_price',
] as const
export type RedFlagKind = (typeof redFlagKinds)[number]

export const flagRecordKinds = [
  'contract',
  'payment',
  'receipt',
  'invoice',
  'determination',
  'challenge',
  'bid',
  'organisation',
  'person',
  'listing',
] as const

/** One record that a flag rests on. `amountFen` is a whole number of 分 in digits; `on` a day. */
export interface FlagRecord {
  kind: (typeof flagRecordKinds)[number]
  id: string
  name: string
  amountFen: string | null
  on: string | null
  note: string
}

export const flagUnits = ['fen', 'days', 'count', 'percent'] as const

/** A figure that was compared, or the parameter it was compared with: in 分, days, pieces or percent, in digits. */
export interface FlagFigure {
  name: string
  unit: (typeof flagUnits)[number]
  value: string
}

export interface FlagExplanation {
  /** What was seen and why it is worth a look, in one or two sentences. */
  zh: string
  en: string
  records: FlagRecord[]
  figures: FlagFigure[]
}

/** What a detector found. `basis` names the facts it rests on: the same facts are the same flag, found again. */
export interface FoundFlag {
  kind: RedFlagKind
  basis: readonly string[]
  explanation: FlagExplanation
}

export function figure(name: string, unit: FlagFigure['unit'], value: bigint | number): FlagFigure {
  return { name, unit, value: String(value) }
}

/** A record with the parts that are known of it. */
export function record(
  kind: FlagRecord['kind'],
  id: string,
  parts: { name?: string; amountFen?: bigint | null; on?: string | null; note?: string } = {},
): FlagRecord {
  const { name = '', amountFen = null, on = null, note = '' } = parts
  return { kind, id, name, amountFen: amountFen === null ? null : String(amountFen), on, note }
}

/** An amount as a sentence prints it. */
export const yuan = (fen: bigint): string => `${formatYuan(fen)} 元`

/** An amount as an English sentence prints it. */
export const cny = (fen: bigint): string => `CNY ${formatYuan(fen)}`

/** The smaller of two amounts in whole percent of the larger, rounded down; 100 for two zeros. */
export function percentOfLarger(a: bigint, b: bigint): number {
  const [less, more] = a < b ? [a, b] : [b, a]
  return more === 0n ? 100 : Number((less * 100n) / more)
}
