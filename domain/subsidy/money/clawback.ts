import { dayInChina, isDay } from '../../calendar.ts'
import { type FieldProblem, Refusal } from '../../refusal.ts'
import { groupBy } from '../evaluate/group-by.ts'

/**
 * Why granted money falls back: what happened to the record it was computed from, after it was approved or paid; or, of
 * `figure_lowered`, that what was recorded later made it less when it was determined anew.
 */
export const clawbackReasons = [
  'registration_deregistered',
  'registration_revoked',
  'money_fact_reversed',
  'integrity_record',
  'fact_withdrawn',
  'figure_lowered',
] as const
export type ClawbackReason = (typeof clawbackReasons)[number]

/**
 * Why the program itself withdrew a figure or has it paid back; null where `reason` are the words of a person. Steps and
 * determinations keep either in one column.
 */
export function causeOf(reason: string | null): ClawbackReason | null {
  return clawbackReasons.find(known => known === reason) ?? null
}

/** A grant on one entitlement, in 分; `standing` is what was granted, less what came back or is to come back. */
export interface StandingGrant {
  id: string
  /** Region of the bureau that granted it. */
  payer: string | null
  state: 'approved' | 'paid'
  standingFen: bigint
}

/**
 * What may be granted so far on an entitlement, earlier grants included; where payers share it, whose part is how much.
 * Null: as much as was granted; above a floor ("不低于") it is the bureau's to say.
 */
export interface Payable {
  payableFen: bigint | null
  parts: readonly { payer: string; partFen: bigint | null }[]
}

export interface ClawbackPlan {
  /** Approved, not paid: the approval is withdrawn, whole. */
  withdraw: string[]
  claws: { id: string; amountFen: bigint }[]
}

/** What of an entitlement is this payer's to grant, in 分. @throws RangeError where nothing limits it */
export function partOf({ payableFen, parts }: Payable, payer: string | null): bigint {
  const part = parts.find(part => part.payer === payer)
  if (parts.length > 0 && !part) return 0n
  const partFen = part?.partFen ?? payableFen
  if (partFen === null) throw new RangeError('nothing limits what is granted of it')
  return partFen
}

/** The larger of two findings on one entitlement, of the whole and of each payer's part. */
export function largerOf(one: Payable, other: Payable): Payable {
  const payers = new Set([...one.parts, ...other.parts].map(({ payer }) => payer))
  const partIn = ({ parts }: Payable, payer: string) => {
    const part = parts.find(part => part.payer === payer)
    return part ? part.partFen : 0n
  }
  const larger = (a: bigint | null, b: bigint | null) => (a === null || b === null ? null : a > b ? a : b)
  return {
    payableFen: larger(one.payableFen, other.payableFen),
    parts: [...payers].map(payer => ({ payer, partFen: larger(partIn(one, payer), partIn(other, payer)) })),
  }
}

/**
 * What is to come back of the grants on one entitlement: what each payer has granted over its own part, then what all
 * have over the whole, of those first who have no part in it. The latest comes back first; what is not paid yet is
 * withdrawn rather than paid and collected. Grants in the order they were approved.
 */
export function planClawback(grants: readonly StandingGrant[], { payableFen, parts }: Payable): ClawbackPlan {
  const latestFirst = grants.map(grant => ({ ...grant, leftFen: grant.standingFen })).toReversed()
  const approved = latestFirst.filter(({ state }) => state === 'approved')
  const paid = latestFirst.filter(({ state }) => state === 'paid')
  const ofPayer = groupBy([...approved, ...paid], ({ payer }) => [payer ?? ''])
  const shared = parts.map(({ payer, partFen }) => ({ grants: ofPayer.get(payer) ?? [], partFen }))
  for (const part of shared) holdTo(part.grants, part.partFen)
  const ofParts = new Set(shared.flatMap(part => part.grants))
  holdTo(
    [...approved, ...paid].toSorted((a, b) => Number(ofParts.has(a)) - Number(ofParts.has(b))),
    payableFen,
  )
  const isTaken = ({ standingFen, leftFen }: LeftOfGrant) => leftFen < standingFen
  return {
    withdraw: approved.filter(isTaken).map(({ id }) => id),
    claws: paid.filter(isTaken).map(({ id, standingFen, leftFen }) => ({ id, amountFen: standingFen - leftFen })),
  }
}

