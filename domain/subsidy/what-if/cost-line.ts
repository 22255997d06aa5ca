/**
 * One figure as what-if counts it: who gets how much, when the money is needed, who pays, for which contracts, and
 * which limits held it. Figures that are no subsidy (the least share of a team) cost the public nothing and are left out.
 */
import { distribute } from '../../money.ts'
import { inOrder } from '../evaluate/in-order.ts'
import type { Determination, TraceInput, TraceStep } from '../evaluate/trace.ts'
import { entityOfBase, type FactBase } from '../facts/fact-tables.ts'
import type { Facts } from '../facts/facts.ts'

/** A limit that the figure ran into; amounts in 分. */
export interface HeldLimit {
  /** `rule.cap`, `rule.limit`, `*.limit` as in the trace; `rule.bracket` for the limit of a bracket. */
  account: string
  key: string
  limitFen: bigint
  beforeFen: bigint
  afterFen: bigint
}

export interface CostLine {
  rule: string
  beneficiary: string
  amountFen: bigint
  /**
   * `YYYY-MM` of the record that completes the entitlement: with it the money is needed. Without a limit that is the
   * last record that counts; under a limit the first one with which the records so far, in proportion to their
   * amounts, come to what the limit leaves. Null where no record counts.
   */
  month: string | null
  payers: { payer: string; amountFen: bigint }[]
  /** The figure split over the types of the contracts its records hang on; `none` for records of no contract. */
  types: { type: string; amountFen: bigint }[]
  held: HeldLimit[]
}

/** The type of the contract that a record of a trace hangs on; null for a record of no contract. */
export type TypeOfRecord = (kind: string, record: string) => string | null

/** Ready to be asked for any record of the facts; a table is indexed when it is first asked for. */
export function indexTypes(facts: Facts): TypeOfRecord {
  const contracts = new Map(facts.contracts.map(({ id, type }) => [id, type as string]))
  const bases = new Map(Object.entries(entityOfBase).map(([base, entity]) => [entity, base as FactBase]))
  const indexed = new Map<string, ReadonlyMap<string, string | null>>()
  const index = (kind: string): ReadonlyMap<string, string | null> => {
    const base = bases.get(kind)
    const records = base ? (facts[base] as readonly { id: string; contractId?: string | null }[]) : []
    return new Map(records.map(({ id, contractId }) => [id, contractId ?? null]))
  }
  return (kind, record) => {
    if (kind === 'contract') return contracts.get(record) ?? null
    let known = indexed.get(kind)
    if (!known) {
      known = index(kind)
      indexed.set(kind, known)
    }
    const contract = known.get(record)
    return contract == null ? null : (contracts.get(contract) ?? null)
  }
}

/** Null for a figure that is no subsidy. `jurisdiction` pays what the rule does not divide among payers. */
export function costLineOf(found: Determination, typeOf: TypeOfRecord, jurisdiction: string): CostLine | null {
  const { trace, ceilingFen } = found
  if (trace.kind !== 'subsidy') return null
  const used = trace.inputs.filter(input => input.used)
  const held = listHeld(found)
  return {
    rule: found.rule,
    beneficiary: found.beneficiary,
    amountFen: ceilingFen,
    month: completingMonth(used, ceilingFen, held),
    payers:
      trace.payers.length > 0
        ? trace.payers.map(({ payer, amountFen }) => ({ payer, amountFen }))
        : [{ payer: jurisdiction, amountFen: ceilingFen }],
    types: splitByType(ceilingFen, used, typeOf),
    held,
  }
}

function completingMonth(used: readonly TraceInput[], fen: bigint, held: readonly HeldLimit[]): string | null {
  const unlimitedFen = held.reduce((most, { beforeFen }) => (beforeFen > most ? beforeFen : most), fen)
  const measured = used.filter(({ measure, amountFen }) => measure === used[0]?.measure && amountFen !== null)
  const sorted = (unlimitedFen > fen && measured.length > 0 ? measured : [...used]).toSorted((a, b) =>
    inOrder(a.date, b.date),
  )
  const totalFen = sorted.reduce((sum, { amountFen }) => sum + (amountFen ?? 0n), 0n)
  let soFarFen = 0n
  for (const { date, amountFen } of unlimitedFen > fen ? sorted : []) {
    soFarFen += amountFen ?? 0n
    if (soFarFen * unlimitedFen >= fen * totalFen) return date.slice(0, 7)
  }
  return sorted.at(-1)?.date.slice(0, 7) ?? null
}

/** In proportion to the amounts of the records that count, by largest remainder; by their number where none has one. */
function splitByType(fen: bigint, used: readonly TraceInput[], typeOf: TypeOfRecord): CostLine['types'] {
  if (fen === 0n) return []
  const weights = new Map<string, { fen: bigint; records: bigint }>()
  for (const { kind, record, amountFen } of used) {
    const type = typeOf(kind, record) ?? 'none'
    const weight = weights.get(type) ?? { fen: 0n, records: 0n }
    weights.set(type, { fen: weight.fen + (amountFen ?? 0n), records: weight.records + 1n })
  }
  const sorted = [...weights].sort(([a], [b]) => inOrder(a, b))
  if (sorted.length === 0) return [{ type: 'none', amountFen: fen }]
  const hasAmounts = sorted.some(([, weight]) => weight.fen > 0n)
  const shares = distribute(
    fen,
    sorted.map(([, weight]) => (hasAmounts ? weight.fen : weight.records)),
  )
  return sorted.map(([type], index) => ({ type, amountFen: shares[index] ?? 0n }))
}

function listHeld({ rule, trace }: Determination): HeldLimit[] {
  const limits = trace.limits
    .filter(({ binds }) => binds)
    .flatMap(({ account, key, limitFen, beforeFen, afterFen }) =>
      limitFen === null ? [] : [{ account, key, limitFen, beforeFen, afterFen }],
    )
  const brackets = trace.steps.flatMap(step => bracketCaps(step.parts ?? []))
  return [...brackets.map(held => ({ ...held, account: `${rule}.bracket`, key: trace.key.value })), ...limits]
}

/** The limit of a bracket is a step of its own behind what the bracket gave; it held if it left less. */
function bracketCaps(steps: readonly TraceStep[]): Omit<HeldLimit, 'account' | 'key'>[] {
  return steps.flatMap((step, index) => {
    const given = steps[index - 1]?.valueFen
    const inner = bracketCaps(step.parts ?? [])
    if (step.label !== 'cap' || given == null || step.valueFen === null || step.valueFen >= given) return inner
    return [...inner, { limitFen: step.valueFen, beforeFen: given, afterFen: step.valueFen }]
  })
}
