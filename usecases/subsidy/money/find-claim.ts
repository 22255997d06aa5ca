/** What a claim consists of: what the register proves, what the beneficiary has added, what is still missing. */
import type { EvidenceCard } from '#db/queries/evidence.ts'
import { findLatestPayee, findPayee, listPayees, type PayeeRow } from '#db/queries/payee.ts'
import { listPaymentsMade, type PaymentRow } from '#db/queries/payout.ts'
import { findDeterminations } from '#db/queries/subsidy.ts'
import { listLimitAccounts } from '#db/queries/subsidy-limit.ts'
import { may } from '#domain/access/may.ts'
import {
  type AccountKey,
  type AccountLimit,
  compareAccounts,
  type LimitTrace,
  limitsOf,
} from '#domain/subsidy/money/limit-account.ts'
import type { Ctx } from '../../support/ctx.ts'
import { type DeterminationRow, getDetermination } from '../figure/find-determination.ts'
import { listHiddenAccounts } from '../figure/shown-trace.ts'
import { readUnproven } from './claim-subsidy.ts'

export type ReadablePayee = PayeeRow
export type ReadablePayment = PaymentRow

export interface ClaimView {
  /** Records that count and that nothing proves yet: a document is needed for each. */
  missing: { record: string; kind: string }[]
  /** Documents that the beneficiary has attached, to this or an earlier figure. */
  documents: EvidenceCard[]
  /** Whether an account to pay to is known: of this figure, or the last one given. Says nothing of the account itself. */
  isPayeeKnown: boolean
}

export async function findClaim(ctx: Ctx, input: { id: string }): Promise<ClaimView> {
  const row = await getDetermination(ctx, input)
  const { unproven, documents, givenBefore } = await readUnproven(ctx.db, row)
  const payee = (await findPayee(ctx.db, row.id)) ?? (await findLatestPayee(ctx.db, row.beneficiaryId))
  const proven = new Set(givenBefore)
  const missing = unproven.filter(({ record }) => !proven.has(record))
  return { missing, documents, isPayeeKnown: payee !== null }
}

/** Those of these determinations whose account to pay to, and whose payment, the actor may read; confidential. */
async function filterReadable(ctx: Ctx, ids: readonly string[]): Promise<string[]> {
  const rows = ids.length > 0 ? await findDeterminations(ctx.db, ids) : []
  return rows
    .filter(
      row => may(ctx.actor, 'subsidy.read_payee', { bureau: row.bureauId, beneficiary: row.beneficiaryId }) === null,
    )
    .map(({ id }) => id)
}

/** The accounts to pay to, of those determinations whose the actor may read. */
export async function listReadablePayees(ctx: Ctx, input: { ids: readonly string[] }): Promise<PayeeRow[]> {
  const readable = await filterReadable(ctx, input.ids)
  return readable.length > 0 ? listPayees(ctx.db, readable) : []
}

/** How they were paid, of those determinations whose account the actor may read. */
export async function listReadablePayments(ctx: Ctx, input: { ids: readonly string[] }): Promise<PaymentRow[]> {
  const readable = await filterReadable(ctx, input.ids)
  return readable.length > 0 ? listPaymentsMade(ctx.db, readable) : []
}

/** `usedFen` is null where others share the account and the actor reads the figure for its beneficiary only. */
export type ShownAccount = AccountLimit & { usedFen: bigint | null }

/** The accounts that limit a figure, with what is used of them now: what an approver sees before approving. */
export async function listLimits(ctx: Ctx, row: DeterminationRow): Promise<ShownAccount[]> {
  const limits = limitsOf(row.trace as LimitTrace, row)
  const accounts = await listLimitAccounts(ctx.db, row.policyId, limits)
  const hidden = listHiddenAccounts(ctx.actor, row)
  const isSame = (limit: AccountLimit) => (other: AccountKey) => compareAccounts(other, limit) === 0
  return limits.map(limit => ({
    ...limit,
    usedFen: hidden.some(isSame(limit)) ? null : (accounts.find(isSame(limit))?.usedFen ?? 0n),
  }))
}
