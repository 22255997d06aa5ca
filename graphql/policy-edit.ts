/** Versions of policies, and the working copies that become versions when a second person publishes them. */
import { diffPacks, type PackChange, packParts } from '#domain/subsidy/editor/diff-packs.ts'
import { policyEditStates, tryPackText } from '#domain/subsidy/editor/policy-edit.ts'
import type { PackProblem } from '#domain/subsidy/pack/parse-policy-pack.ts'
import { isUuid } from '#domain/uuid.ts'
import { comparePolicyVersions, findComparedVersion } from '#usecases/subsidy/policy/compare-policy-versions.ts'
import { discardPolicyEdit } from '#usecases/subsidy/policy/discard-policy-edit.ts'
import { findPolicyEdit, type NamedPolicyEdit } from '#usecases/subsidy/policy/find-policy-edit.ts'
import { listPolicyEdits } from '#usecases/subsidy/policy/list-policy-edits.ts'
import {
  findPolicyVersion,
  listPolicyVersions,
  type PolicyVersionView,
} from '#usecases/subsidy/policy/list-policy-versions.ts'
import {
  checkMayStartEdit,
  checkPolicyEditVerb,
  type PolicyEditVerb,
} from '#usecases/subsidy/policy/policy-edit-access.ts'
import { proposePolicyEdit } from '#usecases/subsidy/policy/propose-policy-edit.ts'
import { publishPolicyEdit } from '#usecases/subsidy/policy/publish-policy-edit.ts'
import { returnPolicyEdit } from '#usecases/subsidy/policy/return-policy-edit.ts'
import { savePolicyEdit } from '#usecases/subsidy/policy/save-policy-edit.ts'
import { startPolicyEdit } from '#usecases/subsidy/policy/start-policy-edit.ts'
import { withdrawPolicyEdit } from '#usecases/subsidy/policy/withdraw-policy-edit.ts'
import { builder } from './builder.ts'
import { wordEnum } from './enums.ts'
import { refusals, type Verdict, VerdictType, verdictOf } from './errors.ts'
import { PolicyStatusEnum } from './policy.ts'
import { readRawId } from './raw-id.ts'

const PolicyEditStateEnum = wordEnum('PolicyEditState', policyEditStates)
const PackPartEnum = wordEnum('PackPart', packParts)
const ChangeKindEnum = wordEnum('PackChangeKind', ['added', 'removed', 'changed'])

const PackProblemType = builder.objectRef<PackProblem>('PackProblem').implement({
  description: 'What is wrong with the text of a policy, where, and what to do about it.',
  fields: t => ({
    line: t.exposeInt('line', { nullable: true, description: 'From 1; null where the text has no such line.' }),
    path: t.exposeString('path', { description: 'For example `rules.0.rate.unit`.' }),
    message: t.exposeString('message'),
    remedy: t.exposeString('remedy'),
  }),
})

const PackChangeType = builder.objectRef<PackChange>('PackChange').implement({
  description: 'A clause, a rule or a part of the head that one text has otherwise than another.',
  fields: t => ({
    part: t.expose('part', { type: PackPartEnum }),
    kind: t.expose('kind', { type: ChangeKindEnum }),
    entryId: t.exposeString('id', { description: 'Of the clause or rule; of the head, the key.' }),
    title: t.exposeString('title'),
    keys: t.exposeStringList('keys', { description: 'What differs, of something that is in both.' }),
    before: t.exposeString('before', { nullable: true, description: 'YAML.' }),
    after: t.exposeString('after', { nullable: true, description: 'YAML.' }),
  }),
})

const GovernsType = builder.objectRef<NonNullable<PolicyVersionView['governs']>>('PolicyPeriod').implement({
  description: 'First and last day (含) on which a version governs.',
  fields: t => ({
    from: t.expose('from', { type: 'Day' }),
    to: t.expose('to', { type: 'Day', nullable: true, description: 'Null: open.' }),
  }),
})

