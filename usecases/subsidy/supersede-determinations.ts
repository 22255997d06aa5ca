/**
 * One figure waits for each entitlement: a new one takes the place of the one before. What the beneficiary has done is
 * not asked for twice: a claim, and the account to pay to, go over to the new figure; a review does not.
 */
import type { Transaction } from '#db/client.ts'
import { copyPayee } from '#db/queries/payee.ts'
import {
  type DeterminationRow,
  lockOpenDeterminations,
  type NewDetermination,
  updateDetermination,
} from '#db/queries/subsidy.ts'
import { checkClaimable, determinationLifecycle } from '#domain/subsidy/determination.ts'
import type { Ctx } from '../support/ctx.ts'
import { takeStep } from '../support/step.ts'

type Entitlement = Pick<DeterminationRow, 'subjectKind' | 'subjectId' | 'window' | 'beneficiaryId'>

const keyOf = ({ subjectKind, subjectId, window, beneficiaryId }: Entitlement) =>
  [subjectKind, subjectId, window, beneficiaryId].join(' ')

/** A figure with the claim it takes over, if any. */
export interface Succession {
  before: DeterminationRow
  after: string
}

const step = (
  ctx: Ctx,
  tx: Transaction,
  row: DeterminationRow,
  event: 'supersede' | 'claim' | 'tell',
  reason: string,
) =>
  takeStep(ctx, tx, {
    kind: 'determination',
    id: row.id,
    lifecycle: determinationLifecycle,
    from: row.state,
    event,
    reason,
  })

/** Before the new figures of one rule are stored; they must all be of one policy, rule and bureau. */
export async function supersedeDeterminations(
  ctx: Ctx,
  tx: Transaction,
  rows: readonly NewDetermination[],
): Promise<Succession[]> {
  const waiting = rows.filter(row => row.state === 'determined' && row.gives !== 'share_floor')
  const [first] = waiting
  if (!first) return []
  const { policyId, rule, bureauId } = first
  const open = await lockOpenDeterminations(tx, {
    policyId,
    rule,
    bureauId,
    subjectIds: waiting.map(({ subjectId }) => subjectId),
  })
  const following = new Map(waiting.map(row => [keyOf(row), row.id]))
  const successions: Succession[] = []
  for (const before of open) {
    const after = following.get(keyOf(before))
    if (after === undefined) continue
    const state = await step(ctx, tx, before, 'supersede', '')
    await updateDetermination(tx, before.id, { state, supersededBy: after })
    successions.push({ before, after })
  }
  return successions
}

/** After the new figures are stored: each takes over what its predecessor's beneficiary has done. */
export async function carryClaims(
  ctx: Ctx,
  tx: Transaction,
  rows: readonly DeterminationRow[],
  successions: readonly Succession[],
): Promise<DeterminationRow[]> {
  const byId = new Map(rows.map(row => [row.id, row]))
  for (const { before, after } of successions) {
    const row = byId.get(after)
    if (!row || checkClaimable(row.gives, row.ceilingFen) !== null) continue
    const { claimedBy, claimedAt, toldBy, toldAt } = before
    if (claimedAt === null && toldAt === null) continue
    const state = await step(ctx, tx, row, claimedAt === null ? 'tell' : 'claim', `taken over from ${before.id}`)
    const change = { state, claimedBy, claimedAt, toldBy, toldAt }
    await updateDetermination(tx, row.id, change)
    await copyPayee(tx, { from: before.id, to: row.id })
    byId.set(row.id, { ...row, ...change })
  }
  return rows.map(row => byId.get(row.id) ?? row)
}
