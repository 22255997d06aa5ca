/** The numbers of a policy that a what-if turns, and what it takes to evaluate each. */
import type { Grant } from '#domain/subsidy/facts.ts'
import type { PolicyPack } from '#domain/subsidy/policy-pack.ts'
import { standsAlone } from '#domain/subsidy/what-if/narrow-pack.ts'
import { type CurvePoint, valuesToTry } from '#domain/subsidy/what-if/sensitivity.ts'
import type { Summary } from '#domain/subsidy/what-if/summary.ts'
import { listVariables, type PackVariable } from '#domain/subsidy/what-if/variables.ts'
import { tryVariation } from '#domain/subsidy/what-if/vary-pack.ts'

/** A policy with one number turned. `totalFen` grows as the years are evaluated. */
export interface Turn {
  path: string
  permille: number
  value: string
  pack: PolicyPack
  /** The only rule whose figures it can change; null: any. */
  rule: string | null
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
  const readingOf = (rule: string, parameter: string) =>
    parameters[`${rule}.${parameter}`] ?? rules.get(rule)?.parameters.find(({ id }) => id === parameter)?.default
  return listVariables(pack).filter(({ rule, place, readings }) => {
    if (place === 'payer') return false
    if (rule === null) return true
    if (rules.get(rule)?.gives === 'share_floor') return false
    if (!isCounted(rule) && standsAlone(pack, rule)) return false
    return readings.every(({ parameter, reading }) => readingOf(rule, parameter) === reading)
  })
}

/** A turn for each value to try that the language takes; the value itself needs none. */
export async function listTurns(
  pack: PolicyPack,
  variables: readonly PackVariable[],
  pace: () => Promise<void>,
): Promise<Turn[]> {
  const turns: Turn[] = []
  for (const variable of variables) {
    const { path } = variable
    const rule = variable.rule !== null && standsAlone(pack, variable.rule) ? variable.rule : null
    for (const { permille, value } of valuesToTry(variable)) {
      const turned = permille === 1000 ? null : tryVariation(pack, { path, value })
      if (turned) turns.push({ path, permille, value, pack: turned, rule, carried: [], totalFen: 0n })
      await pace()
    }
  }
  return turns
}

/** Totals over the values of a variable; where only its own rule was evaluated, the others stay as they are. */
export function pointsOf(variable: PackVariable, turns: readonly Turn[], summary: Summary): CurvePoint[] {
  const ofRule = (rule: string) => summary.byRule.find(({ key }) => key === rule)?.amountFen ?? 0n
  const turned = turns
    .filter(({ path }) => path === variable.path)
    .map(({ permille, value, rule, totalFen }) => ({
      permille,
      value,
      totalFen: rule === null ? totalFen : summary.totalFen - ofRule(rule) + totalFen,
    }))
  return [...turned, { permille: 1000, value: variable.value, totalFen: summary.totalFen }]
}
