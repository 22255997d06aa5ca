/** What stands granted, by entitlements: what claw-backs are planned from. */
import type { Queryable } from '#db/client.ts'
import { entitlementColumns, sumClawbacks } from '#db/queries/clawback.ts'
import type { DeterminationRow } from '#db/queries/subsidy.ts'
import { groupBy } from '#domain/subsidy/evaluate/group-by.ts'
import type { StandingGrant } from '#domain/subsidy/money/clawback.ts'

/** The entitlement that a figure is of: whoever determined it, by whatever version. */
export function entitlementOf(row: Pick<DeterminationRow, (typeof entitlementColumns)[number]>): string {
  return JSON.stringify(entitlementColumns.map(column => row[column]))
}

export const isGranted = ({ state }: DeterminationRow) => state === 'approved' || state === 'paid'

/** Of these figures the ones that are granted, by `entitlementOf`, in the order they were approved. */
export async function listStandingGrants(
  db: Queryable,
  rows: readonly DeterminationRow[],
): Promise<Map<string, StandingGrant[]>> {
  const granted = rows.flatMap(row => {
    const { state, approvedAt, approvedFen } = row
    if ((state !== 'approved' && state !== 'paid') || approvedAt === null || approvedFen === null) return []
    return [{ row, state, approvedAt, approvedFen }]
  })
  const raised = await sumClawbacks(
    db,
    granted.map(({ row }) => row.id),
  )
  const inOrder = granted.toSorted(
    (a, b) => Number(a.approvedAt) - Number(b.approvedAt) || (a.row.id < b.row.id ? -1 : 1),
  )
  const byEntitlement = groupBy(inOrder, ({ row }) => [entitlementOf(row)])
  return new Map(
    [...byEntitlement].map(([name, list]) => [
      name,
      list.map(({ row, state, approvedFen }) => ({
        id: row.id,
        payer: row.bureauRegion,
        state,
        standingFen: approvedFen - (raised.get(row.id) ?? 0n),
      })),
    ]),
  )
}
