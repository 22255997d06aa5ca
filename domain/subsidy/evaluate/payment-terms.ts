/** How a figure is paid: in stages, by whom, and for what it must be used once it is paid. */

import { type FactView, MissingFact, viewOfParty } from '../facts/fact-view.ts'
import type { Payer, Stage } from '../pack/pack-terms.ts'
import { refuseTooLarge } from './amount-too-large.ts'
import type { Entitlement } from './entitlement.ts'
import { evaluateAmount } from './evaluate-amount.ts'
import { floor, money, times } from './exact.ts'
import { isGrounded } from './lacking-facts.ts'
import { compileConditions, leadBase } from './rule-context.ts'
import type { RuleOutputs } from './rule-outputs.ts'
import type { TracePayer, TraceStage, TraceUse } from './trace.ts'
import { readUse } from './use-condition.ts'

export interface Payable {
  /** What may be granted so far, before earlier grants are taken off, in 分. */
  payableFen: bigint
  stages: TraceStage[]
}

/**
 * What may be granted so far: what was granted, where nothing is determined; else the whole; with stages those that are
 * due, never more than the limit on the rule's own key.
 */
export function listStages(entitlement: Entitlement, outputs: RuleOutputs): Payable {
  const { context, wholeFen, ownLimitFen, bar, isRefused, undetermined, grantedFen } = entitlement
  const { stages } = context.rule
  if (undetermined !== null) return { payableFen: grantedFen, stages: [] }
  if (stages.length === 0 || bar || isRefused) return { payableFen: wholeFen, stages: [] }
  const found = stages.map(stage => readStage(entitlement, stage, outputs))
  const early = found.slice(0, -1)
  const sumFen = early.reduce((sum, { amountFen }) => sum + amountFen, 0n)
  const rest = found.at(-1)
  if (rest) rest.amountFen = wholeFen > sumFen ? wholeFen - sumFen : 0n
  if (rest?.isDue) return { payableFen: wholeFen, stages: found }
  const dueFen = early.reduce((sum, { isDue, amountFen }) => (isDue ? sum + amountFen : sum), 0n)
  refuseTooLarge(entitlement, dueFen)
  return { payableFen: ownLimitFen !== null && dueFen > ownLimitFen ? ownLimitFen : dueFen, stages: found }
}

/**
 * The most that may stand granted on an entitlement so far, in 分. Of "不低于" what is due is the floor, and what the bureau
 * gives above it is held by the limits on the rule's own key only: null without one. Where nothing is due nothing may
 * stand either; where nothing is determined, what was granted.
 */
export function limitOfEntitlement(
  { context, ownLimitFen, undetermined }: Entitlement,
  payableFen: bigint,
): bigint | null {
  const isFloor = context.rule.gives === 'at_least' && payableFen > 0n && undetermined === null
  return isFloor ? ownLimitFen : payableFen
}

function readStage(entitlement: Entitlement, stage: Stage, outputs: RuleOutputs): TraceStage {
  const { context, group, wholeFen } = entitlement
  const { id, title, share, amount, due } = stage
  const stated =
    amount === undefined ? null : evaluateAmount({ rule: context, group, outputs, hasLines: false }, amount).value
  const amountFen = stated ? floor(stated) : share ? floor(times(money(wholeFen), share)) : 0n
  refuseTooLarge(entitlement, amountFen)
  if (!due) return { id, title, amountFen, isDue: true, why: 'due from the start' }
  const [condition] = compileConditions(context, leadBase(context.rule), [due])
  const view = viewOfLead(entitlement)
  const isDue = !condition || condition.test(view, group.year ?? context.index.facts.year) === true
  return { id, title, amountFen, isDue, why: isDue ? 'due' : (condition?.explain(view) ?? '') }
}

/** The first record of the group, with the beneficiary. */
function viewOfLead({ context, group }: Entitlement): FactView {
  const alone = viewOfParty(context.index, group.beneficiary)
  const base = leadBase(context.rule)
  if (!group.lead) return { ...alone, base }
  const { view } = group.lead
  // A first record of another table says nothing of its own; its contract is a contract all the same.
  const record = view.base === base ? view.record : base === 'contracts' ? view.contract : null
  return { ...view, base, record, beneficiary: alone.beneficiary }
}

