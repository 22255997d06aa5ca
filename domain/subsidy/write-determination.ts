/** Writes a figure that has passed every limit, with its explanation. */
import type { Entitlement } from './entitlement.ts'
import type { OpenFigure } from './evaluate-policy.ts'
import { yuan } from './exact.ts'
import { listPayers, listUses } from './payment-terms.ts'
import { windowName } from './place-in-time.ts'
import { keyFields, type Rule } from './policy-pack.ts'
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

function writeDetermination(
  { entitlement, payable, netFen }: OpenFigure,
  head: ReturnType<typeof headOf>,
): Determination {
  const { context, group, bar, grantedFen } = entitlement
  const { rule, readings } = context
  const excessGrantedFen = grantedFen > payable.payableFen ? grantedFen - payable.payableFen : 0n
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
    readings: [...readings],
    inputs: listInputs(entitlement),
    steps: listSteps(entitlement, payable, netFen),
    rate: rule.rate ?? null,
    rounding: rule.rounding,
    cap: entitlement.cap,
    limits: [ownAccount(entitlement, payable.payableFen), ...entitlement.limits],
    wholeFen: entitlement.wholeFen,
    stages: payable.stages,
    payers: listPayers(entitlement, netFen),
    uses,
    excessGrantedFen,
    resultFen: netFen,
    notes: listNotes(entitlement, bar?.why ?? null, excessGrantedFen, uses),
  }
  return { rule: rule.id, beneficiary: group.beneficiary, window: group.window, ceilingFen: netFen, trace }
}

function headOf({ context }: Entitlement, sha256: string | null) {
  const { pack, rule } = context
  const clause = pack.clauses.find(candidate => candidate.id === rule.clause)
  if (!clause) throw new RangeError(`rule ${rule.id} names no clause of its pack`)
  const { id, number, title, quote = null, text = null } = clause
  return {
    kind: rule.gives === 'share_floor' ? ('share_floor' as const) : ('subsidy' as const),
    gives: rule.gives,
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
function listSteps(entitlement: Entitlement, payable: OpenFigure['payable'], netFen: bigint): TraceStep[] {
  const last = lastSteps(entitlement, payable, netFen)
  const wide = entitlement.steps.filter(({ label }) => label === 'limit')
  const own = wide.length > 0 ? entitlement.steps.filter(({ label }) => label !== 'limit') : entitlement.steps
  return [...own, ...last.slice(0, -1), ...wide, ...last.slice(-1)]
}

function lastSteps(
  { grants, grantedFen, context }: Entitlement,
  { payableFen, stages }: OpenFigure['payable'],
  netFen: bigint,
): TraceStep[] {
  const steps: TraceStep[] = []
  if (stages.length > 0) {
    const due = stages.filter(({ isDue }) => isDue).map(({ title }) => title)
    steps.push({ label: 'stage', expression: `due: ${due.join(', ') || 'nothing yet'}`, valueFen: payableFen })
  }
  if (grants.length > 0) {
    const expression = `${grants.length} earlier grant(s) for the same key and window`
    steps.push({ label: 'granted_before', expression, valueFen: grantedFen })
  }
  const text = grants.length > 0 ? `${yuan(payableFen)} − ${yuan(grantedFen)}, not below 0` : yuan(payableFen)
  const isCut = payableFen - grantedFen > netFen
  const expression = isCut ? `what the limits of rule ${context.rule.id} leave of ${text}` : text
  return [...steps, { label: 'result', expression, valueFen: netFen }]
}

function ownAccount({ context, group, grantedFen }: Entitlement, payableFen: bigint): TraceLimit {
  return {
    account: context.rule.id,
    key: group.key,
    window: windowName(group.window),
    limitFen: payableFen,
    usedBeforeFen: grantedFen,
    beforeFen: payableFen,
    afterFen: payableFen > grantedFen ? payableFen - grantedFen : 0n,
    binds: false,
  }
}

/** The window lies wholly before or after the days of effect. */
function isOutside(
  { effectiveFrom, effectiveTo }: Entitlement['context']['pack'],
  { from, to }: DeterminationWindow,
): boolean {
  return (
    (effectiveFrom !== null && to !== null && to < effectiveFrom) ||
    (effectiveTo !== null && from !== null && from > effectiveTo)
  )
}

function listNotes(
  { context, group, notes }: Entitlement,
  barred: string | null,
  excessGrantedFen: bigint,
  uses: readonly TraceUse[],
): Trace['notes'] {
  const { status } = context.pack
  const { asOf } = context.index.facts
  const { window } = group
  const all: (string | false)[] = [
    status === 'draft' && 'draft policy: simulation only',
    (status === 'superseded' || status === 'repealed') &&
      `policy ${status}: check whether it still governs this window`,
    isOutside(context.pack, window) && 'the policy was not in effect in this window: check whether it governs it',
    barred !== null && `not entitled: ${barred}`,
    window.kind !== 'whole_life' &&
      asOf !== null &&
      window.to !== null &&
      asOf < window.to &&
      `the window is not over on ${asOf}: provisional`,
    excessGrantedFen > 0n && `${excessGrantedFen} 分 more was granted than the rule now gives: to be clawed back`,
    ...uses.map(({ state, id, grant }) => state === 'breached' && `grant ${grant} was not used as ${id} asks`),
    ...notes,
    ...context.rule.notes,
  ]
  return all.filter(note => note !== false)
}