const PolicyVersionType = builder.objectRef<PolicyVersionView>('PolicyVersion').implement({
  description: 'A text of a policy as it was published. It never changes.',
  fields: t => ({
    id: t.exposeID('id'),
    policyId: t.exposeString('policyId'),
    version: t.exposeString('version'),
    title: t.exposeString('title'),
    status: t.expose('status', { type: PolicyStatusEnum }),
    effectiveFrom: t.expose('effectiveFrom', { type: 'Day', nullable: true }),
    effectiveTo: t.expose('effectiveTo', { type: 'Day', nullable: true }),
    governs: t.expose('governs', { type: GovernsType, nullable: true, description: 'Null: it governs no day.' }),
    publishedAt: t.expose('publishedAt', { type: 'Instant' }),
    sha256: t.exposeString('sha256'),
    source: t.exposeString('source', { description: 'YAML.' }),
  }),
})

const verbs = [
  'save',
  'propose',
  'withdraw',
  'return',
  'publish',
  'discard',
] as const satisfies readonly PolicyEditVerb[]
type Permissions = Record<PolicyEditVerb, Verdict>

const PermissionsType = builder.objectRef<Permissions>('PolicyEditPermissions').implement({
  description: 'What the viewer may do with the copy now, before its text is looked at.',
  fields: t => Object.fromEntries(verbs.map(verb => [verb, t.expose(verb, { type: VerdictType })])),
})

const PolicyEditType = builder.objectRef<NamedPolicyEdit>('PolicyEdit').implement({
  description: 'A working copy of a policy, seen by its bureau only.',
  fields: t => ({
    id: t.exposeID('id'),
    state: t.expose('state', { type: PolicyEditStateEnum }),
    policyId: t.exposeString('policyId', {
      nullable: true,
      description: 'What the text says; null while it does not.',
    }),
    version: t.exposeString('versionLabel', { nullable: true }),
    title: t.exposeString('title', { nullable: true }),
    source: t.exposeString('source', { description: 'YAML, valid or not.' }),
    revision: t.exposeInt('revision', { description: 'Counts the savings; every verb says which it has seen.' }),
    baseVersionId: t.exposeID('baseVersionId', { nullable: true }),
    publishedVersionId: t.exposeID('publishedVersionId', { nullable: true }),
    authorName: t.exposeString('authorName'),
    createdAt: t.expose('createdAt', { type: 'Instant' }),
    savedAt: t.expose('savedAt', { type: 'Instant' }),
    proposedAt: t.expose('proposedAt', { type: 'Instant', nullable: true }),
    reviewerName: t.exposeString('reviewerName', { nullable: true }),
    reviewedAt: t.expose('reviewedAt', { type: 'Instant', nullable: true }),
    returnReason: t.exposeString('returnReason', { nullable: true, description: 'Why it was returned last.' }),
    problems: t.field({ type: [PackProblemType], resolve: ({ source }) => [...tryPackText(source).problems] }),
    comparedVersion: t.field({
      type: PolicyVersionType,
      nullable: true,
      description: 'The version in force today, or the latest one.',
      resolve: (edit, _, { ctx }) => findComparedVersion(ctx, edit),
    }),
    changes: t.field({
      type: [PackChangeType],
      nullable: true,
      description: 'Against `comparedVersion`; null without one, or while the text is no YAML.',
      resolve: async (edit, _, { ctx }) => {
        const compared = await findComparedVersion(ctx, edit)
        return compared && diffPacks(compared.source, edit.source)
      },
    }),
    viewerCan: t.field({
      type: PermissionsType,
      resolve: (edit, _, { ctx }) =>
        Object.fromEntries(
          verbs.map(verb => [verb, verdictOf(checkPolicyEditVerb(ctx.actor, edit, verb))]),
        ) as Permissions,
    }),
  }),
})

