/** The figures of a rule as the API has them, in the words of the packs. */
import type { RuleFigures } from '#web/ui/rule-terms.tsx'
import type { Rule } from './policy-documents.ts'

type Word<W extends string> = Lowercase<W>
const word = <W extends string>(value: W) => value.toLowerCase() as Word<W>

type Told = Pick<Rule, 'rate' | 'fixedFen' | 'growthRate' | 'capFen' | 'isUnlimited' | 'gives' | 'scope' | 'windowKind'>

export function figuresOf(rule: Told): RuleFigures {
  const { gives, scope, windowKind, ...told } = rule
  return { ...told, gives: word(gives), scope: scope && word(scope), windowKind: word(windowKind) }
}
