import { isDay } from '../../calendar.ts'
import { type FieldProblem, Refusal } from '../../refusal.ts'
import { groupBy } from '../evaluate/group-by.ts'

/** Why granted money falls back: what happened to the record it was computed from, after it was approved or paid. */
export const clawbackReasons = [
  'registration_deregistered',
  'registration_revoked',
  'money_fact_reversed',
  'integrity_record',
  'fact_withdrawn',
] as const
export type ClawbackReason = (typeof clawbackReasons)[number]

/**
 * Why the program itself withdrew a figure or has it paid back; null where `reason` are the words of a person. Steps and
 * determinations keep either in one column.
 */
export function causeOf(reason: string | null): ClawbackReason | null {
  return clawbackReasons.find(known => known === reason) ?? null
}

/** What an integrity record ("诚信记录") says was found. */
export const integrityCategories = [
  'false_materials',
  'misuse_of_funds',
  'research_misconduct',
  'serious_dishonesty',
] as const
export type IntegrityCategory = (typeof integrityCategories)[number]

/** A grant on one entitlement, in 分; `standing` is what was granted, less what came back or is to come back. */
export interface StandingGrant {
  id: string
  /** Region of the bureau that granted it. */
  payer: string | null
  state: 'approved' | 'paid'
  standingFen: bigint
}

/** What may be granted so far on an entitlement, earlier grants included; where payers share it, whose part is how much. */
export interface Payable {
  payableFen: bigint
  parts: readonly { payer: string; partFen: bigint }[]
}

export interface ClawbackPlan {
  /** Approved, not paid: the approval is withdrawn, whole. */
  withdraw: string[]
  claws: { id: string; amountFen: bigint }[]
}

/** What of an entitlement is this payer's to grant, in 分. */
export function partOf({ payableFen, parts }: Payable, payer: string | null): bigint {
  return parts.length === 0 ? payableFen : (parts.find(part => part.payer === payer)?.partFen ?? 0n)
}

/** The larger of two findings on one entitlement, of the whole and of each payer's part. */
export function largerOf(one: Payable, other: Payable): Payable {
  const payers = new Set([...one.parts, ...other.parts].map(({ payer }) => payer))
  const partIn = ({ parts }: Payable, payer: string) => parts.find(part => part.payer === payer)?.partFen ?? 0n
  const larger = (a: bigint, b: bigint) => (a > b ? a : b)
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

interface LeftOfGrant extends StandingGrant {
  leftFen: bigint
}

/** Takes from one grant after the other until no more than this is left of all. */
function holdTo(grants: readonly LeftOfGrant[], mostFen: bigint): void {
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

/** Who has an integrity record that is not repaired is not granted what it is about. */
export class IntegrityRecordStands extends Refusal {
  readonly code = 'INTEGRITY_RECORD_STANDS'
  readonly recordId: string
  readonly foundOn: string
  constructor(recordId: string, foundOn: string) {
    super(`an integrity record of ${foundOn} stands against the unit: repair it first, or refuse the figure`)
    this.recordId = recordId
    this.foundOn = foundOn
  }
}

const longestSummary = 1000

/** What is wrong with an integrity record: it says what was found, and on a day up to today. */
export function checkIntegrity(
  { summary, foundOn }: { summary: string; foundOn: string },
  today: string,
): FieldProblem[] {
  const problems: FieldProblem[] = []
  if (summary.trim() === '' || summary.length > longestSummary)
    problems.push({
      path: 'summary',
      message: 'is missing or too long',
      remedy: `say what was found, in at most ${longestSummary} characters`,
    })
  if (!isDay(foundOn) || foundOn > today)
    problems.push({
      path: 'foundOn',
      message: `"${foundOn}" is not a day up to today`,
      remedy: `enter a day up to ${today}`,
    })
  return problems
}

export class IntegrityRepaired extends Refusal {
  readonly code = 'INTEGRITY_REPAIRED'
  readonly repairedOn: string
  constructor(repairedOn: string) {
    super(`This integrity record has been repaired on ${repairedOn} already`)
    this.repairedOn = repairedOn
  }
}

/** What is wrong with the day of a repair ("信用修复"): it is not before what was found, and not ahead. */
export function checkRepair(
  repairedOn: string,
  { foundOn, today }: { foundOn: string; today: string },
): FieldProblem[] {
  if (isDay(repairedOn) && repairedOn >= foundOn && repairedOn <= today) return []
  const message = `"${repairedOn}" is not a day from the finding to today`
  return [{ path: 'repairedOn', message, remedy: `give a day from ${foundOn} to ${today}` }]
}
