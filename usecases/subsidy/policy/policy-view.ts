/** A policy as its readers see it: every clause with its wording, and for each whether it can be computed. */
import type { PolicyVersionRow } from '#db/queries/subsidy.ts'
import { type RuleSubject, subjectOfRule } from '#domain/subsidy/evaluate/subject-of-rule.ts'
import {
  type Clause,
  measuresOf,
  type PolicyPack,
  type PolicyStatus,
  type Rule,
} from '#domain/subsidy/pack/policy-pack.ts'
import { readingsFrom, readPack } from '#domain/subsidy/pack/read-pack.ts'
import { packOf } from './policy-packs.ts'

export interface RuleView {
  id: string
  title: string
  clauseId: string
  gives: Rule['gives']
  /** Of a rule that is a rate of its base; null for one that is computed in another way. */
  rate: NonNullable<Rule['rate']> | null
  /** The limit in 分; null without one, or where it varies. */
  capFen: bigint | null
  /** Nothing limits it: no cap, no shared limit, no bracket. */
  isUnlimited: boolean
  subject: RuleSubject
  parameters: Rule['parameters']
  notes: string[]
  /** What is said of a unit or a record that a condition keeps out, each once; under the readings taken by default. */
  exclusions: string[]
  /** The year or years it looks at. */
  window: Rule['window']
}

/** A limit beside the cap of its rule; the amount in 分, null where it varies. */
export interface PolicyLimit {
  ruleId: string
  id: string
  amountFen: bigint | null
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

function viewRule({ limits }: PolicyPack, rule: Rule): RuleView {
  const { id, title, clause, gives, rate, parameters, notes } = rule
  const cap = rule.cap?.amount
  const capFen = typeof cap === 'bigint' ? cap : null
  return {
    id,
    title,
    clauseId: clause,
    gives,
    rate: rate ?? null,
    capFen,
    isUnlimited: Boolean(rate && !cap && rule.limits.length === 0 && !limits.some(({ rules }) => rules.includes(id))),
    subject: subjectOfRule(rule),
    parameters,
    notes,
    exclusions: exclusionsOf(rule),
    window: rule.window,
  }
}

function exclusionsOf(rule: Rule): string[] {
  const conditions = [...rule.who, ...measuresOf(rule).flatMap(([, { where, deduct }]) => [...where, ...deduct])]
  return [...new Set(conditions.map(({ why }) => why))]
}

/** The limits of each rule, its share in those over several rules among them. */
function limitsOf({ limits }: PolicyPack, rules: readonly Rule[]): PolicyLimit[] {
  return rules.flatMap(rule =>
    [...rule.limits, ...limits.filter(limit => limit.rules.includes(rule.id))].map(({ id, amount }) => ({
      ruleId: rule.id,
      id,
      amountFen: typeof amount === 'bigint' ? amount : null,
    })),
  )
}

function viewClause(pack: PolicyPack, rules: readonly Rule[], clause: Clause): ClauseView {
  return {
    ...clause,
    quote: clause.quote ?? null,
    text: clause.text ?? null,
    noRule: clause.noRule ?? null,
    rules: rules.filter(rule => rule.clause === clause.id).map(rule => viewRule(pack, rule)),
  }
}

type Version = Pick<PolicyVersionRow, 'id' | 'sha256' | 'source' | 'loadedAt'>

export function viewPolicy(version: Version): PolicyView {
  const whole = packOf(version)
  const { rules: _, clauses, format, ...pack } = whole
  const { rules } = readPack(whole, readingsFrom({}))
  return {
    ...pack,
    versionId: version.id,
    sha256: version.sha256,
    loadedAt: version.loadedAt,
    clauses: clauses.map(clause => viewClause(whole, rules, clause)),
    limits: limitsOf(whole, rules),
  }
}
