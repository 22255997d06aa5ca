/**
 * Traditional to simplified, one character at a time. Some traditional characters have two simplified readings (乾: 干
 * or 乾); the common one is taken, on both sides of a comparison, so that nothing is lost by it.
 */
import { traditionalPairs } from './traditional-data.ts'

const simplifiedUnits: ReadonlyMap<number, number> = new Map(
  Array.from({ length: traditionalPairs.length / 2 }, (_, i) => [
    traditionalPairs.charCodeAt(2 * i),
    traditionalPairs.charCodeAt(2 * i + 1),
  ]),
)

/** The simplified form of a UTF-16 unit, or the unit itself. */
export function simplifyUnit(unit: number): number {
  return simplifiedUnits.get(unit) ?? unit
}

/** A text with every traditional character simplified. Its length stays. */
export function simplify(text: string): string {
  let simplified = ''
  for (let i = 0; i < text.length; i++) simplified += String.fromCharCode(simplifyUnit(text.charCodeAt(i)))
  return simplified
}
