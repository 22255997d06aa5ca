/** What an expert's entry must satisfy to be saved at all, and what the quality gate asks before it is published. */
import { checkCount, checkDay, checkLength, checkPresent } from '../field-check.ts'
import type { FieldProblem } from '../refusal.ts'
import type { ExpertContent } from './expert.ts'

/** Problems that keep even a draft from being stored. */
export function checkExpertDraft(content: ExpertContent): FieldProblem[] {
  const problems = [
    ...checkPresent('name', content.name.trim() !== '', 'enter the name'),
    ...checkLength('name', content.name, 100),
    ...checkLength('unit', content.unit, 200),
    ...checkLength('title', content.title, 100),
    ...checkLength('researchDirections', content.researchDirections, 5_000),
    ...checkLength('summary', content.summary, 10_000),
    ...checkCount('disciplines', content.disciplines.length, 30),
    ...checkCount('recusalUnits', content.recusalUnits.length, 50),
    ...checkDay('consentedOn', content.consentedOn),
    ...checkDay('consentExpiresOn', content.consentExpiresOn),
  ]
  if (content.birthYear !== null && (content.birthYear < 1900 || content.birthYear > 2100))
    problems.push({ path: 'birthYear', message: `${content.birthYear} cannot be`, remedy: 'enter a year such as 1975' })
  if (!Number.isInteger(content.reviewsPerYear) || content.reviewsPerYear < 0 || content.reviewsPerYear > 100)
    problems.push({ path: 'reviewsPerYear', message: 'is out of range', remedy: 'enter a number from 0 to 100' })
  return problems
}

/** The quality gate. Nobody is listed without their own dated consent (个人信息保护法, art. 13). */
export function checkExpertQuality(content: ExpertContent): FieldProblem[] {
  return [
    ...checkExpertDraft(content),
    ...checkPresent('unit', content.unit.trim() !== '', 'name the unit the expert works for'),
    ...checkPresent(
      'kinds',
      content.kinds.length > 0,
      'say what the expert can judge: technology, industry, economy and law',
    ),
    ...checkPresent('fields', content.fields.length > 0, 'choose at least one technology field'),
    ...checkPresent('researchDirections', content.researchDirections.trim() !== '', 'name the research directions'),
    ...checkPresent('consentedOn', content.consentedOn !== null, 'record the day of the consent to be listed'),
    ...checkPresent('consentExpiresOn', content.consentExpiresOn !== null, 'record the day the consent ends'),
  ]
}
