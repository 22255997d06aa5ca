/**
 * Works off `subsidy.ground_changed`: a registration, a money fact, a fact that a bureau kept or the standing of an
 * organisation fell away, or a figure was found lower than what stands granted. What was granted is computed anew; an
 * approval that is not paid is withdrawn, what was paid is to come back, each payer's own. The same cause raises nothing
 * twice, however often it is worked off; nor do two, of what is to come back already.
 */
import type { Transaction } from '#db/client.ts'
import { insertClawback, listGrantsBeside } from '#db/queries/clawback.ts'
import { readClock } from '#db/queries/clock.ts'
import { finishMessage, lockOpenMessage, type TakenMessage } from '#db/queries/outbox.ts'
import { listInPayout } from '#db/queries/payout.ts'
import {
  type DeterminationRow,
  findDeterminations,
  lockDeterminations,
  updateDetermination,
} from '#db/queries/subsidy.ts'
import { may } from '#domain/access/may.ts'
import type { GroundChange } from '#domain/notification/notification.ts'
import { refuse } from '#domain/refusal.ts'
import { groupBy } from '#domain/subsidy/evaluate/group-by.ts'
import { type ClawbackReason, partOf, planClawback } from '#domain/subsidy/money/clawback.ts'
import { determinationLifecycle } from '#domain/subsidy/money/determination.ts'
import type { Ctx } from '../../support/ctx.ts'
import { type AuditNote, mutate } from '../../support/mutate.ts'
import { takeStep } from '../../support/step.ts'
import { entitlementOf, isGranted, listStandingGrants } from '../figure/list-standing-grants.ts'
import { readRulesOf, reevaluateGrants } from '../figure/reevaluate-determinations.ts'
import { listConcernedGrants } from './concerned-grants.ts'
import { approvalOf, release } from './withdraw-approval.ts'

/** Something of this cause waits until the treasury has answered. */
class WithTreasury extends Error {}

/** All that is granted on an entitlement that a change concerns: what falls away of one grant concerns their sum. */
interface Entitlement {
  /** The latest: the rule is asked as it was for this one, whose version counted those before it. */
  lead: DeterminationRow
  rows: DeterminationRow[]
}

/**
 * All figures are locked by one statement, in the order of their ids, as whoever pays several locks them; then, in
 * `release`, all accounts by one, as whoever approves locks them. What is being approved meanwhile is waited for.
 */
async function lockConcerned(tx: Transaction, change: GroundChange): Promise<Entitlement[]> {
  const concerned = new Set(await listConcernedGrants(tx, change))
  // An integrity record is about what it says, and nothing else.
  const beside = change.reason === 'integrity_record' ? [] : await listGrantsBeside(tx, [...concerned])
  const locked = await lockDeterminations(tx, [...new Set([...concerned, ...beside])])
  const granted = locked.filter(isGranted)
  return [...groupBy(granted, row => [entitlementOf(row)]).values()].flatMap(rows => {
    if (!rows.some(({ id }) => concerned.has(id))) return []
    const [lead] = rows.toSorted((a, b) => Number(b.approvedAt) - Number(a.approvedAt))
    return lead ? [{ lead, rows }] : []
  })
}

/** The reason is a word of `ClawbackReason`: screens have its sentence in the language of who reads it. */
async function withdraw(ctx: Ctx, tx: Transaction, row: DeterminationRow, reason: ClawbackReason): Promise<AuditNote> {
  const frame = { kind: 'determination', id: row.id, lifecycle: determinationLifecycle, from: row.state } as const
  const state = await takeStep(ctx, tx, { ...frame, event: 'withdraw_approval', reason })
  await updateDetermination(tx, row.id, { state, refusalReason: reason })
  return {
    action: 'subsidy.withdraw_approval',
    subjectKind: 'determination',
    subjectId: row.id,
    before: { state: row.state },
    after: { state, reason },
    messages: [{ topic: 'subsidy.refused', payload: { determinationId: row.id, clawbackId: null } }],
  }
}

/** What brought out that too much stands granted on each entitlement: one thing, or its own figure. */
async function readCauses(tx: Transaction, change: GroundChange): Promise<(lead: DeterminationRow) => string> {
  const { causeId } = change
  if (causeId !== null) return () => causeId
  const figures = await findDeterminations(tx, change.reason === 'figure_lowered' ? change.figureIds : [])
  const byEntitlement = new Map(figures.map(figure => [entitlementOf(figure), figure.id]))
  return lead => byEntitlement.get(entitlementOf(lead)) ?? missing(lead.id)
}

