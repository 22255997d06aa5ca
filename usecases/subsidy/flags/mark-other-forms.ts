/** Which determinations of the same policy stand on a rule that came into it after the other one's version. */
import type { Transaction } from '#db/client.ts'
import type { listOverlapping } from '#db/queries/red-flag-facts.ts'
import { type DeterminationRow, listPolicyVersionsById, type PolicyVersionRow } from '#db/queries/subsidy.ts'
import { givingRule, hasForm } from '#domain/subsidy/check/pays-again.ts'
import type { FlagGrant } from '#domain/subsidy/flags/flag-facts.ts'
import { packOf } from '../policy/policy-packs.ts'

type Overlapping = Awaited<ReturnType<typeof listOverlapping>>[number]

/** The others, each with whether of the two rules the one of the later version is not in the earlier one as it is. */
export async function markOtherForms(
  tx: Transaction,
  others: readonly Overlapping[],
  own: { row: DeterminationRow; version: PolicyVersionRow },
): Promise<FlagGrant[]> {
  const { row, version } = own
  const isOfOther = ({ policyId, policyVersionId, rule }: Overlapping) =>
    policyId === version.policyId && policyVersionId !== version.id && rule !== row.rule
  const ids = new Set(others.filter(isOfOther).map(({ policyVersionId }) => policyVersionId))
  const versions = new Map((await listPolicyVersionsById(tx, [...ids])).map(one => [one.id, one]))
  return others.map(({ policyVersionId, ...other }) => {
    const found = other.rule === row.rule ? undefined : versions.get(policyVersionId)
    if (!found) return other
    const mine = { version, rule: row.rule }
    const theirs = { version: found, rule: other.rule }
    const isLater = found.loadedAt > version.loadedAt
    return { ...other, isOfOtherForm: isLater ? isNew(theirs, version) : isNew(mine, found) }
  })
}

/** Whether the earlier version does not give under a rule as the later one has it. */
function isNew(later: { version: PolicyVersionRow; rule: string }, earlier: PolicyVersionRow): boolean {
  const rule = givingRule(packOf(later.version), later.rule)
  return rule !== undefined && !hasForm(packOf(earlier), rule)
}
