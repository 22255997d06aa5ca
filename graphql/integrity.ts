/** What was found against organisations (诚信记录), by the bureau that recorded it, its repair (信用修复) and its revocation (撤销). */
import { may } from '#domain/access/may.ts'
import { integrityCategories } from '#domain/subsidy/money/integrity.ts'
import { listIntegrityRecords, type NamedIntegrity } from '#usecases/subsidy/money/find-integrity.ts'
import { recordIntegrity } from '#usecases/subsidy/money/record-integrity.ts'
import { repairIntegrity } from '#usecases/subsidy/money/repair-integrity.ts'
import { checkMayRevoke, revokeIntegrity } from '#usecases/subsidy/money/revoke-integrity.ts'
import { builder } from './builder.ts'
import { ClawbackType } from './clawback.ts'
import { wordEnum } from './enums.ts'
import { refusals, VerdictType, verdictOf } from './errors.ts'
import { EvidenceFileType, readDocument } from './evidence.ts'
import { readRawId } from './raw-id.ts'
import { DeterminationNode } from './subsidy.ts'

const IntegrityCategoryEnum = wordEnum('IntegrityCategory', integrityCategories)

const IntegrityRecordType = builder.objectRef<NamedIntegrity>('IntegrityRecord').implement({
  description:
    'What was found against an organisation, with the decision that says so. For the bureau that recorded it.',
  fields: t => ({
    id: t.exposeID('id'),
    organisationId: t.exposeID('organisationId'),
    organisationName: t.exposeString('organisationName'),
    category: t.expose('category', { type: IntegrityCategoryEnum }),
    summary: t.exposeString('summary'),
    determinationId: t.globalID({
      nullable: true,
      description: 'The grant it concerns; null: all that the organisation holds from the bureau.',
      resolve: ({ determinationId }) => (determinationId ? { type: DeterminationNode, id: determinationId } : null),
    }),
    foundOn: t.expose('foundOn', { type: 'Day' }),
    evidence: t.expose('evidence', { type: EvidenceFileType, description: 'The decision.' }),
    recordedByName: t.exposeString('recordedByName'),
    recordedAt: t.expose('recordedAt', { type: 'Instant' }),
    repairedOn: t.expose('repairedOn', {
      type: 'Day',
      nullable: true,
      description: 'From then on nothing more follows from it. Null: not repaired.',
    }),
    revokedOn: t.expose('revokedOn', {
      type: 'Day',
      nullable: true,
      description: 'A mistake, or annulled: nothing follows from it, as if it had never been made. Null: not revoked.',
    }),
    revokedByName: t.exposeString('revokedByName', { nullable: true }),
    revocationReason: t.exposeString('revocationReason', { nullable: true }),
    revocationEvidence: t.expose('revocationEvidence', {
      type: EvidenceFileType,
      nullable: true,
      description: 'What annuls the decision, where a document does.',
    }),
    clawbacks: t.expose('clawbacks', { type: [ClawbackType], description: 'What is to come back on it.' }),
    mayRepair: t.field({
      type: VerdictType,
      resolve: ({ bureauId }, _, { ctx }) => verdictOf(may(ctx.actor, 'integrity.repair', { bureau: bureauId })),
    }),
    mayRevoke: t.field({
      type: VerdictType,
      description: 'For an officer of the bureau other than who recorded it.',
      resolve: (record, _, { ctx }) => verdictOf(checkMayRevoke(ctx, record)),
    }),
  }),
})

builder.queryFields(t => ({
  integrityRecords: t.field({
    type: [IntegrityRecordType],
    description: 'Of the viewer’s bureau, the latest first; at most two hundred.',
    args: { organisationId: t.arg.id() },
    errors: refusals,
    resolve: (_, { organisationId }, { ctx }) =>
      listIntegrityRecords(ctx, {
        organisationId: organisationId ? readRawId(organisationId, 'organisation') : null,
      }),
  }),
  mayRecordIntegrity: t.field({
    type: VerdictType,
    resolve: (_, _args, { ctx }) => verdictOf(may(ctx.actor, 'integrity.record')),
  }),
}))

builder.mutationFields(t => ({
  recordIntegrity: t.field({
    type: IntegrityRecordType,
    description: 'A bureau records what was found against an organisation (诚信记录); what it granted is to come back.',
    args: {
      organisationId: t.arg.id({ required: true }),
      category: t.arg({ type: IntegrityCategoryEnum, required: true }),
      summary: t.arg.string({ required: true }),
      determinationId: t.arg.globalID({ for: DeterminationNode, description: 'The grant it concerns; else all.' }),
      foundOn: t.arg({ type: 'Day', required: true }),
      evidence: t.arg({ type: 'Upload', required: true, description: 'The decision.' }),
    },
    errors: refusals,
    resolve: async (_, { organisationId, determinationId: grant, evidence, ...record }, { ctx }) =>
      recordIntegrity(ctx, {
        ...record,
        organisationId: readRawId(organisationId, 'organisation'),
        determinationId: grant ? readRawId(grant.id, 'determination') : null,
        evidence: await readDocument(evidence),
      }),
  }),
  repairIntegrity: t.field({
    type: IntegrityRecordType,
    description: 'The organisation has made good what was found (信用修复).',
    args: { id: t.arg.id({ required: true }), repairedOn: t.arg({ type: 'Day', required: true }) },
    errors: refusals,
    resolve: (_, { id, repairedOn }, { ctx }) =>
      repairIntegrity(ctx, { id: readRawId(id, 'integrity record'), repairedOn }),
  }),
  revokeIntegrity: t.field({
    type: IntegrityRecordType,
    description:
      'The record was a mistake, or its decision was annulled (撤销): what is to come back on it and has not is cancelled. By another officer than who recorded it.',
    args: {
      id: t.arg.id({ required: true }),
      revokedOn: t.arg({ type: 'Day', description: 'Today where it is left out.' }),
      reason: t.arg.string({ required: true }),
      evidence: t.arg({ type: 'Upload', description: 'What annuls the decision, where a document does.' }),
    },
    errors: refusals,
    resolve: async (_, { id, evidence, ...revocation }, { ctx }) =>
      revokeIntegrity(ctx, {
        ...revocation,
        id: readRawId(id, 'integrity record'),
        evidence: evidence ? await readDocument(evidence) : null,
      }),
  }),
}))