/**
 * Who pays how much of a figure; empty where the rule does not say. All that is granted by then is divided (shares are
 * rounded down, the rest is one payer's), and what each has granted before is taken off its part. Of "不低于" the parts are
 * of the floor, and limit nobody; nor do those of what is not determined.
 */
export function listPayers(entitlement: Entitlement, payableFen: bigint, resultFen: bigint): TracePayer[] {
  const { grants, grantedFen, undetermined } = entitlement
  const { payers, gives } = entitlement.context.rule
  if (payers.length === 0) return []
  const isOpen = undetermined !== null || (gives === 'at_least' && payableFen > 0n)
  const routed = findRouted(entitlement)
  if (routed && !(routed instanceof MissingFact)) {
    const why = routed.where?.map(one => one.why).join('; ') ?? ''
    return [{ payer: routed.payer, partFen: isOpen ? null : payableFen, amountFen: resultFen, excessFen: 0n, why }]
  }
  const shared = payers.filter(({ share, rest }) => share !== undefined || rest === true)
  const parts = divide(shared, grantedFen + resultFen)
  const whole = divide(shared, payableFen)
  const undivided = divide(shared, sumOf(grants.filter(({ payer }) => payer === null)))
  let leftFen = resultFen
  return shared.map(({ payer, share }, index) => {
    const ownFen = sumOf(grants.filter(grant => grant.payer === payer))
    const dueFen = (parts[index] ?? 0n) - ownFen - (undivided[index] ?? 0n)
    const amountFen = dueFen < 0n ? 0n : dueFen < leftFen ? dueFen : leftFen
    leftFen -= amountFen
    const partFen = isOpen ? null : (whole[index] ?? 0n)
    const excessFen = partFen !== null && ownFen > partFen ? ownFen - partFen : 0n
    return { payer, partFen, amountFen, excessFen, why: share ? `${share.value} ${share.unit}` : 'the rest' }
  })
}

function divide(payers: readonly Payer[], fen: bigint): bigint[] {
  const shares = payers.map(({ share }) => (share ? floor(times(money(fen), share)) : 0n))
  const restFen = shares.reduce((left, part) => left - part, fen)
  return shares.map((part, index) => (payers[index]?.rest ? restFen : part))
}

function sumOf(grants: readonly { amountFen: bigint }[]): bigint {
  return grants.reduce((sum, { amountFen }) => sum + amountFen, 0n)
}

/** Who pays hangs on a fact that is not given. */
export function findUnknownPayer(entitlement: Entitlement): MissingFact | null {
  if (entitlement.context.rule.payers.length === 0 || !isGrounded(entitlement)) return null
  const routed = findRouted(entitlement)
  return routed instanceof MissingFact ? routed : null
}

/** The payer that takes all of a figure, or which fact that hangs on; null where none does. */
function findRouted(entitlement: Entitlement): Payer | MissingFact | null {
  const { context, group } = entitlement
  for (const payer of context.rule.payers.filter(({ all }) => all)) {
    const view = viewOfLead(entitlement)
    const tested = compileConditions(context, leadBase(context.rule), payer.where ?? []).map(condition => ({
      condition,
      verdict: condition.test(view, group.year ?? context.index.facts.year),
    }))
    if (tested.some(({ verdict }) => verdict === false)) continue
    const unknown = tested.find(({ verdict }) => verdict === null)
    return unknown ? new MissingFact(context.rule.id, group.key, unknown.condition.lacking(view)) : payer
  }
  return null
}

/** What each earlier grant of a figure had to be used for, and was. */
export function listUses({ context, group, grants }: Entitlement): TraceUse[] {
  if (grants.length === 0) return []
  const { asOf, uses } = context.index.facts
  const read = context.rule.uses.flatMap(condition => grants.map(grant => readUse(condition, grant, { asOf, uses })))
  for (const { spentFen, boundFen } of read)
    refuseTooLarge({ context, group }, spentFen > boundFen ? spentFen : boundFen)
  return read
}
