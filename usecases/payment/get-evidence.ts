import { findContractHead } from '#db/queries/contract.ts'
import { type EvidenceRow, findEvidence } from '#db/queries/evidence.ts'
import { findIntegrity } from '#db/queries/integrity.ts'
import { may } from '#domain/access/may.ts'
import { NotFound } from '#domain/refusal.ts'
import { checkMayReadHead } from '../contract/contract-access.ts'
import { getSubsidyFact } from '../subsidy/facts/list-subsidy-facts.ts'
import { findDetermination } from '../subsidy/figure/find-determination.ts'
import type { Ctx } from '../support/ctx.ts'

export type { EvidenceRow }

/** A document with its content, for whoever may read its contract, determination, fact or integrity record. @throws NotFound for others. */
export async function getEvidence(ctx: Ctx, input: { id: string }): Promise<EvidenceRow> {
  const evidence = await findEvidence(ctx.db, input.id)
  if (evidence?.subjectKind === 'determination') {
    if (!(await findDetermination(ctx, { id: evidence.subjectId }))) throw new NotFound('evidence')
    return evidence
  }
  if (evidence?.subjectKind === 'subsidy_fact') {
    await getSubsidyFact(ctx, { id: evidence.subjectId })
    return evidence
  }
  if (evidence?.subjectKind === 'integrity_record') {
    const record = await findIntegrity(ctx.db, evidence.subjectId)
    if (!record || may(ctx.actor, 'integrity.read', { bureau: record.bureauId })) throw new NotFound('evidence')
    return evidence
  }
  if (evidence?.subjectKind !== 'contract') throw new NotFound('evidence')
  const head = await findContractHead(ctx.db, evidence.subjectId)
  if (!head || checkMayReadHead(ctx.actor, head)) throw new NotFound('evidence')
  return evidence
}
