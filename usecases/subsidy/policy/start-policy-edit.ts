import { insertPolicyEdit, type NamedPolicyEdit } from '#db/queries/policy-edit.ts'
import { findPolicyVersion } from '#db/queries/subsidy.ts'
import { may, requireActing } from '#domain/access/may.ts'
import { checkLength } from '#domain/field-check.ts'
import { NotFound, refuse, requireValid } from '#domain/refusal.ts'
import { blankPack } from '#domain/subsidy/editor/blank-pack.ts'
import { readPackHead } from '#domain/subsidy/pack/pack-head.ts'
import { packLimits } from '#domain/subsidy/pack/pack-limits.ts'
import type { Ctx } from '../../support/ctx.ts'
import { mutate } from '../../support/mutate.ts'
import { requirePerson } from '../../support/person.ts'
import { getPolicyEdit } from './find-policy-edit.ts'
import { refuseForeignPolicy } from './refuse-foreign-policy.ts'

export interface StartPolicyEditInput {
  /** Begin from this version; not together with a text. */
  versionId?: string | null
  /** Begin from this YAML, valid or not; neither: from a blank page. */
  source?: string | null
}

/** An officer begins a working copy of a policy: of one of the bureau's own, or a new one. @throws NotPolicyOwner */
export async function startPolicyEdit(ctx: Ctx, input: StartPolicyEditInput): Promise<NamedPolicyEdit> {
  const { userId, organisationId } = requirePerson(ctx.actor)
  refuse(may(ctx.actor, 'policy.edit', { bureau: organisationId }))
  const { regionCode } = requireActing(ctx.actor)
  const isBoth = input.versionId != null && input.source != null
  const both = { path: 'source', message: 'a copy begins from one thing', remedy: 'give a version, or a text' }
  requireValid([...(isBoth ? [both] : []), ...checkLength('source', input.source ?? '', packLimits.characters)])
  const id = ctx.newId()
  await mutate(ctx, async tx => {
    const base = input.versionId == null ? null : await findPolicyVersion(tx, input.versionId)
    if (input.versionId != null && !base) throw new NotFound('policy version')
    if (base) await refuseForeignPolicy(tx, base.policyId, { id: organisationId, regionCode })
    const source = base?.source ?? input.source ?? blankPack(regionCode)
    const head = readPackHead(source)
    const row = { id, bureauId: organisationId, baseVersionId: base?.id ?? null, authorId: userId }
    const named = { policyId: head.id, versionLabel: head.version, title: head.title }
    await insertPolicyEdit(tx, { ...row, ...named, source })
    const audit = { action: 'policy.start_edit', subjectKind: 'policy_edit', subjectId: id, before: null }
    return { result: null, audit: { ...audit, after: { ...row, ...named } } }
  })
  return getPolicyEdit(ctx, { id })
}
