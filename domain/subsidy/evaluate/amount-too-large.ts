/**
 * Amounts end where a whole number of 分 is still exact as a JSON number: 90 万亿元, more than any policy gives. What
 * passes that comes of a wrong rate or of rules that multiply one another; it is refused, not rounded.
 */
import { Refusal } from '../../refusal.ts'

const largestFen = BigInt(Number.MAX_SAFE_INTEGER)

/** An amount of a figure or of a line of its computation; of a total of figures it names neither rule nor key. */
export class AmountTooLarge extends Refusal {
  readonly code = 'AMOUNT_TOO_LARGE'
  readonly rule: string | null
  readonly key: string | null
  constructor(rule: string | null, key: string | null) {
    const where = rule === null ? 'a total of figures' : `rule ${rule}, ${key}`
    super(`${where}: an amount is over ${largestFen} 分; correct the rates and amounts of the pack, or the facts`)
    this.rule = rule
    this.key = key
  }
}

/** The figure whose amount is looked at. */
interface Whose {
  context: { rule: { id: string } }
  group: { key: string }
}

/** Each value as soon as it is computed, so that no later one is computed from it. @throws AmountTooLarge */
export function refuseTooLarge(whose: Whose, fen: bigint): void {
  if (fen > largestFen) throw new AmountTooLarge(whose.context.rule.id, whose.group.key)
}

/** Of an amount that is not rounded yet: `numerator` over `denominator`. */
export function isTooLarge(numerator: bigint, denominator: bigint): boolean {
  return numerator > largestFen && numerator / denominator > largestFen
}

/** A total of many figures, or of what they lose. @throws AmountTooLarge */
export function refuseTotalTooLarge(fen: bigint): void {
  if (fen > largestFen || fen < -largestFen) throw new AmountTooLarge(null, null)
}