/** All that a plan takes back of these grants, approvals that it withdraws included, in 分. */
export function fallsBackFen(grants: readonly StandingGrant[], { withdraw, claws }: ClawbackPlan): bigint {
  const withdrawn = grants.filter(({ id }) => withdraw.includes(id))
  return [...withdrawn.map(({ standingFen }) => standingFen), ...claws.map(({ amountFen }) => amountFen)].reduce(
    (sum, fen) => sum + fen,
    0n,
  )
}

interface LeftOfGrant extends StandingGrant {
  leftFen: bigint
}

/** Takes from one grant after the other until no more than this is left of all; nothing where it is null. */
function holdTo(grants: readonly LeftOfGrant[], mostFen: bigint | null): void {
  if (mostFen === null) return
  let excessFen = grants.reduce((sum, { leftFen }) => sum + leftFen, -mostFen)
  for (const grant of grants) {
    if (excessFen <= 0n) return
    const backFen = grant.state === 'approved' || excessFen > grant.leftFen ? grant.leftFen : excessFen
    grant.leftFen -= backFen
    excessFen -= backFen
  }
}

/** What is wrong with the proof that a claw-back was collected. */
export function checkCollection(
  collection: { collectedOn: string; bankReference: string },
  days: { paidOn: string; today: string },
): FieldProblem[] {
  const { collectedOn, bankReference } = collection
  const problems: FieldProblem[] = []
  if (!isDay(collectedOn) || collectedOn < days.paidOn || collectedOn > days.today)
    problems.push({
      path: 'collectedOn',
      message: `"${collectedOn}" is not a day from the payment to today`,
      remedy: `give a day from ${days.paidOn} to ${days.today}`,
    })
  if (bankReference.trim() === '' || bankReference.length > 100)
    problems.push({
      path: 'bankReference',
      message: 'is missing or too long',
      remedy: 'give the reference of the bank, at most 100 characters',
    })
  return problems
}

export class ClawbackCollected extends Refusal {
  readonly code = 'CLAWBACK_COLLECTED'
  readonly collectedOn: string | null
  constructor(collectedOn: string | null) {
    super('This claw-back has been collected already')
    this.collectedOn = collectedOn
  }
}

/** Nothing is to come back on it any more. */
export class ClawbackCancelled extends Refusal {
  readonly code = 'CLAWBACK_CANCELLED'
  readonly cancelledOn: string
  constructor(cancelledOn: string) {
    super(`This claw-back was cancelled on ${cancelledOn}: nothing is to come back on it`)
    this.cancelledOn = cancelledOn
  }
}

/** What the grant was computed from is not as it was: it would fall back again. */
export class ClawbackStands extends Refusal {
  readonly code = 'CLAWBACK_STANDS'
  readonly amountFen: bigint
  constructor(amountFen: bigint) {
    super(`${amountFen} 分 would have to come back again: correct the records first, or collect it`)
    this.amountFen = amountFen
  }
}

/** It stands as long as its integrity record does. */
export class ClawbackOfRecord extends Refusal {
  readonly code = 'CLAWBACK_OF_RECORD'
  readonly recordId: string
  constructor(recordId: string) {
    super('This claw-back rests on an integrity record; an officer who did not record it revokes the record instead')
    this.recordId = recordId
  }
}

interface EndOfClawback {
  reason: ClawbackReason
  causeId: string
  collectedAt: Date | null
  collectedOn: string | null
  cancelledAt: Date | null
}

/** Why a person may not cancel this claw-back by itself, or null. */
export function checkCancellable(claim: EndOfClawback): Refusal | null {
  if (claim.cancelledAt !== null) return new ClawbackCancelled(dayInChina(claim.cancelledAt))
  if (claim.collectedAt !== null) return new ClawbackCollected(claim.collectedOn)
  return claim.reason === 'integrity_record' ? new ClawbackOfRecord(claim.causeId) : null
}
