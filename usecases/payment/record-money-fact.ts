/**
 * The frame of the three verbs that record money: the contract is locked, so that the sum of one kind is counted by one
 * person at a time; the evidence is stored with its SHA-256 in the same transaction. Nothing recorded is ever changed.
 */
import type { Transaction } from '#db/client.ts'
import { sha256 } from '#db/digest.ts'
import { readClock } from '#db/queries/clock.ts'
import { type ContractRow, lockContract, updateContract } from '#db/queries/contract.ts'
import { type EvidenceCard, findSameEvidence, insertEvidence } from '#db/queries/evidence.ts'
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
import {
  checkEvidence,
  detectEvidenceType,
  EvidenceReused,
  EvidenceTypeNotAllowed,
  evidenceName,
} from '#domain/contract/evidence.ts'
import { NotFound, refuse, requireValid } from '#domain/refusal.ts'
import { partiesOf } from '../contract/contract-access.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { requirePerson } from '../support/person.ts'
import { takeStep } from '../support/step.ts'

export interface EvidenceInput {
  name: string
  bytes: Uint8Array
}

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

/** Reads the document before any lock is taken: what it is, and its digest. */
function readEvidence({ name, bytes }: EvidenceInput) {
  refuse(checkEvidence(bytes))
  const mediaType = detectEvidenceType(bytes)
  if (mediaType === null) throw new EvidenceTypeNotAllowed()
  return {
    name: evidenceName(name, mediaType),
    mediaType,
    sizeBytes: bytes.length,
    sha256: sha256(bytes),
    content: bytes,
  }
}

async function storeEvidence(
  ctx: Ctx,
  tx: Transaction,
  document: ReturnType<typeof readEvidence> & { contractId: string; purpose: MoneyFactKind; uploadedAt: Date },
): Promise<EvidenceCard> {
  const { userId, organisationId } = requirePerson(ctx.actor)
  const { contractId, content, ...card } = { ...document, id: ctx.newId() }
  const subject = { subjectKind: 'contract', subjectId: contractId }
  const same = await findSameEvidence(tx, { ...subject, purpose: card.purpose, sha256: card.sha256 })
  if (same) throw new EvidenceReused(same)
  await insertEvidence(tx, {
    ...card,
    content,
    ...subject,
    uploadedBy: userId,
    organisationId,
  })
  return card
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
    const evidence = await storeEvidence(ctx, tx, { ...document, contractId: row.id, purpose: kind, uploadedAt: now })
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
      result: { ...fact, evidence },
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
