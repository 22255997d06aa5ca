/**
 * Each party's own person signs. The second signature makes the contract, on the day in China of the database's clock,
 * and takes its challenge from awarded over contracted to in progress.
 */
import type { Transaction } from '#db/client.ts'
import { lockChallenge } from '#db/queries/challenge.ts'
import { readClock } from '#db/queries/clock.ts'
import { type ContractHead, type ContractRow, lockContract, updateContract } from '#db/queries/contract.ts'
import { may } from '#domain/access/may.ts'
import { dayInChina } from '#domain/calendar.ts'
import { type ContractSide, checkSigning } from '#domain/contract/check-contract.ts'
import { contractLifecycle } from '#domain/contract/contract.ts'
import { checkTransition } from '#domain/lifecycle.ts'
import { NotFound, refuse } from '#domain/refusal.ts'
import { stepChallenge } from '../challenge/move-challenge.ts'
import type { Ctx } from '../support/ctx.ts'
import { type AuditNote, mutate } from '../support/mutate.ts'
import { requirePerson } from '../support/person.ts'
import { takeStep } from '../support/step.ts'
import { partiesOf, sideOf } from './contract-access.ts'
import { getContract } from './get-contract.ts'

async function startChallenge(ctx: Ctx, tx: Transaction, challengeId: string): Promise<AuditNote> {
  const challenge = await lockChallenge(tx, challengeId)
  if (!challenge) throw new Error(`challenge ${challengeId} of a contract is missing`)
  const contracted = await stepChallenge(ctx, tx, challenge, { event: 'contract' })
  const started = await stepChallenge(ctx, tx, contracted, { event: 'start' })
  return {
    action: 'challenge.start',
    subjectKind: 'challenge',
    subjectId: challengeId,
    before: { state: challenge.state },
    after: { state: started.state },
  }
}

function signatureOf(side: ContractSide, userId: string, at: Date) {
  return side === 'buyer'
    ? { buyerSignedBy: userId, buyerSignedAt: at }
    : { sellerSignedBy: userId, sellerSignedAt: at }
}

async function conclude(ctx: Ctx, tx: Transaction, row: ContractRow, now: Date): Promise<AuditNote[]> {
  const state = await takeStep(ctx, tx, {
    kind: 'contract',
    id: row.id,
    lifecycle: contractLifecycle,
    from: row.state,
    event: 'sign',
  })
  await updateContract(tx, row.id, { state, signedOn: dayInChina(now) })
  return row.challengeId ? [await startChallenge(ctx, tx, row.challengeId)] : []
}

export async function signContract(ctx: Ctx, input: { id: string }): Promise<ContractHead> {
  await mutate(ctx, async tx => {
    const row = await lockContract(tx, input.id)
    if (!row) throw new NotFound('contract')
    refuse(may(ctx.actor, 'contract.sign', partiesOf(row)))
    const { userId, organisationId } = requirePerson(ctx.actor)
    const side = sideOf(row, organisationId)
    refuse(checkTransition(contractLifecycle, row.state, 'sign'))
    refuse(checkSigning(row, side, userId))
    const now = await readClock(tx)
    await updateContract(tx, row.id, signatureOf(side, userId, now))
    const isComplete = side === 'buyer' ? row.sellerSignedBy !== null : row.buyerSignedBy !== null
    const notes = isComplete ? await conclude(ctx, tx, row, now) : []
    const note: AuditNote = {
      action: 'contract.sign',
      subjectKind: 'contract',
      subjectId: row.id,
      before: row,
      after: { side, userId, at: now, isComplete },
    }
    return { result: null, audit: [note, ...notes] }
  })
  return getContract(ctx, { id: input.id })
}
