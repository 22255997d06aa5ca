/** Packs parsed from their stored text. A version never changes, so its digest is the key of a small memory. */
import type { PolicyVersionRow } from '#db/queries/subsidy.ts'
import { parsePolicyPack } from '#domain/subsidy/parse-policy-pack.ts'
import type { PolicyPack, Rule } from '#domain/subsidy/policy-pack.ts'
import { leadBase } from '#domain/subsidy/rule-context.ts'

const parsed = new Map<string, PolicyPack>()
const mostParsed = 50

export function packOf(version: PolicyVersionRow): PolicyPack {
  const known = parsed.get(version.sha256)
  if (known) return known
  const pack = parsePolicyPack(version.source)
  if (parsed.size >= mostParsed) parsed.clear()
  parsed.set(version.sha256, pack)
  return pack
}

/** What has to be named to determine a rule: one project, a year of application, or one income of a transfer. */
export type RuleSubject = 'challenge' | 'year' | 'income'

export function subjectOfRule(rule: Rule): RuleSubject {
  if (leadBase(rule) === 'incomes') return 'income'
  return rule.per === 'project.id' ? 'challenge' : 'year'
}
