/** Who would get more and who less than under another version, and the clause that makes most of the difference. */
import { inOrder } from '../evaluate/in-order.ts'
import type { PolicyPack } from '../pack/policy-pack.ts'
import type { Gains } from './summary.ts'

/** A rule of either version; `both` where a rule of the same policy and name is in both. */
export interface DecisiveRule {
  in: 'subject' | 'compared' | 'both'
  rule: string
  clause: string
  differenceFen: bigint
}

export interface Change {
  beneficiary: string
  /** Under the version compared with, in 分. */
  beforeFen: bigint
  afterFen: bigint
  /** Null where nothing changes. */
  decisive: DecisiveRule | null
}

export interface ChangeTotals {
  winners: number
  losers: number
  unchanged: number
  gainedFen: bigint
  lostFen: bigint
}

interface Side {
  pack: PolicyPack
  gains: Gains
}

/** Everybody who gets something under either version, the largest gain first, the largest loss last. */
export function listChanges(subject: Side, compared: Side): Change[] {
  const ids = new Set([...subject.gains.keys(), ...compared.gains.keys()])
  const changes = [...ids].map(beneficiary => {
    const beforeFen = totalOf(compared.gains, beneficiary)
    const afterFen = totalOf(subject.gains, beneficiary)
    return { beneficiary, beforeFen, afterFen, decisive: decisiveRule(subject, compared, beneficiary) }
  })
  return changes.sort(
    (a, b) =>
      inOrder(b.afterFen - b.beforeFen, a.afterFen - a.beforeFen) ||
      inOrder(b.afterFen, a.afterFen) ||
      inOrder(a.beneficiary, b.beneficiary),
  )
}

export function totalChanges(changes: readonly Change[]): ChangeTotals {
  const totals: ChangeTotals = { winners: 0, losers: 0, unchanged: 0, gainedFen: 0n, lostFen: 0n }
  for (const { beforeFen, afterFen } of changes) {
    if (afterFen === beforeFen) totals.unchanged += 1
    else if (afterFen > beforeFen) {
      totals.winners += 1
      totals.gainedFen += afterFen - beforeFen
    } else {
      totals.losers += 1
      totals.lostFen += beforeFen - afterFen
    }
  }
  return totals
}

function totalOf(gains: Gains, beneficiary: string): bigint {
  return [...(gains.get(beneficiary)?.values() ?? [])].reduce((total, fen) => total + fen, 0n)
}

/** Of the rules that pull the way the total goes, the one that pulls hardest; the first by name where equal. */
function decisiveRule(subject: Side, compared: Side, beneficiary: string): DecisiveRule | null {
  const difference = totalOf(subject.gains, beneficiary) - totalOf(compared.gains, beneficiary)
  if (difference === 0n) return null
  const pulls = listPulls(subject, compared, beneficiary)
  const strength = ({ differenceFen }: DecisiveRule) => (difference > 0n ? differenceFen : -differenceFen)
  return pulls.reduce((best, one) => (strength(one) > strength(best) ? one : best), pulls[0] as DecisiveRule)
}

function listPulls(subject: Side, compared: Side, beneficiary: string): DecisiveRule[] {
  const isSamePolicy = subject.pack.id === compared.pack.id
  const after = subject.gains.get(beneficiary) ?? new Map<string, bigint>()
  const before = compared.gains.get(beneficiary) ?? new Map<string, bigint>()
  const shared = (rule: string) => isSamePolicy && hasRule(compared.pack, rule) && hasRule(subject.pack, rule)
  const ownPulls = [...after].map(([rule, fen]) => ({
    in: shared(rule) ? ('both' as const) : ('subject' as const),
    rule,
    clause: clauseOf(subject.pack, rule),
    differenceFen: shared(rule) ? fen - (before.get(rule) ?? 0n) : fen,
  }))
  const otherPulls = [...before]
    .filter(([rule]) => !(shared(rule) && after.has(rule)))
    .map(([rule, fen]) => ({
      in: shared(rule) ? ('both' as const) : ('compared' as const),
      rule,
      clause: clauseOf(compared.pack, rule),
      differenceFen: -fen,
    }))
  return [...ownPulls, ...otherPulls].sort((a, b) => inOrder(a.rule, b.rule) || inOrder(a.in, b.in))
}

function hasRule(pack: PolicyPack, rule: string): boolean {
  return pack.rules.some(({ id }) => id === rule)
}

/** `（十二）揭榜挂帅` */
function clauseOf(pack: PolicyPack, id: string): string {
  const rule = pack.rules.find(known => known.id === id)
  const clause = pack.clauses.find(known => known.id === rule?.clause)
  return clause ? `${clause.number} ${clause.title}` : id
}
