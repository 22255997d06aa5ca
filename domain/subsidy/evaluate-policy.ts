/**
 * Evaluates a policy pack on facts: for every rule, who may get how much, with the explanation of each figure. Pure
 * and exact: whole 分, one rounding per figure, stated by the rule. Same pack and facts, same bytes.
 */
import { InvalidInput } from '../refusal.ts'
import { compileEntitlement, type Entitlement } from './entitlement.ts'
import type { RuleOutputs } from './evaluate-amount.ts'
import { indexFacts } from './fact-view.ts'
import type { Facts } from './facts.ts'
import { groupRecords } from './group-records.ts'
import { listStages, type Payable } from './payment-terms.ts'
import type { PolicyPack, Rule } from './policy-pack.ts'
import { chooseReadings, type RuleContext, refuseUnknownParameters } from './rule-context.ts'
import { orderRules, rulesNeededFor } from './rule-order.ts'
import { outputsOf } from './rule-outputs.ts'
import { indexGrants } from './standing-grants.ts'
import { applyTogether } from './together.ts'
import type { Determination } from './trace.ts'
import { applyWideLimits, listIdentityFields } from './wide-limits.ts'
import { writeDetermination } from './write-determination.ts'

export interface EvaluationOptions {
  /** Only this rule. */
  rule?: string
  /**
   * Also those who may not receive, with a ceiling of 0 and the reason among the notes. Listed in any case: who lacks
   * the fact that decides, and who was granted something before.
   */
  includeIneligible?: boolean
  /** Digest of the pack's text, for the trace. */
  policySha256?: string
}

/** A figure on its way, with what may be granted of it so far. */
export interface OpenFigure {
  entitlement: Entitlement
  payable: Payable
  netFen: bigint
}

/**
 * The determinations of a pack, in the order of its rules, then by aggregation key and window.
 * Takes facts that `parseFacts` has admitted; amounts in 分.
 * @throws InvalidInput for wrong parameters, an unknown rule or a missing year; MissingFact, AmbiguousBeneficiary,
 * AmbiguousSharing, MinimumOverLimit, WrongFactType.
 */
export function evaluatePolicy(pack: PolicyPack, facts: Facts, options: EvaluationOptions = {}): Determination[] {
  if (options.rule !== undefined && !pack.rules.some(({ id }) => id === options.rule))
    throw unknownRule(pack, options.rule)
  refuseUnknownParameters(pack, facts)
  const rules = options.rule === undefined ? pack.rules : rulesNeededFor(pack, options.rule)
  const figures = evaluateRules(pack, facts, rules)
  const isAsked = ({ entitlement }: OpenFigure) =>
    (options.rule === undefined || entitlement.context.rule.id === options.rule) && isListed(entitlement, options)
  return pack.rules.flatMap(rule =>
    figures
      .filter(figure => figure.entitlement.context.rule === rule && isAsked(figure))
      .map(figure => writeDetermination(figure, options.policySha256 ?? null)),
  )
}

function evaluateRules(pack: PolicyPack, facts: Facts, rules: readonly Rule[]): OpenFigure[] {
  const index = indexFacts(facts)
  const grants = indexGrants(facts, pack.id)
  const identityFields = listIdentityFields(pack)
  const kept = new Map<string, Entitlement[]>()
  const outputs = outputsOf(kept)
  for (const rule of orderRules(rules)) {
    const context: RuleContext = { pack, rule, readings: chooseReadings(rule, facts), index, grants }
    const entitle = compileEntitlement(context, outputs)
    kept.set(rule.id, groupRecords(context, identityFields).map(entitle))
  }
  const entitlements = rules.flatMap(rule => kept.get(rule.id) ?? [])
  applyTogether(pack.together, entitlements)
  const figures = entitlements.map(entitlement => openFigure(entitlement, outputs))
  applyWideLimits(pack, figures)
  return figures
}

function openFigure(entitlement: Entitlement, outputs: RuleOutputs): OpenFigure {
  const payable = listStages(entitlement, outputs)
  const restFen = payable.payableFen - entitlement.grantedFen
  return { entitlement, payable, netFen: restFen > 0n ? restFen : 0n }
}

function isListed({ bar, grants }: Entitlement, { includeIneligible }: EvaluationOptions): boolean {
  return bar === null || bar.isUnknown || includeIneligible === true || grants.length > 0
}

function unknownRule(pack: PolicyPack, rule: string): InvalidInput {
  const remedy = `use one of: ${pack.rules.map(({ id }) => id).join(', ')}`
  return new InvalidInput([{ path: 'rule', message: `the policy has no computable rule "${rule}"`, remedy }])
}