function missing(id: string): never {
  throw new RangeError(`figure ${id} was granted on an entitlement that no cause speaks of`)
}

interface Raised {
  determinationId: string
  causeId: string
  grantedFen: bigint
  wholeFen: bigint
  amountFen: bigint
  raisedAt: Date
}

async function claw(ctx: Ctx, tx: Transaction, reason: ClawbackReason, raised: Raised): Promise<AuditNote[]> {
  const row = { id: ctx.newId(), ...raised, reason }
  if (!(await insertClawback(tx, row))) return []
  const payload = { determinationId: raised.determinationId, clawbackId: row.id }
  const message = { topic: 'subsidy.clawed_back' as const, payload }
  const frame = { action: 'clawback.raise', subjectKind: 'clawback', subjectId: row.id }
  return [{ ...frame, before: null, after: row, messages: [message] }]
}

/** What is to come back of the grants, entitlement by entitlement. */
async function planAll(tx: Transaction, change: GroundChange, entitlements: readonly Entitlement[], now: Date) {
  const leads = entitlements.map(({ lead }) => lead)
  const grants = entitlements.flatMap(({ rows }) => rows)
  const standing = await listStandingGrants(tx, grants)
  const forfeits = change.reason === 'integrity_record'
  const found = forfeits ? null : await reevaluateGrants(tx, await readRulesOf(tx, leads), { grants, now })
  return leads.map(lead => {
    const grants = standing.get(entitlementOf(lead)) ?? []
    const payable = found === null ? { payableFen: 0n, parts: [] } : found.get(lead.id)
    if (!payable) throw new RangeError(`figure ${lead.id} was not evaluated again`)
    return { lead, grants, payable, plan: planClawback(grants, payable) }
  })
}

async function settle(ctx: Ctx, tx: Transaction, change: GroundChange) {
  const entitlements = await lockConcerned(tx, change)
  const raisedAt = await readClock(tx)
  const planned = await planAll(tx, change, entitlements, raisedAt)
  const causeOf = await readCauses(tx, change)
  const withdrawn = new Set(planned.flatMap(({ plan }) => plan.withdraw))
  const waits = await listInPayout(tx, [...withdrawn])
  for (const id of waits) withdrawn.delete(id)
  const rows = entitlements.flatMap(one => one.rows).filter(({ id }) => withdrawn.has(id))
  await release(ctx, tx, rows.map(approvalOf))
  const audit: AuditNote[] = []
  for (const row of rows) audit.push(await withdraw(ctx, tx, row, change.reason))
  for (const { lead, grants, payable, plan } of planned)
    for (const { id, amountFen } of plan.claws) {
      const grant = grants.find(one => one.id === id)
      if (!grant) throw new RangeError(`a claw-back is planned of figure ${id}, which is not granted`)
      const wholeFen = partOf(payable, grant.payer)
      const causeId = causeOf(lead)
      const raised = { determinationId: id, causeId, grantedFen: grant.standingFen, wholeFen, amountFen, raisedAt }
      audit.push(...(await claw(ctx, tx, change.reason, raised)))
    }
  return { audit, waits }
}

type GroundMessage = Extract<TakenMessage, { topic: 'subsidy.ground_changed' }>

/** Returns how many claw-backs and withdrawals it led to; 0 when another worker was first. */
export async function raiseClawbacks(ctx: Ctx, message: GroundMessage): Promise<number> {
  refuse(may(ctx.actor, 'clawback.raise'))
  const { count, waits } = await mutate(ctx, async tx => {
    if (!(await lockOpenMessage(tx, message))) return { result: { count: 0, waits: [] as string[] }, audit: [] }
    const { audit, waits } = await settle(ctx, tx, message.payload)
    if (waits.length === 0) await finishMessage(tx, message, await readClock(tx))
    return { result: { count: audit.length, waits }, audit }
  })
  // Kept in the outbox and tried again: once it is paid it can be collected, once it failed it can be withdrawn.
  if (waits.length > 0) throw new WithTreasury(`waits for the treasury's answer on ${waits.join(', ')}`)
  return count
}
