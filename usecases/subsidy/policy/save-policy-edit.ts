import { sha256 } from '#db/digest.ts'
import { readClock } from '#db/queries/clock.ts'
import { type NamedPolicyEdit, updatePolicyEdit } from '#db/queries/policy-edit.ts'
import { checkLength } from '#domain/field-check.ts'
import { refuse, requireValid } from '#domain/refusal.ts'
import { readPackHead } from '#domain/subsidy/pack/pack-head.ts'
import { packLimits } from '#domain/subsidy/pack/pack-limits.ts'
import type { Ctx } from '../../support/ctx.ts'
import { mutate } from '../../support/mutate.ts'
import { getPolicyEdit } from './find-policy-edit.ts'
import { lockEdit, refuseStale } from './move-policy-edit.ts'
import { checkPolicyEditVerb } from './policy-edit-access.ts'

export interface SavePolicyEditInput {
  id: string
  /** The saving that this one follows. */
  revision: number
  /** YAML, valid or not: an afternoon's work is kept before it is right. */
  source: string
}

/** Keeps the text. @throws EditConflict when it was saved elsewhere in the meantime. */
export async function savePolicyEdit(ctx: Ctx, input: SavePolicyEditInput): Promise<NamedPolicyEdit> {
  const { id, revision, source } = input
  requireValid(checkLength('source', source, packLimits.characters))
  await mutate(ctx, async tx => {
    const row = await lockEdit(tx, id)
    refuse(checkPolicyEditVerb(ctx.actor, row, 'save'))
    refuseStale(row, revision)
    const head = readPackHead(source)
    const named = { policyId: head.id, versionLabel: head.version, title: head.title }
    await updatePolicyEdit(tx, id, { ...named, source, revision: revision + 1, savedAt: await readClock(tx) })
    const frame = { action: 'policy.save_edit', subjectKind: 'policy_edit', subjectId: id }
    const before = { revision, sha256: sha256(row.source) }
    return {
      result: null,
      audit: { ...frame, before, after: { ...named, revision: revision + 1, sha256: sha256(source) } },
    }
  })
  return getPolicyEdit(ctx, { id })
}
