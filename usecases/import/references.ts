/** Regions and industries as the tables hold them: a code that is not there would break the foreign key of its row. */
import type { Queryable } from '#db/client.ts'
import { listIndustries, listRegions } from '#db/queries/reference.ts'
import type { ImportLookups } from '#domain/import/column.ts'
import { createIndustryLookup, createRegionLookup } from '#domain/import/place-names.ts'
import type { ImportProblem } from '#domain/import/refusals.ts'
import { nearestKnownIndustry } from '#domain/industry.ts'

export interface References {
  lookups: ImportLookups
  regions: ReadonlySet<string>
  industries: ReadonlyMap<string, string>
}

export async function loadReferences(db: Queryable): Promise<References> {
  const regions = await listRegions(db)
  const industries = await listIndustries(db)
  return {
    lookups: { regionCode: createRegionLookup(regions), industryCode: createIndustryLookup(industries) },
    regions: new Set(regions.map(({ code }) => code)),
    industries: new Map(industries.map(({ code, name }) => [code, name])),
  }
}

/**
 * Makes the codes of a row's content ones that exist: an unknown region is an error; an industry below the level that
 * is kept here becomes the nearest one above it, with a warning. Changes the content.
 */
export function resolveCodes(
  content: { regionCode: string | null; industryCode?: string | null },
  references: References,
): ImportProblem[] {
  const problems: ImportProblem[] = []
  if (content.regionCode !== null && !references.regions.has(content.regionCode)) {
    const message = `region ${content.regionCode} is not in the present table of GB/T 2260`
    problems.push({
      column: 'regionCode',
      message,
      remedy: 'give the code in force, such as 410100 (郑州市)',
      severity: 'error',
    })
  }
  const industry = content.industryCode
  if (!industry || references.industries.has(industry)) return problems
  const nearest = nearestKnownIndustry(industry, code => references.industries.has(code))
  content.industryCode = nearest
  const isKept = nearest !== null && nearest.length > 1
  problems.push({
    column: 'industryCode',
    message: isKept
      ? `industry ${industry} is kept as ${nearest} ${references.industries.get(nearest)}`
      : `industry ${industry} does not exist`,
    remedy: isKept ? 'nothing need be done' : 'give a GB/T 4754-2017 code, such as C39',
    severity: isKept ? 'warning' : 'error',
  })
  return problems
}
