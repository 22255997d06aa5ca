/** Writes a figure that has passed every limit, with its explanation. */

import { keyFields, type Rule } from '../pack/policy-pack.ts'
import type { Entitlement } from './entitlement.ts'
import type { OpenFigure } from './evaluate-policy.ts'
import { yuan } from './exact.ts'
import { limitOfEntitlement, listPayers, listUses } from './payment-terms.ts'
import { windowName, yearOfApplication } from './place-in-time.ts'
import { limitOfShare, stepOfShare } from './shares.ts'
import type { Determination, DeterminationWindow, Trace, TraceInput, TraceLimit, TraceStep, TraceUse } from './trace.ts'

/** Ready to write figures; what all figures of a rule have in common is made once. */
export function compileWriter(policySha256: string | null): (figure: OpenFigure) => Determination {
  const heads = new Map<Rule, ReturnType<typeof headOf>>()
  return figure => {
    const { rule } = figure.entitlement.context
    const head = heads.get(rule) ?? headOf(figure.entitlement, policySha256)
    heads.set(rule, head)
    return writeDetermination(figure, head)
  }
}

function writeDetermination(figure: OpenFigure, head: ReturnType<typeof headOf>): Determination {
  const { entitlement, payable, netFen } = figure
  const { context, group, grantedFen } = entitlement
  const { rule, readings, readingsOfOthers } = context
  const limitFen = limitOfEntitlement(entitlement, payable.payableFen)
  const excessGrantedFen = limitFen !== null && grantedFen > limitFen ? grantedFen - limitFen : 0n
  const uses = listUses(entitlement)
  const trace: Trace = {
    kind: head.kind,
    gives: head.gives,
    rule: head.rule,
    title: head.title,
    clause: head.clause,
    policy: head.policy,
    simulationOnly: head.simulationOnly,
    key: { field: head.keyField, value: group.key },
    readings: [...readings, ...readingsOfOthers],
    inputs: listInputs(entitlement),
    steps: listSteps(figure),
    rate: rule.rate ?? null,
    rounding: rule.rounding,
    cap: entitlement.cap,
    limits: listLimits(figure, limitFen),
    wholeFen: entitlement.wholeFen,
    stages: payable.stages,
    payers: listPayers(entitlement, payable.payableFen, netFen),
    uses,
    excessGrantedFen,
    resultFen: netFen,
    notes: listNotes(entitlement, excessGrantedFen, uses),
  }
  if (entitlement.undetermined !== null) trace.undetermined = entitlement.undetermined
  return { rule: rule.id, beneficiary: group.beneficiary, window: group.window, ceilingFen: netFen, trace }
}

function headOf({ context }: Entitlement, sha256: string | null) {
  const { pack, rule } = context
  const clause = pack.clauses.find(candidate => candidate.id === rule.clause)
  if (!clause) throw new RangeError(`rule ${rule.id} names no clause of its pack`)
  const { id, number, title, quote = null, text = null } = clause
  const { gives } = rule
  if (gives === 'basis') throw new RangeError(`nothing is given under rule ${rule.id}`)
  return {
    kind: gives === 'share_floor' ? ('share_floor' as const) : ('subsidy' as const),
    gives,
    rule: rule.id,
    title: rule.title,
    clause: { id, number, title, quote, text },
    policy: { id: pack.id, version: pack.version, status: pack.status, title: pack.title, sha256 },
    simulationOnly: pack.status === 'draft',
    keyField: keyFields(rule.per).join(' | '),
  }
}

/** Every record that was looked at, in the order of its day. Nothing counts for whoever may not receive. */
function listInputs({ group, bar }: Entitlement): TraceInput[] {
  const [only] = group.tallies
  const inputs = only && group.tallies.length === 1 ? only.inputs : group.tallies.flatMap(tally => tally.inputs)
  return bar ? inputs.map(input => ({ ...input, used: false, why: bar.why })) : inputs
}

