/** Which version of a policy counts on a day. */
import type { Queryable } from '#db/client.ts'
import { listPolicyVersions, type PolicyVersionRow } from '#db/queries/subsidy.ts'
import { groupBy } from '#domain/subsidy/evaluate/group-by.ts'
import { versionOn } from '#domain/subsidy/pack/policy-timeline.ts'
import { headOf } from './policy-packs.ts'

/** Of all versions of a policy the one in force on a day (YYYY-MM-DD); null when none is: a draft never is. */
export function governingOf(rows: readonly PolicyVersionRow[], day: string): PolicyVersionRow | null {
  const versions = rows.map(row => {
    const { status, effectiveFrom, effectiveTo } = headOf(row)
    return { row, status, effectiveFrom, effectiveTo, publishedAt: row.loadedAt }
  })
  return versionOn(versions, day)?.row ?? null
}

/** The day by which the version of a year of application is chosen: its end, or today while it runs. Days as YYYY-MM-DD. */
export function dayOfVersion(year: number | null | undefined, today: string): string {
  const yearEnd = `${year}-12-31`
  return year && yearEnd < today ? yearEnd : today
}

/** As `governingOf`, from the database. */
export async function findGoverningVersion(db: Queryable, policyId: string, day: string) {
  return governingOf(await listPolicyVersions(db, policyId), day)
}

/** Of every policy the version in force on a day; where none is (a draft, one that has ended), the one loaded last. */
export async function listCurrentVersions(db: Queryable, day: string): Promise<PolicyVersionRow[]> {
  const byPolicy = groupBy(await listPolicyVersions(db, null), row => [row.policyId])
  return [...byPolicy.values()].flatMap(rows => governingOf(rows, day) ?? rows.slice(0, 1))
}

/** As `listCurrentVersions`, of one policy; null when there is none of that id. */
export async function findCurrentVersion(db: Queryable, policyId: string, day: string) {
  const rows = await listPolicyVersions(db, policyId)
  return governingOf(rows, day) ?? rows[0] ?? null
}
