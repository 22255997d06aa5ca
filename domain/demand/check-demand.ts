/** What a demand must satisfy to be saved at all, and what the quality gate asks before it is published. */
import { checkAmountRange, checkCount, checkDay, checkLength, checkPresent, checkTrl } from '../field-check.ts'
import type { FieldProblem } from '../refusal.ts'
import type { DemandContent, Indicator } from './demand.ts'

const decimal = /^-?\d{1,15}(\.\d{1,9})?$/

/** One indicator as it may stand in a draft, of a demand or of the challenge made from it. */
export function checkIndicator(indicator: Indicator, path: string): FieldProblem[] {
  const number = 'write a plain decimal number, for example 67 or 1.80'
  const problems = [
    ...checkPresent(`${path}.name`, indicator.name.trim() !== '', 'say what is measured'),
    ...checkLength(`${path}.name`, indicator.name, 100),
    ...checkLength(`${path}.unit`, indicator.unit, 40),
    ...checkLength(`${path}.testMethod`, indicator.testMethod, 300),
  ]
  if (!decimal.test(indicator.value))
    problems.push({ path: `${path}.value`, message: 'is not a number', remedy: number })
  if (indicator.comparator === 'between' && !decimal.test(indicator.valueMax ?? ''))
    problems.push({ path: `${path}.valueMax`, message: 'is not a number', remedy: number })
  return problems
}

/** Problems that keep even a draft from being stored. */
export function checkDemandDraft(content: DemandContent): FieldProblem[] {
  return [
    ...checkPresent('title', content.title.trim() !== '', 'give the demand a title'),
    ...checkLength('title', content.title, 200),
    ...checkLength('problem', content.problem, 10_000),
    ...checkLength('background', content.background, 10_000),
    ...checkLength('solverConditions', content.solverConditions, 5_000),
    ...checkCount('indicators', content.indicators.length, 30),
    ...content.indicators.flatMap((indicator, i) => checkIndicator(indicator, `indicators.${i}`)),
    ...checkAmountRange('budgetMinFen', content.budgetMinFen, content.budgetMaxFen),
    ...checkTrl('trlWanted', content.trlWanted),
    ...checkDay('neededBy', content.neededBy),
  ]
}

/** At least one quantified 考核指标, and each with its unit and test method. */
export function checkMeasured(indicators: readonly Indicator[]): FieldProblem[] {
  return [
    ...checkPresent('indicators', indicators.length > 0, 'add at least one quantified indicator (考核指标)'),
    ...indicators.flatMap((indicator, i) => [
      ...checkPresent(
        `indicators.${i}.unit`,
        indicator.unit.trim() !== '',
        'name the unit; write "1" for a pure number',
      ),
      ...checkPresent(`indicators.${i}.testMethod`, indicator.testMethod.trim() !== '', 'say how it will be tested'),
    ]),
  ]
}

/**
 * The quality gate ("发布质量门槛"): required fields, and at least one quantified 考核指标 with its test method, because a
 * demand nobody can measure is a demand nobody can solve.
 */
export function checkDemandQuality(content: DemandContent): FieldProblem[] {
  return [
    ...checkDemandDraft(content),
    ...checkPresent('problem', content.problem.trim().length >= 20, 'describe the problem in at least 20 characters'),
    ...checkMeasured(content.indicators),
    ...checkPresent('field', content.field !== null, 'choose one of the eleven technology fields'),
    ...checkPresent('regionCode', content.regionCode !== null, 'choose the region'),
    ...checkPresent('cooperationModes', content.cooperationModes.length > 0, 'choose at least one way to cooperate'),
    ...checkPresent('contact.name', content.contact.name.trim() !== '', 'name a contact; only entitled parties see it'),
  ]
}
