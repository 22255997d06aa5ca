/**
 * Which numbers of a policy a what-if turns. Each value of each number is an evaluation of the register, and those are
 * bounded: the numbers of the rules that move most money come first, and what is left out is said.
 */
import { valuesToTry } from './sensitivity.ts'
import type { PackVariable } from './variables.ts'

/** With one number turned, over all years together. The longest pack of the house takes 84 a year. */
export const mostTurnedEvaluations = 400

export interface ChosenNumbers {
  /** In the order of the pack, as what is left out. */
  turned: PackVariable[]
  leftOut: PackVariable[]
}

/** How many evaluations a number takes for each year: its values but its own. */
export function evaluationsOf(variable: PackVariable): number {
  return valuesToTry(variable).length - 1
}

/** `weightFen` is what the figures that hang on a number come to. Those that weigh the same go by their order. */
export function chooseTurned(
  variables: readonly PackVariable[],
  { years, weightFen }: { years: number; weightFen(variable: PackVariable): bigint },
): ChosenNumbers {
  const ranked = variables
    .map((variable, index) => ({ variable, index, weight: weightFen(variable) }))
    .toSorted((a, b) => (a.weight === b.weight ? a.index - b.index : a.weight > b.weight ? -1 : 1))
  let left = Math.floor(mostTurnedEvaluations / years)
  const turned = new Set<PackVariable>()
  for (const { variable } of ranked) {
    left -= evaluationsOf(variable)
    if (left < 0) break
    turned.add(variable)
  }
  return {
    turned: variables.filter(variable => turned.has(variable)),
    leftOut: variables.filter(variable => !turned.has(variable)),
  }
}
