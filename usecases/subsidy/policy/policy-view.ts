/** A policy as its readers see it: every clause with its wording, and for each whether it can be computed. */
import type { PolicyVersionRow } from '#db/queries/subsidy.ts'
import { type RuleSubject, subjectOfRule } from '#domain/subsidy/evaluate/subject-of-rule.ts'
import type { Clause, PolicyPack, PolicyStatus, Rule } from '#domain/subsidy/pack/policy-pack.ts'
import { readingsFrom, readPack } from '#domain/subsidy/pack/read-pack.ts'
import { type RuleTerms, type SideLimit, termsOf } from '#domain/subsidy/pack/rule-terms.ts'
import { packOf } from './policy-packs.ts'

/** A rule under the readings taken by default. */
export interface RuleView extends Omit<RuleTerms, 'limits'> {
  id: string
  title: string
  clauseId: string
  gives: Rule['gives']
  /** Of a rule that is a rate of its base; null for one that is computed in another way. */
  rate: NonNullable<Rule['rate']> | null
  subject: RuleSubject
  parameters: Rule['parameters']
  notes: string[]
}

export interface PolicyLimit extends SideLimit {
  ruleId: string
}

export type ClauseView = Omit<Clause, 'quote' | 'text' | 'noRule'> & {
  quote: string | null
  text: string | null
  /** Why there is no computable rule; null when there is a rule or an award. */
  noRule: string | null
  rules: RuleView[]
}

export interface PolicyView {
  id: string
  versionId: string
  version: string
  title: string
  status: PolicyStatus
  issuingBody: string
  documentNumber: string | null
  jurisdiction: string
  effectiveFrom: string | null
  effectiveTo: string | null
  sha256: string
  loadedAt: Date
  notes: string[]
  clauses: ClauseView[]
  limits: PolicyLimit[]
}

type SeenRule = RuleView & Pick<RuleTerms, 'limits'>

function viewRule(pack: PolicyPack, rule: Rule): SeenRule {
  const { id, title, clause, gives, rate, parameters, notes } = rule
  const terms = termsOf(pack, rule, readingsFrom({}))
  return {
    id,
    title,
    clauseId: clause,
    gives,
    rate: rate ?? null,
    subject: subjectOfRule(rule),
    parameters,
    notes,
    ...terms,
  }
}

function viewClause(rules: readonly SeenRule[], clause: Clause): ClauseView {
  return {
    ...clause,
    quote: clause.quote ?? null,
    text: clause.text ?? null,
    noRule: clause.noRule ?? null,
    rules: rules.filter(({ clauseId }) => clauseId === clause.id),
  }
}

type Version = Pick<PolicyVersionRow, 'id' | 'sha256' | 'source' | 'loadedAt'>

export function viewPolicy(version: Version): PolicyView {
  const whole = packOf(version)
  const { rules: _, clauses, format, ...pack } = whole
  const rules = readPack(whole, readingsFrom({})).rules.map(rule => viewRule(whole, rule))
  return {
    ...pack,
    versionId: version.id,
    sha256: version.sha256,
    loadedAt: version.loadedAt,
    clauses: clauses.map(clause => viewClause(rules, clause)),
    limits: rules.flatMap(({ id, limits }) => limits.map(limit => ({ ruleId: id, ...limit }))),
  }
}
