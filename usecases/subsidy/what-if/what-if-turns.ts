/** The numbers of a policy that a what-if turns, and what it takes to evaluate each. */
import type { Grant } from '#domain/subsidy/facts/facts.ts'
import type { PolicyPack } from '#domain/subsidy/pack/policy-pack.ts'
import { listHangingTogether, narrowPack, type Together } from '#domain/subsidy/what-if/narrow-pack.ts'
import { type CurvePoint, valuesToTry } from '#domain/subsidy/what-if/sensitivity.ts'
import type { Summary } from '#domain/subsidy/what-if/summary.ts'
import { listVariables, type PackVariable } from '#domain/subsidy/what-if/variables.ts'
import { tryVariation } from '#domain/subsidy/what-if/vary-pack.ts'

/** The rules that hang on a number, with one value in its place. `totalFen` grows as the years are evaluated. */
export interface Turn {
  path: string
  permille: number
  value: string
  pack: PolicyPack
  carried: Grant[]
  totalFen: bigint
}

/** Numbers that count under these readings and can change what the public pays. */
export function listTurnable(
  pack: PolicyPack,
  parameters: Readonly<Record<string, string>>,
  isCounted: (rule: string) => boolean,
): PackVariable[] {
  const rules = new Map(pack.rules.map(rule => [rule.id, rule]))
  const together = listHangingTogether(pack)
  const readingOf = (rule: string, parameter: string) =>
    parameters[`${rule}.${parameter}`] ?? rules.get(rule)?.parameters.find(({ id }) => id === parameter)?.default
  return listVariables(pack).filter(variable => {
    const { rule, place, readings } = variable
    if (place === 'payer') return false
    if (rule === null) return true
    if (rules.get(rule)?.gives === 'share_floor') return false
    if (!together.of(variable).some(isCounted)) return false
    return readings.every(({ parameter, reading }) => readingOf(rule, parameter) === reading)
  })
}

/** A turn for each value to try that the language takes; the value itself needs none. */
export async function listTurns(
  pack: PolicyPack,
  variables: readonly PackVariable[],
  pace: () => Promise<void>,
): Promise<Turn[]> {
  const together = listHangingTogether(pack)
  const turns: Turn[] = []
  for (const variable of variables) {
    const { path } = variable
    const narrow = narrowPack(pack, together.of(variable))
    for (const { permille, value } of valuesToTry(variable)) {
      const turned = permille === 1000 ? null : tryVariation(narrow, { path, value })
      if (turned) turns.push({ path, permille, value, pack: turned, carried: [], totalFen: 0n })
      await pace()
    }
  }
  return turns
}

/** What the figures come to that hang on a number, in 分. */
export function amountHangingOn(variable: PackVariable, together: Together, summary: Summary): bigint {
  const hanging = new Set(together.of(variable))
  return summary.byRule.reduce((sum, { key, amountFen }) => (hanging.has(key) ? sum + amountFen : sum), 0n)
}

/** Totals over the values of each number; what does not hang on it stays as it is. */
export function pointsOf(
  pack: PolicyPack,
  { variables, turns, summary }: { variables: readonly PackVariable[]; turns: readonly Turn[]; summary: Summary },
): { variable: PackVariable; points: CurvePoint[] }[] {
  const together = listHangingTogether(pack)
  const byPath = new Map(variables.map(({ path }) => [path, [] as Turn[]]))
  for (const turn of turns) byPath.get(turn.path)?.push(turn)
  return variables.map(variable => {
    const othersFen = summary.totalFen - amountHangingOn(variable, together, summary)
    const turned = (byPath.get(variable.path) ?? []).map(({ permille, value, totalFen }) => ({
      permille,
      value,
      totalFen: othersFen + totalFen,
    }))
    return {
      variable,
      points: [...turned, { permille: 1000, value: variable.value, totalFen: summary.totalFen }],
    }
  })
}
