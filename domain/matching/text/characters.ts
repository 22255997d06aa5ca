/**
 * Single Chinese characters, which are scored beside the pairs: 氮化硼 and 硼化物 have no pair in common and yet the
 * same matter. Measured, they lift the ranking of real demands more than word vectors do.
 */
import { characterClass } from './character-class.ts'
import { foldUnits } from './fold.ts'
import { maxTextChars } from './tokens.ts'

/**
 * How often each Chinese character stands in the text, by its UTF-16 unit; without those that only hold a sentence
 * together, and without the rare ones that take two units.
 */
export function countCharacters(text: string): Map<number, number> {
  const { units, classes, length } = foldUnits(text.slice(0, maxTextChars))
  const counts = new Map<number, number>()
  for (let i = 0; i < length; i++) {
    const unit = units[i] as number
    if (classes[i] !== characterClass.han || isSurrogate(unit)) continue
    counts.set(unit, (counts.get(unit) ?? 0) + 1)
  }
  return counts
}

const isSurrogate = (unit: number) => unit >= 0xd800 && unit < 0xe000