builder.queryFields(t => ({
  policyVersions: t.field({
    type: [PolicyVersionType],
    description: 'Every version of a policy, the latest first.',
    args: { policyId: t.arg.id({ required: true, description: 'Of the pack, as `zhengzhou-2022-draft`.' }) },
    resolve: (_, { policyId }, { ctx }) => listPolicyVersions(ctx, { policyId }),
  }),
  policyVersion: t.field({
    type: PolicyVersionType,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_, { id }, { ctx }) => (isUuid(id) ? findPolicyVersion(ctx, { id }) : null),
  }),
  policyChanges: t.field({
    type: [PackChangeType],
    description: 'What one version says otherwise than another.',
    args: { before: t.arg.id({ required: true }), after: t.arg.id({ required: true }) },
    errors: refusals,
    resolve: (_, { before, after }, { ctx }) =>
      comparePolicyVersions(ctx, {
        before: readRawId(before, 'policy version'),
        after: readRawId(after, 'policy version'),
      }),
  }),
  policyEdits: t.field({
    type: [PolicyEditType],
    description: 'Working copies of the viewer’s bureau, the one saved last first.',
    args: { states: t.arg({ type: [PolicyEditStateEnum] }) },
    errors: refusals,
    resolve: (_, { states }, { ctx }) => listPolicyEdits(ctx, { states: states ?? null }),
  }),
  policyEdit: t.field({
    type: PolicyEditType,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_, { id }, { ctx }) => (isUuid(id) ? findPolicyEdit(ctx, { id }) : null),
  }),
  mayStartPolicyEdit: t.field({
    type: VerdictType,
    description: 'May the viewer begin a working copy?',
    resolve: (_, _args, { ctx }) => verdictOf(checkMayStartEdit(ctx.actor)),
  }),
}))

const idArg = { required: true } as const
const revisionArg = { required: true, description: 'The saving that the viewer has read.' } as const
const editOf = ({ id, revision }: { id: string; revision: number }) => ({ id: readRawId(id, 'policy edit'), revision })

builder.mutationFields(t => ({
  startPolicyEdit: t.field({
    type: PolicyEditType,
    description: 'Begins a copy: from a version, from a text, or (with neither) from a blank page.',
    args: { versionId: t.arg.id(), source: t.arg.string() },
    errors: refusals,
    resolve: (_, { versionId, source }, { ctx }) =>
      startPolicyEdit(ctx, {
        versionId: versionId ? readRawId(versionId, 'policy version') : null,
        source: source ?? null,
      }),
  }),
  savePolicyEdit: t.field({
    type: PolicyEditType,
    description: 'Keeps the text, right or wrong; `problems` says what is wrong.',
    args: { id: t.arg.id(idArg), revision: t.arg.int(revisionArg), source: t.arg.string({ required: true }) },
    errors: refusals,
    resolve: (_, { source, ...edit }, { ctx }) => savePolicyEdit(ctx, { ...editOf(edit), source }),
  }),
  proposePolicyEdit: t.field({
    type: PolicyEditType,
    description: 'Hands the text to a reviewer. It must be valid, and stays from now on.',
    args: { id: t.arg.id(idArg), revision: t.arg.int(revisionArg) },
    errors: refusals,
    resolve: (_, edit, { ctx }) => proposePolicyEdit(ctx, editOf(edit)),
  }),
  withdrawPolicyEdit: t.field({
    type: PolicyEditType,
    description: 'The author takes a proposal back and may change the text again.',
    args: { id: t.arg.id(idArg), revision: t.arg.int(revisionArg) },
    errors: refusals,
    resolve: (_, edit, { ctx }) => withdrawPolicyEdit(ctx, editOf(edit)),
  }),
  returnPolicyEdit: t.field({
    type: PolicyEditType,
    description: 'The reviewer gives the text back to its author.',
    args: { id: t.arg.id(idArg), revision: t.arg.int(revisionArg), reason: t.arg.string({ required: true }) },
    errors: refusals,
    resolve: (_, { reason, ...edit }, { ctx }) => returnPolicyEdit(ctx, { ...editOf(edit), reason }),
  }),
  publishPolicyEdit: t.field({
    type: PolicyEditType,
    description: 'The reviewer makes the text a version of the policy.',
    args: { id: t.arg.id(idArg), revision: t.arg.int(revisionArg) },
    errors: refusals,
    resolve: (_, edit, { ctx }) => publishPolicyEdit(ctx, editOf(edit)),
  }),
  discardPolicyEdit: t.field({
    type: PolicyEditType,
    description: 'The author gives the copy up.',
    args: { id: t.arg.id(idArg), revision: t.arg.int(revisionArg) },
    errors: refusals,
    resolve: (_, edit, { ctx }) => discardPolicyEdit(ctx, editOf(edit)),
  }),
}))