/** As they were computed: what limits over several figures leave comes after what was granted before is taken off. */
function listSteps({ entitlement, payable, netFen, shares }: OpenFigure): TraceStep[] {
  const { grants, grantedFen, context } = entitlement
  const { payableFen, stages } = payable
  // Its own lines are held by nobody else any more.
  const { steps } = entitlement
  if (stages.length > 0) {
    const due = stages.filter(({ isDue }) => isDue).map(({ title }) => title)
    steps.push({ label: 'stage', expression: `due: ${due.join(', ') || 'nothing yet'}`, valueFen: payableFen })
  }
  if (grants.length > 0) {
    const expression = `${grants.length} earlier grant(s) for the same key and window`
    steps.push({ label: 'granted_before', expression, valueFen: grantedFen })
  }
  for (const share of shares) steps.push(stepOfShare(share))
  const text = grants.length > 0 ? `${yuan(payableFen)} − ${yuan(grantedFen)}, not below 0` : yuan(payableFen)
  const isCut = payableFen - grantedFen > netFen
  const expression = isCut ? `what the limits of rule ${context.rule.id} leave of ${text}` : text
  steps.push({ label: 'result', expression, valueFen: netFen })
  return steps
}

function listLimits({ entitlement, payable, shares }: OpenFigure, limitFen: bigint | null): TraceLimit[] {
  const limits = [ownAccount(entitlement, payable.payableFen, limitFen)]
  for (const limit of entitlement.limits) limits.push(limit)
  for (const share of shares) limits.push(limitOfShare(share))
  return limits
}

function ownAccount(
  { context, group, grantedFen }: Entitlement,
  payableFen: bigint,
  limitFen: bigint | null,
): TraceLimit {
  return {
    account: context.rule.id,
    key: group.key,
    window: windowName(group.window),
    limitFen,
    usedBeforeFen: grantedFen,
    beforeFen: payableFen,
    afterFen: payableFen > grantedFen ? payableFen - grantedFen : 0n,
    binds: false,
  }
}

/**
 * That the days of effect lie wholly after or before those that the policy has to govern: the window, but the year of
 * application where the rule looks back on an earlier year (上年度); null where they meet.
 */
function noteOutside({ pack, rule }: Entitlement['context'], window: DeterminationWindow): string | null {
  const year = yearOfApplication(rule.window, windowName(window))
  const isEarlier = year !== null && window.to !== null && window.to < `${year}-01-01`
  const of = isEarlier ? `the year of application ${year}` : 'the window'
  const [from, to] = isEarlier ? [`${year}-01-01`, `${year}-12-31`] : [window.from, window.to]
  const { effectiveFrom, effectiveTo } = pack
  const remedy = 'check whether it governs it'
  if (effectiveFrom !== null && to !== null && to < effectiveFrom)
    return `the policy takes effect on ${effectiveFrom}, ${of} ends on ${to}: ${remedy}`
  if (effectiveTo !== null && from !== null && from > effectiveTo)
    return `the policy is in effect to ${effectiveTo}, ${of} begins on ${from}: ${remedy}`
  return null
}

function listNotes(
  { context, group, undetermined, bar }: Entitlement,
  excessGrantedFen: bigint,
  uses: readonly TraceUse[],
): Trace['notes'] {
  const { status } = context.pack
  const { asOf } = context.index.facts
  const { window } = group
  const all: string[] = []
  if (status === 'draft') all.push('draft policy: simulation only')
  if (status === 'superseded' || status === 'repealed')
    all.push(`policy ${status}: check whether it still governs this window`)
  const outside = noteOutside(context, window)
  if (outside !== null) all.push(outside)
  if (undetermined !== null) all.push(`not determined: ${undetermined}`)
  else if (bar !== null) all.push(`not entitled: ${bar.why}`)
  if (window.kind !== 'whole_life' && asOf !== null && window.to !== null && asOf < window.to)
    all.push(`the window is not over on ${asOf}: provisional`)
  if (excessGrantedFen > 0n) all.push(`${yuan(excessGrantedFen)} more was granted than the rule now gives`)
  for (const { state, id, grant } of uses)
    if (state === 'breached') all.push(`grant ${grant} was not used as ${id} asks`)
  all.push(...context.rule.notes)
  return all
}
