/**
 * How much of what is asked a document has: the part of the title's word weight that it holds, and of Chinese words half
 * of that by their single characters. Words alone miss what is said in another order or compound (氮化硼, 硼化物), and
 * characters alone find what only happens to be written alike; together they follow the judgements of people.
 */
import { countCharacters } from '../text/characters.ts'
import type { QueryPlan } from './query-plan.ts'
import { characterPart } from './weights.ts'

interface Held {
  words: ReadonlySet<string>
  /** By UTF-16 unit. */
  characters: { has(unit: number): boolean }
}

/**
 * 0..1. The title says what is wanted, and a long text would drown it, so the text only counts where there is no title.
 * What holds more words or characters never covers less. A synonym's words do not enlarge what is asked.
 */
export function coverageOf(plan: QueryPlan, { words, characters }: Held): number {
  const asked = ofTitle(plan.terms.filter(({ standsFor }) => !standsFor))
  const whole = sum(asked)
  if (whole === 0) return 0
  const [chinese, others] = [asked.filter(isChinese), asked.filter(term => !isChinese(term))]
  const isHeld = ({ word }: { word: string }) => words.has(word)
  // A word that is held by its synonym brings its characters.
  const brought = new Set(chinese.filter(isHeld).flatMap(({ word }) => [...countCharacters(word).keys()]))
  const wanted = ofTitle(plan.askedCharacters)
  const byCharacters = sum(wanted.filter(({ unit }) => characters.has(unit) || brought.has(unit))) / (sum(wanted) || 1)
  const ofChinese = (1 - characterPart) * sum(chinese.filter(isHeld)) + characterPart * sum(chinese) * byCharacters
  return Math.min(1, (sum(others.filter(isHeld)) + ofChinese) / whole)
}

const isChinese = ({ word }: { word: string }) => countCharacters(word).size > 0

const sum = (all: readonly { share: number }[]) => all.reduce((total, { share }) => total + share, 0)

function ofTitle<T extends { inTitle: boolean }>(all: readonly T[]): readonly T[] {
  const titled = all.filter(({ inTitle }) => inTitle)
  return titled.length > 0 ? titled : all
}
