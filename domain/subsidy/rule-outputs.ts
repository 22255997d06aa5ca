/**
 * What rules gave, for rules that compute from others: before dealings between rules, wide limits and earlier grants,
 * whenever it is asked. The figures are taken down as they are kept: dealings change the entitlements themselves.
 */
import type { Entitlement } from './entitlement.ts'
import { groupBy } from './group-by.ts'
import { keyFields, type ReadPack } from './policy-pack.ts'
import { valuesOf } from './read-group.ts'
import { askedOf, isFieldMatch } from './rule-order.ts'
import { AmbiguousSharing, sharedBy } from './together.ts'

/** The figure that asks. */
export type Asking = Pick<Entitlement, 'context' | 'group'>

export interface Output {
  key: string
  beneficiary: string
  year: number | null
  fen: bigint
  /** What its records name, for each field by which others find it. */
  named: ReadonlyMap<string, readonly string[]>
}

export interface RuleOutputs {
  /** What a rule gave for the same key, the same beneficiary, or the same value of a field. @throws AmbiguousSharing */
  of(rule: string, match: string, asking: Asking): readonly Output[]
}

export interface KeptOutputs extends RuleOutputs {
  keep(rule: string, entitlements: readonly Entitlement[]): void
}

/** A figure without years stands in every year; one with years only beside the same year of application. */
export function createOutputs(pack: ReadPack): KeptOutputs {
  const kept = new Map<string, ReadonlyMap<string, readonly Output[]>>()
  const asked = pack.rules.flatMap(askedOf)
  return {
    keep(rule, entitlements) {
      const fields = [...new Set(asked.filter(one => one.rule === rule && isFieldMatch(one)).map(({ match }) => match))]
      const outputs = entitlements.map(entitlement => outputOf(entitlement, fields))
      kept.set(rule, groupBy(outputs, namesOf))
    },
    of(rule, match, asking) {
      const { group } = asking
      const found = kept.get(rule)?.get(`${match} ${match === 'key' ? group.key : sharedBy(asking, match)}`) ?? []
      const given = found.filter(
        ({ year, fen }) => fen > 0n && (year === null || group.year === null || year === group.year),
      )
      const unclear = given.find(({ named }) => (named.get(match)?.length ?? 0) > 1)
      if (unclear) throw new AmbiguousSharing(rule, unclear.key, match, unclear.named.get(match) ?? [])
      return given
    },
  }
}

function outputOf({ context, group, wholeFen }: Entitlement, fields: readonly string[]): Output {
  const { key, beneficiary, year } = group
  const [own, ...others] = keyFields(context.rule.per)
  const isKey = (field: string) => others.length === 0 && own === field
  const named = new Map(fields.map(field => [field, isKey(field) ? [key] : valuesOf(group, field)]))
  return { key, beneficiary, year, fen: wholeFen, named }
}

function namesOf({ key, beneficiary, named }: Output): string[] {
  const byField = [...named].flatMap(([field, values]) => values.map(value => `${field} ${value}`))
  return [`key ${key}`, `beneficiary ${beneficiary}`, ...byField]
}
