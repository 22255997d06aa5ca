/** A beneficiary says what a grant was spent for, with the document that shows it. */
import type { Transaction } from '#db/client.ts'
import { readClock } from '#db/queries/clock.ts'
import { insertGrantUse } from '#db/queries/grant-use.ts'
import { findPolicyVersion } from '#db/queries/subsidy.ts'
import { may } from '#domain/access/may.ts'
import { dayInChina } from '#domain/calendar.ts'
import { WrongState } from '#domain/lifecycle.ts'
import { refuse, requireValid } from '#domain/refusal.ts'
import { checkUse, NoUseCondition, type StatedUse } from '#domain/subsidy/evaluate/use-condition.ts'
import type { Ctx } from '../../support/ctx.ts'
import { mutate } from '../../support/mutate.ts'
import { requirePerson } from '../../support/person.ts'
import { type EvidenceInput, readEvidence, storeEvidence } from '../../support/store-evidence.ts'
import { type DeterminationRow, getDetermination } from '../figure/find-determination.ts'
import { conditionsOnUse, findUseReport } from './find-use-report.ts'
import { lockReadable } from './move-determination.ts'

export interface RecordUseInput extends StatedUse {
  determinationId: string
  evidence: EvidenceInput
}

/** Of what purposes, and of how much nothing is known yet. @throws NoUseCondition, WrongState */
async function readGrant(ctx: Ctx, tx: Transaction, row: DeterminationRow) {
  const version = await findPolicyVersion(tx, row.policyVersionId)
  const purposes = version ? conditionsOnUse(version, row.rule).map(({ purpose }) => purpose) : []
  if (purposes.length === 0) throw new NoUseCondition(row.rule)
  const report = await findUseReport({ actor: ctx.actor, db: tx }, row)
  if (!report) throw new WrongState(row.state, 'record_use', [])
  return { purposes: [...new Set(purposes)], leftFen: report.unreportedFen, paidOn: row.paidOn ?? '9999-12-31' }
}

export async function recordUse(ctx: Ctx, input: RecordUseInput): Promise<DeterminationRow> {
  const document = readEvidence(input.evidence)
  await mutate(ctx, async tx => {
    const row = await lockReadable(ctx, tx, input.determinationId)
    refuse(may(ctx.actor, 'subsidy.record_use', { beneficiary: row.beneficiaryId }))
    const { userId: recordedBy } = requirePerson(ctx.actor)
    const recordedAt = await readClock(tx)
    const grant = await readGrant(ctx, tx, row)
    const { purpose, amountFen, spentOn } = input
    requireValid(checkUse({ purpose, amountFen, spentOn }, { ...grant, today: dayInChina(recordedAt) }))
    const place = { subjectKind: 'determination', subjectId: row.id, purpose: 'use', uploadedAt: recordedAt }
    const { id: evidenceId } = await storeEvidence(ctx, tx, document, place)
    const frame = { determinationId: row.id, purpose, amountFen, spentOn, evidenceId }
    const use = { id: ctx.newId(), ...frame, recordedBy, recordedAt }
    await insertGrantUse(tx, use)
    const note = { action: 'subsidy.record_use', subjectKind: 'determination', subjectId: row.id }
    return { result: null, audit: { ...note, before: null, after: use } }
  })
  return getDetermination(ctx, { id: input.determinationId })
}
