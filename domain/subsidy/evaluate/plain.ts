/** Results as JSON holds them: whole 分 as numbers, because no amount is too large to be exact as one. */
import { refuseTotalTooLarge } from './amount-too-large.ts'

/** The same structure with numbers for bigints. */
export type Plain<T> = T extends bigint
  ? number
  : T extends readonly (infer Item)[]
    ? Plain<Item>[]
    : T extends object
      ? { [K in keyof T]: Plain<T[K]> }
      : T

/** @throws AmountTooLarge */
export function plain<T>(value: T): Plain<T> {
  return plainOf(value) as Plain<T>
}

function plainOf(value: unknown): unknown {
  if (typeof value === 'bigint') return plainFen(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(plainOf)
  const parts: Record<string, unknown> = {}
  for (const [name, part] of Object.entries(value)) if (part !== undefined) parts[name] = plainOf(part)
  return parts
}

function plainFen(fen: bigint): number {
  refuseTotalTooLarge(fen)
  return Number(fen)
}
