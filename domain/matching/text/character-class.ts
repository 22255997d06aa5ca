/** What kind of character a folded text has at each place, as far as words are made of it. */

export const characterClass = {
  other: 0,
  digit: 1,
  /** A number or mark that is no ASCII digit: part of a word, but no letter. */
  mark: 2,
  letter: 3,
  han: 4,
  /** A Chinese character that only holds a sentence together. */
  functional: 5,
  /** Joins the parts of a compound. */
  joiner: 6,
  /** Second half of a character of two units. */
  tail: 7,
} as const

/**
 * Characters that only hold a sentence together. A bigram with one of them ("的开", "了解") says nothing about
 * technology and reads badly as a reason, so it is no word. Characters that also build terms (和 in 饱和,
 * 等 in 等离子, 并 in 并联, 为 in 行为) are left alone: word statistics damp them.
 */
const functionCharacters = new Set('的了及之其与是或且该这那您我你们很')
const joiners = new Set('-./_+')

/** The class of one character of a folded text. */
export function classOf(char: string): number {
  if (functionCharacters.has(char)) return characterClass.functional
  if (/^\p{Script=Han}/u.test(char)) return characterClass.han
  if (/^\d/.test(char)) return characterClass.digit
  if (joiners.has(char)) return characterClass.joiner
  if (/^\p{L}/u.test(char)) return characterClass.letter
  return /^[\p{N}\p{M}]/u.test(char) ? characterClass.mark : characterClass.other
}
