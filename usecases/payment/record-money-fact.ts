/**
 * The frame of the three verbs that record money: the contract is locked, so that the sum of one kind is counted by one
 * person at a time; the evidence is stored with its SHA-256 in the same transaction. Nothing recorded is ever changed.
 */
import type { Transaction } from '#db/client.ts'
import { readClock } from '#db/queries/clock.ts'
import { type ContractRow, lockContract, updateContract } from '#db/queries/contract.ts'
import { insertMoneyFact, type MoneyFactView, sumMoneyFacts } from '#db/queries/money-fact.ts'
import { violates } from '#db/transaction.ts'
import { type Action, may } from '#domain/access/may.ts'
import { dayInChina } from '#domain/calendar.ts'
import {
  checkContractSigned,
  checkMoneyFact,
  checkMoneySum,
  MoneyExceedsContract,
} from '#domain/contract/check-money-fact.ts'
import { contractLifecycle, type MoneyFactKind } from '#domain/contract/contract.ts'
import { NotFound, refuse, requireValid } from '#domain/refusal.ts'
import { partiesOf } from '../contract/contract-access.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { requirePerson } from '../support/person.ts'
import { takeStep } from '../support/step.ts'
import { type EvidenceInput, readEvidence, storeEvidence } from '../support/store-evidence.ts'

export type { EvidenceInput }

export interface RecordMoneyInput {
  contractId: string
  amountFen: bigint
  occurredOn: string
  evidence: EvidenceInput
}

export interface MoneyVerb {
  kind: MoneyFactKind
  action: Action
}

/** The first payment begins the performance. Returns the state the contract is in then. */
async function beginPerforming(ctx: Ctx, tx: Transaction, row: ContractRow): Promise<ContractRow['state']> {
  const state = await takeStep(ctx, tx, {
    kind: 'contract',
    id: row.id,
    lifecycle: contractLifecycle,
    from: row.state,
    event: 'perform',
  })
  await updateContract(tx, row.id, { state })
  return state
}

async function checkFact(
  tx: Transaction,
  row: ContractRow,
  kind: MoneyFactKind,
  input: RecordMoneyInput,
): Promise<Date> {
  refuse(checkContractSigned(row.state))
  const now = await readClock(tx)
  requireValid(checkMoneyFact(input, { signedOn: row.signedOn ?? '9999-12-31', today: dayInChina(now) }))
  const recordedFen = await sumMoneyFacts(tx, row.id, kind)
  const { contractAmountFen } = row
  refuse(checkMoneySum(kind, { contractAmountFen, recordedFen, amountFen: input.amountFen }))
  return now
}

/** The trigger holds the same sum; whoever comes past the lock is told the same. */
async function insertWithinSum(tx: Transaction, row: ContractRow, fact: Parameters<typeof insertMoneyFact>[1]) {
  try {
    await insertMoneyFact(tx, fact)
  } catch (error) {
    if (violates(error, 'money_fact_sum'))
      throw new MoneyExceedsContract(fact.kind, row.contractAmountFen, row.contractAmountFen)
    throw error
  }
}

export async function recordMoneyFact(
  ctx: Ctx,
  { kind, action }: MoneyVerb,
  input: RecordMoneyInput,
): Promise<MoneyFactView> {
  const { userId } = requirePerson(ctx.actor)
  const document = readEvidence(input.evidence)
  return mutate(ctx, async tx => {
    const row = await lockContract(tx, input.contractId)
    if (!row) throw new NotFound('contract')
    refuse(may(ctx.actor, action, partiesOf(row)))
    const now = await checkFact(tx, row, kind, input)
    const place = { subjectKind: 'contract', subjectId: row.id, purpose: kind, uploadedAt: now }
    const evidence = await storeEvidence(ctx, tx, document, place)
    const fact = {
      id: ctx.newId(),
      contractId: row.id,
      kind,
      amountFen: input.amountFen,
      occurredOn: input.occurredOn,
      evidenceId: evidence.id,
      recordedBy: userId,
      recordedAt: now,
    }
    await insertWithinSum(tx, row, fact)
    const isFirst = kind === 'payment' && row.state === 'signed'
    const state = isFirst ? await beginPerforming(ctx, tx, row) : row.state
    return {
      result: { ...fact, evidence, reversedOn: null, reversalReason: null },
      audit: {
        action,
        subjectKind: 'contract',
        subjectId: row.id,
        before: { state: row.state },
        after: { state, ...fact, evidence: { sha256: evidence.sha256 } },
      },
    }
  })
}
