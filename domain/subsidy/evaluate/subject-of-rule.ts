import type { Rule } from '../pack/policy-pack.ts'
import { leadBase } from './rule-context.ts'

/** What has to be named to determine a rule: one project, a year of application, or one income of a transfer. */
export type RuleSubject = 'challenge' | 'year' | 'income'

export function subjectOfRule(rule: Rule): RuleSubject {
  if (leadBase(rule) === 'incomes') return 'income'
  return rule.per === 'project.id' ? 'challenge' : 'year'
}
