/**
 * A bureau records what was found against an organisation ("诚信记录"), with the decision that says so. What the
 * organisation was granted on it, or all that this bureau granted it, is to come back.
 */
import { readClock } from '#db/queries/clock.ts'
import { insertIntegrity, type NamedIntegrity } from '#db/queries/integrity.ts'
import { findOrganisation } from '#db/queries/organisation.ts'
import { findDetermination } from '#db/queries/subsidy.ts'
import { may } from '#domain/access/may.ts'
import { dayInChina } from '#domain/calendar.ts'
import { NotFound, refuse, requireValid } from '#domain/refusal.ts'
import { checkIntegrity, type IntegrityCategory } from '#domain/subsidy/money/integrity.ts'
import type { Ctx } from '../../support/ctx.ts'
import { mutate } from '../../support/mutate.ts'
import { checkOwnOrganisation } from '../../support/own-organisation.ts'
import { requirePerson } from '../../support/person.ts'
import { type EvidenceInput, readEvidence, storeEvidence } from '../../support/store-evidence.ts'
import { getIntegrityRecord } from './find-integrity.ts'

export interface RecordIntegrityInput {
  organisationId: string
  category: IntegrityCategory
  summary: string
  /** The grant it concerns; null: all that the organisation holds from the actor's bureau. */
  determinationId: string | null
  foundOn: string
  /** The decision ("处理决定"). */
  evidence: EvidenceInput
}

export async function recordIntegrity(ctx: Ctx, input: RecordIntegrityInput): Promise<NamedIntegrity> {
  refuse(may(ctx.actor, 'integrity.record'))
  const { userId: recordedBy, organisationId: bureauId } = requirePerson(ctx.actor)
  const document = readEvidence(input.evidence)
  const id = ctx.newId()
  await mutate(ctx, async tx => {
    const { organisationId, category, summary, determinationId, foundOn } = input
    if (!(await findOrganisation(tx, organisationId))) throw new NotFound('organisation')
    refuse(await checkOwnOrganisation(ctx, tx, [organisationId]))
    const grant = determinationId === null ? null : await findDetermination(tx, determinationId)
    if (determinationId !== null && (grant?.beneficiaryId !== organisationId || grant.bureauId !== bureauId))
      throw new NotFound('determination')
    const recordedAt = await readClock(tx)
    requireValid(checkIntegrity({ summary, foundOn }, dayInChina(recordedAt)))
    const place = { subjectKind: 'integrity_record', subjectId: id, purpose: 'decision', uploadedAt: recordedAt }
    const { id: evidenceId } = await storeEvidence(ctx, tx, document, place)
    const frame = { id, organisationId, category, summary, determinationId, foundOn, evidenceId }
    const row = { ...frame, bureauId, recordedBy, recordedAt, repairedOn: null }
    await insertIntegrity(tx, row)
    const payload = { reason: 'integrity_record' as const, causeId: id }
    return {
      result: null,
      audit: {
        action: 'integrity.record',
        subjectKind: 'organisation',
        subjectId: organisationId,
        before: null,
        after: row,
        messages: [{ topic: 'subsidy.ground_changed' as const, payload }],
      },
    }
  })
  ctx.outbox.wake()
  return getIntegrityRecord(ctx, { id })
}
