/**
 * Works off `subsidy.ground_changed`: a registration, a money fact, a fact that a bureau kept or the
 * standing of an organisation fell away. What was
 * granted on it is computed anew; an approval that is not paid is withdrawn, what was paid is to come back. The same
 * cause raises nothing twice, however often it is worked off.
 */
import type { Transaction } from '#db/client.ts'
import {
  insertClawback,
  listGrantsOfAccount,
  listGrantsOnIntegrity,
  listGrantsOnRegistration,
  listGrantsOnReversal,
  sumClawbacks,
} from '#db/queries/clawback.ts'
import { readClock } from '#db/queries/clock.ts'
import { finishMessage, lockOpenMessage, type TakenMessage } from '#db/queries/outbox.ts'
import { listInPayout } from '#db/queries/payout.ts'
import { type DeterminationRow, lockDeterminations, updateDetermination } from '#db/queries/subsidy.ts'
import { may } from '#domain/access/may.ts'
import type { GroundChange } from '#domain/notification/notification.ts'
import { refuse } from '#domain/refusal.ts'
import { type ClawbackReason, planClawback, type StandingGrant } from '#domain/subsidy/money/clawback.ts'
import { determinationLifecycle } from '#domain/subsidy/money/determination.ts'
import { type LimitTrace, ownAccount } from '#domain/subsidy/money/limit-account.ts'
import type { Ctx } from '../../support/ctx.ts'
import { type AuditNote, mutate } from '../../support/mutate.ts'
import { takeStep } from '../../support/step.ts'
import { reevaluateDetermination } from '../figure/reevaluate-determination.ts'
import { listGrantsOnFact } from './grants-on-fact.ts'
import { release } from './withdraw-approval.ts'

/** Something of this cause waits until the treasury has answered. */
class WithTreasury extends Error {}

async function listConcerned(tx: Transaction, { reason, causeId }: GroundChange): Promise<string[]> {
  if (reason === 'integrity_record') return listGrantsOnIntegrity(tx, causeId)
  if (reason === 'fact_withdrawn') return listGrantsOnFact(tx, causeId)
  if (reason === 'money_fact_reversed') return listGrantsOnReversal(tx, causeId)
  return listGrantsOnRegistration(tx, causeId)
}

interface Entitlement {
  whole: DeterminationRow
  grants: DeterminationRow[]
}

/** The grants of the same entitlements, all locked in one order; what concerns one of them concerns their sum. */
async function lockEntitlements(tx: Transaction, change: GroundChange): Promise<Entitlement[]> {
  const locked = await lockDeterminations(tx, await listConcerned(tx, change))
  const concerned = locked.filter(({ state }) => state === 'approved' || state === 'paid')
  const entitlements = new Map<string, Entitlement>()
  for (const row of concerned) {
    const key = ownAccount(row.trace as LimitTrace, row.window)
    const name = JSON.stringify([row.policyId, key.account, key.key, key.window])
    if (entitlements.has(name)) continue
    // Who forfeits by an integrity record forfeits what it is about, and nothing else.
    const ids =
      change.reason === 'integrity_record'
        ? concerned.map(({ id }) => id)
        : await listGrantsOfAccount(tx, row.policyId, key)
    const rows = await lockDeterminations(tx, ids)
    const order = new Map(ids.map((id, i) => [id, i]))
    const grants = rows
      .filter(one => JSON.stringify(ownAccount(one.trace as LimitTrace, one.window)) === JSON.stringify(key))
      .sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0))
    entitlements.set(name, { whole: row, grants })
  }
  return [...entitlements.values()]
}

/** The reason is a word of `ClawbackReason`: screens have its sentence in the language of who reads it. */
async function withdraw(ctx: Ctx, tx: Transaction, row: DeterminationRow, reason: ClawbackReason): Promise<AuditNote> {
  await release(ctx, tx, row, { amountFen: row.approvedFen ?? 0n, clawbackId: null })
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

async function claw(
  ctx: Ctx,
  tx: Transaction,
  change: GroundChange,
  raised: { determinationId: string; grantedFen: bigint; wholeFen: bigint; amountFen: bigint; raisedAt: Date },
): Promise<AuditNote[]> {
  const row = { id: ctx.newId(), ...raised, reason: change.reason, causeId: change.causeId }
  if (!(await insertClawback(tx, row))) return []
  const payload = { determinationId: raised.determinationId, clawbackId: row.id }
  const message = { topic: 'subsidy.clawed_back' as const, payload }
  const frame = { action: 'clawback.raise', subjectKind: 'clawback', subjectId: row.id }
  return [{ ...frame, before: null, after: row, messages: [message] }]
}

async function settle(ctx: Ctx, tx: Transaction, change: GroundChange, entitlement: Entitlement) {
  const { grants, whole } = entitlement
  const ids = grants.map(({ id }) => id)
  const raisedBefore = await sumClawbacks(tx, ids)
  const inPayout = new Set(await listInPayout(tx, ids))
  const standing: StandingGrant[] = grants.map(row => ({
    id: row.id,
    state: row.state === 'paid' ? 'paid' : 'approved',
    standingFen: (row.approvedFen ?? 0n) - (raisedBefore.get(row.id) ?? 0n),
  }))
  const { wholeFen } =
    change.reason === 'integrity_record' ? { wholeFen: 0n } : await reevaluateDetermination(tx, whole)
  const plan = planClawback(standing, wholeFen)
  const rows = new Map(grants.map(row => [row.id, row]))
  const waits = plan.withdraw.filter(id => inPayout.has(id))
  const raisedAt = await readClock(tx)
  const audit: AuditNote[] = []
  for (const id of plan.withdraw.filter(one => !waits.includes(one))) {
    const row = rows.get(id)
    if (row) audit.push(await withdraw(ctx, tx, row, change.reason))
  }
  for (const { id, amountFen } of plan.claws) {
    const grantedFen = standing.find(grant => grant.id === id)?.standingFen ?? amountFen
    audit.push(...(await claw(ctx, tx, change, { determinationId: id, grantedFen, wholeFen, amountFen, raisedAt })))
  }
  return { audit, waits }
}

type GroundMessage = Extract<TakenMessage, { topic: 'subsidy.ground_changed' }>

/** Returns how many claw-backs and withdrawals it led to; 0 when another worker was first. */
export async function raiseClawbacks(ctx: Ctx, message: GroundMessage): Promise<number> {
  refuse(may(ctx.actor, 'clawback.raise'))
  const { count, waits } = await mutate(ctx, async tx => {
    if (!(await lockOpenMessage(tx, message))) return { result: { count: 0, waits: [] as string[] }, audit: [] }
    const audit: AuditNote[] = []
    const waits: string[] = []
    for (const entitlement of await lockEntitlements(tx, message.payload)) {
      const settled = await settle(ctx, tx, message.payload, entitlement)
      audit.push(...settled.audit)
      waits.push(...settled.waits)
    }
    if (waits.length === 0) await finishMessage(tx, message, await readClock(tx))
    return { result: { count: audit.length, waits }, audit }
  })
  // Kept in the outbox and tried again: once it is paid it can be collected, once it failed it can be withdrawn.
  if (waits.length > 0) throw new WithTreasury(`waits for the treasury's answer on ${waits.join(', ')}`)
  return count
}
