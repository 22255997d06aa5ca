/** A pack under one reading of each parameter: what a rule is per, and over which days, is settled before it is evaluated. */
import type { Choice, Measure, PolicyPack, ReadPack, Rule, WrittenRule } from './policy-pack.ts'

/** The reading of a parameter of a rule, by its id. */
export type ReadingOf = (rule: WrittenRule, parameter: string) => string

/** What `parameters` of facts choose (`rule.parameter` → reading), the default elsewhere. */
export function readingsFrom(parameters: Readonly<Record<string, string>>): ReadingOf {
  return (rule, id) =>
    parameters[`${rule.id}.${id}`] ?? rule.parameters.find(parameter => parameter.id === id)?.default ?? ''
}

export function readPack(pack: PolicyPack, readingOf: ReadingOf): ReadPack {
  return { ...pack, rules: pack.rules.map(rule => readRule(rule, readingOf)) }
}

/** One thing of a rule under a reading. */
export function pickReading<T>(rule: WrittenRule, written: T | Choice<T>, readingOf: ReadingOf): T {
  if (!isChoice(written)) return written
  const picked = written.readings[readingOf(rule, written.choose)]
  if (picked === undefined) throw new RangeError(`rule ${rule.id} has no reading for parameter ${written.choose}`)
  return picked
}

export function readRule(rule: WrittenRule, readingOf: ReadingOf): Rule {
  const pick = <T>(written: T | Choice<T>): T => pickReading(rule, written, readingOf)
  const readMeasure = ({ per, window, ...measure }: NonNullable<WrittenRule['base']>): Measure => ({
    ...measure,
    ...(per === undefined ? {} : { per: pick(per) }),
    ...(window === undefined ? {} : { window: pick(window) }),
  })
  return {
    ...rule,
    per: pick(rule.per),
    window: pick(rule.window),
    base: rule.base && readMeasure(rule.base),
    measures: Object.fromEntries(Object.entries(rule.measures).map(([name, measure]) => [name, readMeasure(measure)])),
  }
}

export function isChoice<T>(written: T | Choice<T>): written is Choice<T> {
  return typeof written === 'object' && written !== null && 'choose' in written
}

/** Every choice of `per` and of windows that a rule leaves to a parameter, with its path in the rule. */
export function choicesOf(rule: WrittenRule): [path: string, choice: Choice<unknown>][] {
  const measures = [
    ...(rule.base ? [['base', rule.base] as const] : []),
    ...Object.entries(rule.measures).map(([name, measure]) => [`measures.${name}`, measure] as const),
  ]
  const written: [string, unknown][] = [
    ['per', rule.per],
    ['window', rule.window],
    ...measures.flatMap(([path, { per, window }]): [string, unknown][] => [
      [`${path}.per`, per],
      [`${path}.window`, window],
    ]),
  ]
  return written.filter((part): part is [string, Choice<unknown>] => isChoice(part[1]))
}
