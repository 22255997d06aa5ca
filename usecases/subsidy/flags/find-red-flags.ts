/**
 * Looks for the red flags of a determination and keeps those that are new: finding twice changes nothing. Other verbs
 * (claim, review) call `keepRedFlags` in their own transaction; an officer may also ask for it by itself.
 */
import type { Transaction } from '#db/client.ts'
import { sha256 } from '#db/digest.ts'
import { readClock } from '#db/queries/clock.ts'
import { insertRedFlags, listRedFlags, type RedFlagRow, type RedFlagView } from '#db/queries/red-flag.ts'
import { type DeterminationRow, findPolicyVersion, lockDetermination } from '#db/queries/subsidy.ts'
import { may } from '#domain/access/may.ts'
import { canonicalJson } from '#domain/canonical.ts'
import { NotFound, refuse } from '#domain/refusal.ts'
import { checkFlaggable } from '#domain/subsidy/flags/check-red-flags.ts'
import { findFlags } from '#domain/subsidy/flags/find-flags.ts'
import type { Ctx } from '../../support/ctx.ts'
import { type AuditNote, mutate } from '../../support/mutate.ts'
import { gatherFlagFacts } from './gather-flag-facts.ts'

/**
 * Finds and keeps flags; gives back the new ones, and the audit note that says it was looked for them, also where none
 * was found. The caller holds the lock of the determination and has seen that it may be flagged (`checkFlaggable`); a
 * trigger refuses any other.
 */
export async function keepRedFlags(
  ctx: Ctx,
  tx: Transaction,
  determination: DeterminationRow,
): Promise<{ found: RedFlagRow[]; audit: AuditNote }> {
  const version = await findPolicyVersion(tx, determination.policyVersionId)
  if (!version) throw new Error(`policy version ${determination.policyVersionId} is gone`)
  const flags = findFlags(await gatherFlagFacts(tx, determination, version))
  const foundAt = await readClock(tx)
  const rows = flags.map(({ kind, basis, explanation }) => ({
    id: ctx.newId(),
    determinationId: determination.id,
    kind,
    fingerprint: sha256(canonicalJson([kind, ...basis])),
    explanation,
    foundAt,
  }))
  const found = await insertRedFlags(tx, rows)
  const audit = {
    action: 'red_flag.find',
    subjectKind: 'determination',
    subjectId: determination.id,
    before: null,
    after: { found },
  }
  return { found, audit }
}

/** All flags of the determination, those that were known included. */
export async function findRedFlags(ctx: Ctx, { determinationId }: { determinationId: string }): Promise<RedFlagView[]> {
  return mutate(ctx, async tx => {
    const row = await lockDetermination(tx, determinationId)
    if (!row) throw new NotFound('determination')
    refuse(may(ctx.actor, 'red_flag.find', { bureau: row.bureauId }))
    refuse(checkFlaggable(row.state))
    const { audit } = await keepRedFlags(ctx, tx, row)
    return { result: await listRedFlags(tx, [determinationId]), audit }
  })
}
