import type { Transaction } from '#db/client.ts'
import { sha256 } from '#db/digest.ts'
import { lockPolicy, type NamedPolicyEdit, type PolicyEditRow } from '#db/queries/policy-edit.ts'
import { insertPolicyVersion } from '#db/queries/subsidy.ts'
import { refuse } from '#domain/refusal.ts'
import { NothingChanged, VersionLabelTaken } from '#domain/subsidy/editor/policy-edit.ts'
import type { Ctx } from '../../support/ctx.ts'
import { requirePerson } from '../../support/person.ts'
import { refuseViolations } from '../../support/violation.ts'
import { movePolicyEdit } from './move-policy-edit.ts'
import { readProposablePack } from './read-proposable-pack.ts'

async function insertVersion(ctx: Ctx, tx: Transaction, row: PolicyEditRow, now: Date): Promise<string> {
  if (row.policyId === null) throw new RangeError(`the proposed copy ${row.id} names no policy`)
  await lockPolicy(tx, row.policyId)
  const pack = await readProposablePack(tx, row)
  const { id: policyId, title, status } = pack
  const text = { source: row.source, sha256: sha256(row.source) }
  const version = { id: ctx.newId(), policyId, title, status, ...text, loadedAt: now }
  if (!(await insertPolicyVersion(tx, version))) refuse(new NothingChanged(policyId))
  return version.id
}

/**
 * Another person than the author makes the proposed text a version of the policy. A version in force governs from its
 * effective date on, in the place of the one before (`findPayableVersion`); what was determined before stays as it is.
 */
export async function publishPolicyEdit(ctx: Ctx, input: { id: string; revision: number }): Promise<NamedPolicyEdit> {
  const taken: { refusal: VersionLabelTaken | null } = { refusal: null }
  const published = movePolicyEdit(ctx, {
    ...input,
    event: 'publish',
    decide: async (tx, row, now) => {
      taken.refusal = new VersionLabelTaken(row.policyId ?? '', row.versionLabel ?? '')
      const publishedVersionId = await insertVersion(ctx, tx, row, now)
      return { reviewerId: requirePerson(ctx.actor).userId, reviewedAt: now, publishedVersionId }
    },
    also: ({ publishedVersionId }, row) => [
      {
        action: 'policy.publish',
        subjectKind: 'policy',
        subjectId: row.policyId ?? '',
        before: null,
        after: { versionId: publishedVersionId, version: row.versionLabel, sha256: sha256(row.source), editId: row.id },
      },
    ],
  })
  return refuseViolations(published, { policy_edit_label_once: () => taken.refusal ?? new VersionLabelTaken('', '') })
}
