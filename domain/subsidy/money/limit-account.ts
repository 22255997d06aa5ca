/**
 * Nested caps across determinations: each limit that a figure was held to is an account, and what is approved is booked
 * on all of them. The first is the figure's own entitlement, so that nothing is granted twice even where a clause sets no
 * cap. Amounts in 分.
 */
import { Refusal } from '../../refusal.ts'
import { compareText } from '../evaluate/compare-text.ts'
import { type FigureKind, FigureOutdated } from './determination.ts'

/** Names an account within a policy. */
export interface AccountKey {
  /** The rule of an entitlement, or rule and limit, or `*` and limit for one over several rules. */
  account: string
  key: string
  window: string
}

export interface AccountLimit extends AccountKey {
  /** Null: held by the other accounts of the figure only ("不低于"). */
  limitFen: bigint | null
}

export interface LimitAccount extends AccountLimit {
  /** Granted on it and not given back. */
  usedFen: bigint
}

/** The part of a stored explanation that says what limits the figure. */
export interface LimitTrace {
  rule: string
  key: { value: string }
  cap?: { usedBeforeFen: number } | null
  limits?: readonly { account: string; key: string; window: string; limitFen: number | null; usedBeforeFen: number }[]
  payers?: readonly unknown[]
}

/** The one order in which accounts are locked, so that two approvals never wait for each other in a circle. */
export function compareAccounts(a: AccountKey, b: AccountKey): number {
  return compareText(a.account, b.account) || compareText(a.key, b.key) || compareText(a.window, b.window)
}

/**
 * The accounts of a figure in the order they are locked; of one that is named twice the tighter limit. An explanation
 * from before limits were written has one: the entitlement itself, with what was granted on it by then.
 */
export function limitsOf(trace: LimitTrace, figure: { window: string; ceilingFen: bigint }): AccountLimit[] {
  const written = trace.limits ?? []
  if (written.length === 0) {
    const limitFen = figure.ceilingFen + BigInt(trace.cap?.usedBeforeFen ?? 0)
    return [{ account: trace.rule, key: trace.key.value, window: figure.window, limitFen }]
  }
  const sorted = written
    .map(({ account, key, window, limitFen }) => ({
      ...{ account, key, window },
      limitFen: limitFen === null ? null : BigInt(limitFen),
    }))
    .toSorted((a, b) => compareAccounts(a, b) || (isTighter(a, b) ? -1 : 1))
  return sorted.filter((limit, i) => i === 0 || compareAccounts(limit, sorted[i - 1] ?? limit) !== 0)
}

function isTighter({ limitFen: one }: AccountLimit, { limitFen: other }: AccountLimit): boolean {
  return one !== null && (other === null || one < other)
}

/** A limit is used up, or nearly: `leftFen` is what may still be approved. */
export class SubsidyLimitExceeded extends Refusal {
  readonly code = 'SUBSIDY_LIMIT_EXCEEDED'
  readonly account: string
  readonly key: string
  readonly window: string
  readonly limitFen: bigint
  readonly usedFen: bigint
  readonly leftFen: bigint
  constructor({ account, key, window, limitFen, usedFen }: HeldAccount, approvedFen: bigint) {
    const leftFen = limitFen > usedFen ? limitFen - usedFen : 0n
    const room = leftFen > 0n ? `approve at most ${leftFen} 分` : 'nothing more can be approved'
    super(
      `${approvedFen} 分 do not fit: of ${limitFen} 分 (${account}, ${key}, ${window}) ${usedFen} 分 are used; ${room}`,
    )
    this.account = account
    this.key = key
    this.window = window
    this.limitFen = limitFen
    this.usedFen = usedFen
    this.leftFen = leftFen
  }
}

type HeldAccount = LimitAccount & { limitFen: bigint }

/** Why the amount does not fit, naming the account with the least room, or null. */
export function checkLimits(accounts: readonly LimitAccount[], approvedFen: bigint): SubsidyLimitExceeded | null {
  const room = ({ limitFen, usedFen }: HeldAccount) => limitFen - usedFen
  const [tightest] = accounts
    .filter((account): account is HeldAccount => account.limitFen !== null)
    .toSorted((a, b) => (room(a) < room(b) ? -1 : room(a) > room(b) ? 1 : compareAccounts(a, b)))
  return tightest && room(tightest) < approvedFen ? new SubsidyLimitExceeded(tightest, approvedFen) : null
}

/**
 * Why a floor ("不低于") is no longer due, or null: no limit of its entitlement would hold a second grant of it, so nothing
 * may have been granted there since it was computed. Where payers share it, others grant their parts meanwhile: what is
 * still due is computed anew before each is granted. Amounts in 分.
 */
export function checkFloorStillDue(
  trace: LimitTrace,
  figure: { id: string; gives: FigureKind; ceilingFen: bigint },
  accounts: readonly LimitAccount[],
): FigureOutdated | null {
  if (figure.gives !== 'at_least' || (trace.payers ?? []).length > 0) return null
  const own = trace.limits?.[0]
  const usedFen = own && accounts.find(account => compareAccounts(account, own) === 0)?.usedFen
  if (!own || usedFen === undefined) return null
  const sinceFen = usedFen - BigInt(own.usedBeforeFen)
  if (sinceFen <= 0n) return null
  const { id, ceilingFen } = figure
  return new FigureOutdated(id, ceilingFen, ceilingFen > sinceFen ? ceilingFen - sinceFen : 0n)
}
