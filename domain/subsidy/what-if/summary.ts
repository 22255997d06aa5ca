/**
 * What all figures of a run come to: the total, and the same total by year, month, payer, rule, kind and size of
 * beneficiary and type of contract. Figures are taken in one by one, so a city need not be held in memory.
 */

import { inOrder } from '../evaluate/in-order.ts'
import type { Determination } from '../evaluate/trace.ts'
import type { Facts } from '../facts/facts.ts'
import type { PolicyPack } from '../pack/policy-pack.ts'
import { type CostLine, costLineOf, type HeldLimit, indexTypes, type TypeOfRecord } from './cost-line.ts'
import { type Distribution, distributionOf } from './distribution.ts'

/** One part of the total. `key` is empty for what has none (no month, size not known). */
export interface Part {
  key: string
  amountFen: bigint
  /** Figures above 0 in it; a figure that is split counts in each of its parts. */
  figures: number
}

export interface AtLimit extends HeldLimit {
  rule: string
  beneficiary: string
}

/** What one beneficiary gets, by rule, in 分. */
export type Gains = ReadonlyMap<string, ReadonlyMap<string, bigint>>

export interface Summary {
  totalFen: bigint
  figures: number
  /** Figures that count nothing here because a fact is missing. */
  undetermined: number
  beneficiaries: number
  byYear: Part[]
  byMonth: Part[]
  byPayer: Part[]
  byRule: Part[]
  byKind: Part[]
  bySize: Part[]
  byType: Part[]
  /** Every figure that a limit held, the most withheld first. */
  atLimits: AtLimit[]
  distribution: Distribution
}

/** A party as results name it. */
export interface Party {
  name: string
  kind: string
  size: string
}

export interface OpenSummary {
  /** Before the figures of a year of application are added: the facts they come from. */
  begin(year: number | null, facts: Facts): void
  add(found: Determination): void
  finish(): Summary
  gains(): Gains
  party(id: string): Party
}

const parts = ['year', 'month', 'payer', 'rule', 'kind', 'size', 'type'] as const
type PartName = (typeof parts)[number]

/** An empty summary of a pack; only figures of `rules` count, of all where there are none. */
export function startSummary(pack: PolicyPack, rules: readonly string[] | null = null): OpenSummary {
  const sums = Object.fromEntries(parts.map(name => [name, new Map<string, Part>()])) as Record<
    PartName,
    Map<string, Part>
  >
  const gains = new Map<string, Map<string, bigint>>()
  const parties = new Map<string, Party>()
  const atLimits: AtLimit[] = []
  const counted = rules && new Set(rules)
  let [figures, undetermined] = [0, 0]
  let year = ''
  let typeOf: TypeOfRecord = () => null
  const count = (name: PartName, key: string, amountFen: bigint) => {
    const part = sums[name].get(key) ?? { key, amountFen: 0n, figures: 0 }
    sums[name].set(key, {
      key,
      amountFen: part.amountFen + amountFen,
      figures: part.figures + (amountFen > 0n ? 1 : 0),
    })
  }
  const party = (id: string) => parties.get(id) ?? { name: id, kind: '', size: '' }
  const take = (line: CostLine) => {
    const { kind, size } = party(line.beneficiary)
    count('year', year, line.amountFen)
    count('month', line.month ?? '', line.amountFen)
    count('rule', line.rule, line.amountFen)
    count('kind', kind, line.amountFen)
    count('size', size, line.amountFen)
    for (const { payer, amountFen } of line.payers) count('payer', payer, amountFen)
    for (const { type, amountFen } of line.types) count('type', type, amountFen)
    for (const held of line.held) atLimits.push({ ...held, rule: line.rule, beneficiary: line.beneficiary })
    if (line.amountFen === 0n) return
    figures += 1
    const own = gains.get(line.beneficiary) ?? new Map<string, bigint>()
    own.set(line.rule, (own.get(line.rule) ?? 0n) + line.amountFen)
    gains.set(line.beneficiary, own)
  }
  return {
    begin(of, facts) {
      year = of === null ? '' : String(of)
      typeOf = indexTypes(facts)
      for (const [id, known] of partiesOf(facts)) parties.set(id, known)
    },
    add(found) {
      if (counted && !counted.has(found.rule)) return
      const line = costLineOf(found, typeOf, pack.jurisdiction)
      if (line) take(line)
      if (line && found.trace.undetermined !== undefined) undetermined += 1
    },
    finish: () => finish(sums, { figures, undetermined, gains, atLimits }),
    gains: () => gains,
    party,
  }
}

/** The summary of determinations that are at hand. Amounts in 分. */
export function summarise(pack: PolicyPack, facts: Facts, determinations: Iterable<Determination>): Summary {
  const summary = startSummary(pack)
  summary.begin(facts.year, facts)
  for (const found of determinations) summary.add(found)
  return summary.finish()
}

function* partiesOf(facts: Facts): Generator<[string, Party]> {
  for (const { id, name, kind, size } of facts.organisations) yield [id, { name: name ?? id, kind, size: size ?? '' }]
  for (const { id, name } of facts.persons) yield [id, { name: name ?? id, kind: 'person', size: '' }]
}

function finish(
  sums: Readonly<Record<PartName, ReadonlyMap<string, Part>>>,
  {
    figures,
    undetermined,
    gains,
    atLimits,
  }: Pick<Summary, 'figures' | 'undetermined'> & { gains: Gains; atLimits: readonly AtLimit[] },
): Summary {
  const totals = [...gains.values()].map(own => [...own.values()].reduce((total, fen) => total + fen, 0n))
  const byKey = (name: PartName) => [...sums[name].values()].sort((a, b) => inOrder(a.key, b.key))
  const bySize = (name: PartName) =>
    [...sums[name].values()].sort((a, b) => inOrder(b.amountFen, a.amountFen) || inOrder(a.key, b.key))
  return {
    totalFen: totals.reduce((total, fen) => total + fen, 0n),
    figures,
    undetermined,
    beneficiaries: gains.size,
    byYear: byKey('year'),
    byMonth: byKey('month').filter(({ amountFen }) => amountFen > 0n),
    byPayer: bySize('payer'),
    byRule: bySize('rule'),
    byKind: bySize('kind'),
    bySize: bySize('size'),
    byType: bySize('type'),
    atLimits: atLimits.toSorted(
      (a, b) =>
        inOrder(b.beforeFen - b.afterFen, a.beforeFen - a.afterFen) ||
        inOrder(a.beneficiary, b.beneficiary) ||
        inOrder(a.account, b.account) ||
        inOrder(a.key, b.key),
    ),
    distribution: distributionOf(totals),
  }
}
