/** Windows have days in the right order, and no record is paid in more years than one. */
import type { FieldProblem } from '../../refusal.ts'
import { type Amount, innerAmounts } from '../pack/pack-amount.ts'
import { figureOf, type Rule, type Window } from '../pack/policy-pack.ts'
import { checkField, type FieldPlace, problem } from './check-reference.ts'

export function checkWindow(place: FieldPlace, window: Window, path: string): FieldProblem[] {
  const wrongDate = checkField(place, `${path}.date`, window.date, ['day'])
  if (window.kind === 'range' && window.from && window.to && window.from > window.to)
    return [
      ...wrongDate,
      ...problem(path, `ends on ${window.to}, before it begins on ${window.from}`, 'exchange the days'),
    ]
  if (window.kind === 'yearly') {
    const months = window.to.yearOffset - window.from.yearOffset
    if (months < 0 || (months === 0 && window.from.day > window.to.day))
      return [...wrongDate, ...problem(path, 'ends before it begins', 'give from the smaller yearOffset')]
  }
  return wrongDate
}

/** In how many years of application one day can be, at most. */
function yearsOfOneDay({ from, to }: Extract<Window, { kind: 'yearly' }>): number {
  return to.yearOffset - from.yearOffset + (to.day >= from.day ? 1 : 0)
}

/** Whether a figure grows with a measure by more than the part `1 / years` of it. What only decides, pays nothing. */
function pays(amount: Amount, name: string, years: number): boolean {
  if (typeof amount === 'string') return amount === name
  if (typeof amount !== 'object') return false
  if ('fraction' in amount) {
    const [part, whole] = amount.fraction
    return part * years > whole && pays(amount.of, name, years)
  }
  if ('minus' in amount) return pays(amount.minus[0], name, years)
  if ('step' in amount) return pays(amount.step.of ?? 'base', name, years)
  if ('tiers' in amount) {
    const { by, of, brackets } = amount.tiers
    const isMeasured = brackets.some(bracket => bracket.rate ?? bracket.excess ?? bracket.step)
    const fixed = brackets.flatMap(bracket => bracket.amount ?? [])
    return (isMeasured && pays(of ?? by, name, years)) || fixed.some(inner => pays(inner, name, years))
  }
  if ('cases' in amount)
    return [...amount.cases.map(({ gives }) => gives), amount.otherwise ?? 0n].some(inner => pays(inner, name, years))
  return innerAmounts(amount).some(([, inner]) => pays(inner, name, years))
}

/** A window longer than twelve months holds a record in several years of application: each of them would pay it. */
export function checkLongWindow(
  rule: Rule,
  { name, window }: { name: string; window: Window },
  path: string,
): FieldProblem[] {
  if (window.kind !== 'yearly') return []
  const years = yearsOfOneDay(window)
  if (years <= 1 || !pays(figureOf(rule), name, years)) return []
  const message = `is longer than twelve months: a record in it would be paid in ${years} years`
  return problem(path, message, `end it within a year, or give a mean: { fraction: [1, ${years}], of: ${name} }`)
}
