/** Units as rules see them: what the register knows of each, with what bureaus keep of it. */
import type { Queryable } from '#db/client.ts'
import {
  type KeptFactRow,
  listKeptFacts,
  listRegisterOrganisations,
  type RegisterOrganisationRow,
} from '#db/queries/register-facts.ts'
import { groupBy } from '#domain/subsidy/evaluate/group-by.ts'
import type { FactRecord } from '#domain/subsidy/facts/fact-tables.ts'
import { blankRecord } from '#domain/subsidy/facts/facts.ts'
import { attributeTables } from '#domain/subsidy/facts/kept-fields.ts'

type Attributes = (id: string) => Record<string, unknown> | null

export function organisationOf(
  { id, name, kind, region_code }: RegisterOrganisationRow,
  attributes: Attributes,
): FactRecord<'organisations'> {
  const known = { ...blankRecord('organisations'), id, name, kind, regionCode: region_code }
  // The register knows all that was kept: no tag is none, not an unknown one.
  return { ...known, tags: [], ...attributes(id) }
}

/** Attributes that a bureau has kept for an organisation, a project or a contract; a later one stands over an earlier. */
export function attributesById(kept: ReadonlyMap<string, readonly KeptFactRow[]>): Attributes {
  const byId = new Map<string, Record<string, unknown>>()
  for (const table of attributeTables)
    for (const { holder_id, contract_id, project_id, content } of kept.get(table) ?? []) {
      const id = table === 'contracts' ? contract_id : table === 'projects' ? project_id : holder_id
      if (id === null) continue
      const before = byId.get(id)
      const more = { ...(before?.more as object | undefined), ...(content.more as object | undefined) }
      byId.set(id, { ...before, ...content, ...(Object.keys(more).length > 0 ? { more } : {}) })
    }
  return (id: string) => byId.get(id) ?? null
}

/**
 * As these units were known before: where they were, how large, with which marks. A unit that has moved, grown or been
 * marked since was entitled all the same. What was said of one and withdrawn since was never so (but for `alsoIds`), and
 * what was corrected was as its correction says.
 */
export async function gatherOrganisationsOf(
  db: Queryable,
  { ids, knownAt, alsoIds }: { ids: readonly string[]; knownAt: Date; alsoIds: readonly string[] },
): Promise<FactRecord<'organisations'>[]> {
  if (ids.length === 0) return []
  const of = { holderIds: ids, contractIds: [] }
  const ask = { knownAt: null, knownSince: knownAt, tables: ['organisations'], alsoIds, of }
  const kept = groupBy(await listKeptFacts(db, ask), ({ fact_table }) => [fact_table])
  const rows = await listRegisterOrganisations(db, { ids, knownAt })
  return rows.map(row => organisationOf(row, attributesById(kept)))
}
