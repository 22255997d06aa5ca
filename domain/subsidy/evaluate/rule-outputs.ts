/**
 * What rules gave, for rules that compute from others: before dealings between rules, wide limits and earlier grants,
 * whenever it is asked. They are taken down as they are kept: dealings change the held figures themselves.
 */

import { isOwnKey, type ReadPack } from '../pack/policy-pack.ts'
import { askedOf, isFieldMatch } from '../pack/rule-order.ts'
import { groupBy } from './group-by.ts'
import { type FigureOf, fenAt, figureAt, type HeldFigures, outputOpen } from './held-figures.ts'
import { namedFor } from './read-group.ts'
import { AmbiguousSharing, sharedBy } from './together.ts'

export interface Output {
  key: string
  beneficiary: string
  year: number | null
  fen: bigint
  isUndetermined: boolean
  /** What its records name, for each field by which others find it. */
  named: ReadonlyMap<string, readonly string[]>
}

export interface RuleOutputs {
  /**
   * What a rule gave for the same key, the same beneficiary, or the same value of a field.
   * @throws AmbiguousSharing; MissingFact where it could not be determined
   */
  of(rule: string, match: string, asking: FigureOf): readonly Output[]
}

export interface KeptOutputs extends RuleOutputs {
  keep(rule: string, figures: HeldFigures, rows: readonly number[]): void
}

/** A figure without years stands in every year; one with years only beside the same year of application. */
export function createOutputs(pack: ReadPack): KeptOutputs {
  const kept = new Map<string, ReadonlyMap<string, readonly Output[]>>()
  const asked = pack.rules.flatMap(askedOf)
  return {
    keep(rule, figures, rows) {
      const fields = [...new Set(asked.filter(one => one.rule === rule && isFieldMatch(one)).map(({ match }) => match))]
      const outputs = rows.map(row => outputOf(figures, row, fields))
      kept.set(rule, groupBy(outputs, namesOf))
    },
    of(rule, match, asking) {
      const { group } = asking
      const found = kept.get(rule)?.get(`${match} ${match === 'key' ? group.key : sharedBy(asking, match)}`) ?? []
      const ofYear = found.filter(({ year }) => year === null || group.year === null || year === group.year)
      const open = ofYear.find(({ isUndetermined }) => isUndetermined)
      if (open) throw outputOpen(asking, rule, open.key)
      const given = ofYear.filter(({ fen }) => fen > 0n)
      const unclear = given.find(({ named }) => (named.get(match)?.length ?? 0) > 1)
      if (unclear) throw new AmbiguousSharing(rule, unclear.key, match, unclear.named.get(match) ?? [])
      return given
    },
  }
}

function outputOf(figures: HeldFigures, row: number, fields: readonly string[]): Output {
  const { context, group } = figureAt(figures, row)
  const { key, beneficiary, year } = group
  const [fen, isUndetermined] = [fenAt(figures.wholeFen, row), figures.undetermined.has(row)]
  const valuesOf = (field: string) =>
    isOwnKey(context.rule, field) ? [key] : namedFor(group.identities, context.identityFields.indexOf(field))
  return { key, beneficiary, year, fen, isUndetermined, named: new Map(fields.map(field => [field, valuesOf(field)])) }
}

function namesOf({ key, beneficiary, named }: Output): string[] {
  const byField = [...named].flatMap(([field, values]) => values.map(value => `${field} ${value}`))
  return [`key ${key}`, `beneficiary ${beneficiary}`, ...byField]
}
