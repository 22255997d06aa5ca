/**
 * A fact that does not hold ("撤回"): it stays where it is and counts no more. What was granted on it is computed anew, as
 * after a payment that was reversed.
 */
import type { Transaction } from '#db/client.ts'
import { readClock } from '#db/queries/clock.ts'
import { lockKeptFact, type SubsidyFactRow, withdrawKeptFact } from '#db/queries/kept-fact.ts'
import { may, mayInOwnRegion } from '#domain/access/may.ts'
import { NotFound, refuse, requireValid } from '#domain/refusal.ts'
import { checkWithdrawal, FactWithdrawn } from '#domain/subsidy/facts/kept-fact.ts'
import type { Ctx } from '../../support/ctx.ts'
import { type AuditNote, mutate } from '../../support/mutate.ts'
import { requirePerson } from '../../support/person.ts'
import { checkFactsNotOwn } from './fact-regions.ts'
import { getSubsidyFact, type SubsidyFact } from './list-subsidy-facts.ts'

export interface WithdrawSubsidyFactInput {
  id: string
  reason: string
}

/** In the transaction of whoever asks. @throws NotFound, NotAllowed, OwnOrganisation, FactWithdrawn */
export async function withdraw(
  ctx: Ctx,
  tx: Transaction,
  { id, reason }: WithdrawSubsidyFactInput,
): Promise<{ fact: SubsidyFactRow; note: AuditNote }> {
  const { userId: withdrawnBy } = requirePerson(ctx.actor)
  const fact = await lockKeptFact(tx, id)
  if (!fact) throw new NotFound('fact')
  refuse(may(ctx.actor, 'subsidy_fact.withdraw', { bureau: fact.bureauId }))
  for (const refusal of await checkFactsNotOwn(ctx.actor, tx, [fact])) refuse(refusal)
  if (fact.withdrawnAt !== null) throw new FactWithdrawn()
  const withdrawal = { withdrawnBy, withdrawnAt: await readClock(tx), withdrawalReason: reason }
  await withdrawKeptFact(tx, id, withdrawal)
  const payload = { reason: 'fact_withdrawn' as const, causeId: id }
  const note: AuditNote = {
    action: 'subsidy_fact.withdraw',
    subjectKind: 'subsidy_fact',
    subjectId: id,
    before: fact,
    after: withdrawal,
    messages: [{ topic: 'subsidy.ground_changed', payload }],
  }
  return { fact, note }
}

export async function withdrawSubsidyFact(ctx: Ctx, input: WithdrawSubsidyFactInput): Promise<SubsidyFact> {
  refuse(mayInOwnRegion(ctx.actor, 'subsidy_fact.record'))
  requireValid(checkWithdrawal(input.reason))
  await mutate(ctx, async tx => ({ result: null, audit: (await withdraw(ctx, tx, input)).note }))
  ctx.outbox.wake()
  return getSubsidyFact(ctx, input)
}
