/** The figures of a rule as the API has them, in the words of the packs. */
import type { RuleFigures } from '#web/ui/rule-terms.tsx'
import type { Rule } from './policy-documents.ts'

type Word<W extends string> = Lowercase<W>
const word = <W extends string>(value: W) => value.toLowerCase() as Word<W>

type Told = Pick<Rule, 'rate' | 'capFen' | 'isUnlimited' | 'gives' | 'scope' | 'windowKind'>

export function figuresOf(rule: Told): RuleFigures {
  const { rate, capFen, isUnlimited, gives, scope, windowKind } = rule
  return { rate, capFen, isUnlimited, gives: word(gives), scope: scope && word(scope), windowKind: word(windowKind) }
}
