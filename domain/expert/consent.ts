/**
 * Consent to be listed (个人信息保护法, art. 13 and 15): an expert is public only while the consent is in force, and the
 * public time ends with it, however long listings stay public otherwise.
 */
import { addDays } from '../calendar.ts'
import type { FieldProblem } from '../refusal.ts'
import type { ExpertContent } from './expert.ts'

type Consent = Pick<ExpertContent, 'consentedOn' | 'consentExpiresOn'>

/** Why the expert may not be made public on `today` (the day in China), or nothing: consented by then, and not over. */
export function checkConsentInForce({ consentedOn, consentExpiresOn }: Consent, today: string): FieldProblem[] {
  const problems: FieldProblem[] = []
  if (consentedOn === null || consentedOn > today)
    problems.push({
      path: 'consentedOn',
      message: consentedOn === null ? 'is missing' : `${consentedOn} is in the future`,
      remedy: 'record the day of the consent to be listed',
    })
  if (consentExpiresOn === null || consentExpiresOn <= today)
    problems.push({
      path: 'consentExpiresOn',
      message: consentExpiresOn === null ? 'is missing' : `the consent ended on ${consentExpiresOn}`,
      remedy: 'ask for a new consent and record the day it ends',
    })
  return problems
}

/** The instant at which the last day of the consent is over in China; null when no end is recorded. */
export function consentEnd({ consentExpiresOn }: Consent): Date | null {
  return consentExpiresOn === null ? null : new Date(`${addDays(consentExpiresOn, 1)}T00:00:00+08:00`)
}
