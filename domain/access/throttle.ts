/**
 * How long somebody must wait before the next try at a password. Failures are counted under three keys: this account
 * from this address, this account from anywhere, and this address for any account. A stranger can make a stranger
 * wait, never the owner for ever: an address from which the account has signed in before is not bound by the
 * account-wide key, that key never asks for more than half a minute, and counts fade away.
 */
import { Refusal } from '../refusal.ts'

export const throttleKinds = ['pair', 'account', 'address'] as const
/** `pair`: one account from one address. */
export type ThrottleKind = (typeof throttleKinds)[number]

export interface ThrottleRule {
  /** Failures that cost nothing: people mistype. */
  freeFailures: number
  /** The wait after one failure more; each further one doubles it. */
  firstWaitSeconds: number
  longestWaitSeconds: number
  /** Each such time without a failure takes one failure off the count. */
  fadeSeconds: number
}

export const throttleRules: Record<ThrottleKind, ThrottleRule> = {
  pair: { freeFailures: 5, firstWaitSeconds: 5, longestWaitSeconds: 900, fadeSeconds: 1800 },
  account: { freeFailures: 20, firstWaitSeconds: 2, longestWaitSeconds: 30, fadeSeconds: 300 },
  // A whole office may stand behind one address, so this one begins late.
  address: { freeFailures: 60, firstWaitSeconds: 5, longestWaitSeconds: 300, fadeSeconds: 60 },
}

export interface FailureRecord {
  failures: number
  lastFailureAt: Date
}

export type FailureRecords = Readonly<Record<ThrottleKind, FailureRecord | null>>

/** The count that is left of a record at `now`. */
export function fadedFailures(kind: ThrottleKind, record: FailureRecord | null, now: Date): number {
  if (!record) return 0
  const seconds = Math.max(0, now.getTime() - record.lastFailureAt.getTime()) / 1000
  return Math.max(0, record.failures - Math.floor(seconds / throttleRules[kind].fadeSeconds))
}

function waitAfter(rule: ThrottleRule, failures: number): number {
  if (failures < rule.freeFailures) return 0
  return Math.min(rule.longestWaitSeconds, rule.firstWaitSeconds * 2 ** (failures - rule.freeFailures))
}

/** The count that asks for the longest wait. More is not counted, or a long siege would take days to fade. */
function mostFailures(rule: ThrottleRule): number {
  return rule.freeFailures + Math.ceil(Math.log2(rule.longestWaitSeconds / rule.firstWaitSeconds))
}

function waitFor(kind: ThrottleKind, record: FailureRecord | null, now: Date): number {
  if (!record) return 0
  const wait = waitAfter(throttleRules[kind], fadedFailures(kind, record, now))
  const passed = (now.getTime() - record.lastFailureAt.getTime()) / 1000
  // A clock set back must not add to the wait.
  return Math.min(wait, Math.max(0, Math.ceil(wait - passed)))
}

/** Seconds to wait before the next try; 0 means: try now. `isKnownAddress`: the account has signed in from here before. */
export function throttleWaitSeconds(records: FailureRecords, isKnownAddress: boolean, now: Date): number {
  const binding = throttleKinds.filter(kind => kind !== 'account' || !isKnownAddress)
  return Math.max(...binding.map(kind => waitFor(kind, records[kind], now)))
}

/** The records after one more failure at `now`. */
export function countFailure(records: FailureRecords, now: Date): Record<ThrottleKind, FailureRecord> {
  const next = (kind: ThrottleKind) => ({
    failures: Math.min(fadedFailures(kind, records[kind], now) + 1, mostFailures(throttleRules[kind])),
    lastFailureAt: now,
  })
  return { pair: next('pair'), account: next('account'), address: next('address') }
}

/** After this long without a failure a record means nothing any more and may be deleted. */
export const throttleMemorySeconds = 86_400

/** Too many failures lately. Says how long to wait, to everybody alike: also for accounts that do not exist. */
export class TooManyAttempts extends Refusal {
  readonly code = 'TOO_MANY_ATTEMPTS'
  readonly retryAfterSeconds: number
  constructor(retryAfterSeconds: number) {
    super(`Too many failed attempts; try again in ${retryAfterSeconds} seconds`)
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** More people sign in at this moment than the server can check passwords for. */
export class TooBusy extends Refusal {
  readonly code = 'TOO_BUSY'
  constructor() {
    super('Too many people are signing in at this moment; try again in a few seconds')
  }
}
