/** What an achievement must satisfy to be saved at all, and what the quality gate asks before it is published. */
import { checkAmountRange, checkCount, checkLength, checkPresent, checkTrl } from '../field-check.ts'
import { checkAchievementRegistrationNumber, checkPatentNumber } from '../identifiers.ts'
import type { FieldProblem } from '../refusal.ts'
import type { AchievementContent, IpRight } from './achievement.ts'

const patentKinds = ['invention_patent', 'utility_model', 'design']

function checkIpRight(right: IpRight, path: string): FieldProblem[] {
  const problems = [
    ...checkLength(`${path}.title`, right.title, 200),
    ...checkLength(`${path}.number`, right.number, 60),
  ]
  // A number that may be right although its check digit is not given warns on screen; only a malformed one is refused.
  if (patentKinds.includes(right.kind) && right.number !== '') {
    const verdict = checkPatentNumber(right.number)
    if (!verdict.ok && verdict.severity === 'error')
      problems.push({ path: `${path}.number`, message: verdict.reason, remedy: verdict.remedy })
  }
  return problems
}

/** Problems that keep even a draft from being stored. */
export function checkAchievementDraft(content: AchievementContent): FieldProblem[] {
  const problems = [
    ...checkPresent('title', content.title.trim() !== '', 'give the achievement a title'),
    ...checkLength('title', content.title, 200),
    ...checkLength('summary', content.summary, 10_000),
    ...checkLength('advantages', content.advantages, 10_000),
    ...checkCount('completingUnits', content.completingUnits.length, 50),
    ...checkCount('completers', content.completers.length, 100),
    ...checkCount('keywords', content.keywords.length, 20),
    ...checkCount('ipRights', content.ipRights.length, 50),
    ...content.ipRights.flatMap((right, i) => checkIpRight(right, `ipRights.${i}`)),
    ...checkAmountRange('priceMinFen', content.priceMinFen, content.priceMaxFen),
    ...checkTrl('trl', content.trl),
  ]
  if (content.registrationNumber !== null) {
    const verdict = checkAchievementRegistrationNumber(content.registrationNumber)
    if (!verdict.ok && verdict.severity === 'error')
      problems.push({ path: 'registrationNumber', message: verdict.reason, remedy: verdict.remedy })
  }
  return problems
}

/** The quality gate: what a reader must find in a published achievement. */
export function checkAchievementQuality(content: AchievementContent): FieldProblem[] {
  return [
    ...checkAchievementDraft(content),
    ...checkPresent('summary', content.summary.trim().length >= 20, 'describe the result in at least 20 characters'),
    ...checkPresent('field', content.field !== null, 'choose one of the eleven technology fields'),
    ...checkPresent('stage', content.stage !== null, 'say how mature it is: 初期, 中期 or 成熟应用'),
    ...checkPresent('regionCode', content.regionCode !== null, 'choose the region'),
    ...checkPresent('completingUnits', content.completingUnits.length > 0, 'name the completing unit'),
    ...checkPresent('waysOfTransfer', content.waysOfTransfer.length > 0, 'choose at least one way of transfer'),
    ...checkPresent('contact.name', content.contact.name.trim() !== '', 'name a contact; only entitled parties see it'),
  ]
}
