/** Amounts as people type and read them: 万元 with decimals outside, whole 分 inside. */
import { amountInWords, formatWanYuan, formatYuan, parseWanYuan } from '#domain/money.ts'

/** Reads a field in 万元. Empty text is no amount; `undefined` says that the text is no amount we could take. */
export function readWanYuan(text: string | null | undefined): number | null | undefined {
  const trimmed = (text ?? '').trim()
  if (trimmed === '') return null
  const fen = parseWanYuan(trimmed)
  return fen === null ? undefined : Number(fen)
}

/** The text a field in 万元 begins with: no separators, so that it can be edited. */
export function writeWanYuan(amountFen: number | null | undefined): string {
  return amountFen === null || amountFen === undefined ? '' : formatWanYuan(BigInt(amountFen)).replaceAll(',', '')
}

/** The amount in financial capitals, for the line under a field; null while there is none. */
export function wordsOfWanYuan(text: string | null | undefined): string | null {
  const fen = readWanYuan(text)
  return fen === null || fen === undefined ? null : amountInWords(BigInt(fen))
}

/** 1,200 — the unit stands beside it. */
export function wanYuan(amountFen: number): string {
  return formatWanYuan(BigInt(amountFen))
}

const fenPerHundredth = 10_000n

/** 1,535.41 — where amounts are compared, all with two decimals; the exact one stands in a title or a file. */
export function roundedWanYuan(amountFen: number): string {
  const fen = BigInt(amountFen)
  const magnitude = ((fen < 0n ? -fen : fen) + fenPerHundredth / 2n) / fenPerHundredth
  return `${fen < 0n && magnitude > 0n ? '−' : ''}${formatYuan(magnitude)}`
}

/** +12.00, −276.15: of a difference. */
export function signedWanYuan(amountFen: number): string {
  return `${amountFen > 0 ? '+' : ''}${roundedWanYuan(amountFen)}`
}
