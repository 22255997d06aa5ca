/** What a rule has to be told beside the records: the year of application, the day of the evaluation. */
import type { Test } from '#domain/subsidy/pack/pack-condition.ts'
import { isYearly, measuresOf, type Rule } from '#domain/subsidy/pack/policy-pack.ts'

/** Whether something in a rule hangs on the year of application: a measure's window, or a condition. */
export function asksForYear(rule: Rule): boolean {
  return measuresOf(rule).some(([, { window }]) => window && isYearly(window)) || testsOf(rule).some(testAsksForYear)
}

function testsOf(rule: Rule): Test[] {
  return [
    ...rule.who,
    ...measuresOf(rule).flatMap(([, { where, deduct }]) => [...where, ...deduct]),
    ...rule.stages.flatMap(({ due }) => due ?? []),
    ...rule.payers.flatMap(({ where }) => where ?? []),
  ]
}

/** Whether something in a rule hangs on the day of the evaluation. */
export function asksForDay(rule: Rule): boolean {
  return testsOf(rule).some(testAsksForDay)
}

function testAsksForDay({ elapsed, not, any, all }: Test): boolean {
  return elapsed !== undefined || [...(not ? [not] : []), ...(any ?? []), ...(all ?? [])].some(testAsksForDay)
}

function testAsksForYear({ during, evidence, not, any, all }: Test): boolean {
  const isOfYear = during && ('yearOffset' in during || typeof during.from === 'object')
  return (
    isOfYear === true ||
    evidence?.yearOffset !== undefined ||
    [...(not ? [not] : []), ...(any ?? []), ...(all ?? [])].some(testAsksForYear)
  )
}
