/**
 * What rules gave, for rules that compute from others: before dealings between rules, wide limits and earlier grants,
 * whenever it is asked. The figures are taken down as they are kept: dealings change the entitlements themselves.
 */
import type { Entitlement } from './entitlement.ts'
import type { RuleOutputs } from './evaluate-amount.ts'
import { groupBy } from './group-by.ts'

interface Output {
  key: string
  beneficiary: string
  year: number | null
  fen: bigint
}

export interface KeptOutputs extends RuleOutputs {
  keep(rule: string, entitlements: readonly Entitlement[]): void
}

/** A figure without years stands in every year; one with years only beside the same year of application. */
export function createOutputs(): KeptOutputs {
  const kept = new Map<string, ReadonlyMap<string, readonly Output[]>>()
  return {
    keep(rule, entitlements) {
      const outputs = entitlements.map(({ group: { key, beneficiary, year }, wholeFen }) => ({
        key,
        beneficiary,
        year,
        fen: wholeFen,
      }))
      kept.set(
        rule,
        groupBy(outputs, ({ key, beneficiary }) => [`key ${key}`, `beneficiary ${beneficiary}`]),
      )
    },
    get: (rule, match, group) =>
      (kept.get(rule)?.get(`${match} ${group[match]}`) ?? [])
        .filter(({ year }) => year === null || group.year === null || year === group.year)
        .reduce((sum, { fen }) => sum + fen, 0n),
  }
}
