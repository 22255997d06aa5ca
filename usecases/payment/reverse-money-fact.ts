/**
 * A money fact turned out void ("冲回"): the payment came back, or was entered twice. The fact stays where it is and counts
 * no more; what was granted on it is looked at again. Whoever recorded it may say so, and a bureau of the place: a party
 * has no reason to report against itself what an audit finds. A registry registers contracts and has no part in payments.
 */
import { readClock } from '#db/queries/clock.ts'
import { findContractHead, lockContract } from '#db/queries/contract.ts'
import { findMoneyFact, insertReversal, type ReversalRow } from '#db/queries/money-fact.ts'
import { may } from '#domain/access/may.ts'
import { dayInChina } from '#domain/calendar.ts'
import { checkReversal, MoneyFactReversed } from '#domain/contract/check-reversal.ts'
import { NotFound, refuse, requireValid } from '#domain/refusal.ts'
import { checkMayReadHead, partiesOf } from '../contract/contract-access.ts'
import { regionsOfContract } from '../subsidy/facts/fact-regions.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { requirePerson } from '../support/person.ts'
import { type EvidenceInput, readEvidence, storeEvidence } from '../support/store-evidence.ts'
import { refuseViolations } from '../support/violation.ts'

export interface ReverseMoneyFactInput {
  id: string
  reason: string
  reversedOn: string
  evidence: EvidenceInput
}

export type ReversedMoneyFact = ReversalRow & { contractId: string }

export async function reverseMoneyFact(ctx: Ctx, input: ReverseMoneyFactInput): Promise<ReversedMoneyFact> {
  const { userId: recordedBy } = requirePerson(ctx.actor)
  const document = readEvidence(input.evidence)
  const reversal = mutate(ctx, async tx => {
    const fact = await findMoneyFact(tx, input.id)
    const head = fact && (await findContractHead(tx, fact.contractId))
    if (!fact || !head || checkMayReadHead(ctx.actor, head)) throw new NotFound('money fact')
    await lockContract(tx, head.id)
    const regions = await regionsOfContract(tx, head)
    refuse(may(ctx.actor, `contract.reverse_${fact.kind}`, { ...partiesOf(head), regions }))
    const now = await readClock(tx)
    const days = { occurredOn: fact.occurredOn, today: dayInChina(now) }
    requireValid(checkReversal(input, days))
    const place = { subjectKind: 'contract', subjectId: head.id, purpose: 'reversal', uploadedAt: now }
    const evidence = await storeEvidence(ctx, tx, document, place)
    const { reason, reversedOn } = input
    const frame = { moneyFactId: fact.id, reason, reversedOn, evidenceId: evidence.id, recordedBy, recordedAt: now }
    const row = { id: ctx.newId(), ...frame }
    await insertReversal(tx, row)
    return {
      result: { ...row, contractId: head.id },
      audit: {
        action: 'contract.reverse_money_fact',
        subjectKind: 'contract',
        subjectId: head.id,
        before: null,
        after: { ...row, evidence: { sha256: evidence.sha256 } },
        messages: [
          {
            topic: 'subsidy.ground_changed' as const,
            payload: { reason: 'money_fact_reversed' as const, causeId: row.id },
          },
        ],
      },
    }
  })
  const reversed = await refuseViolations(reversal, { money_fact_reversal_once: () => new MoneyFactReversed() })
  ctx.outbox.wake()
  return reversed
}
