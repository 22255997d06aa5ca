/** The counts beside the list that a search has found. */
import type { Library } from '../listing.ts'
import type { FoundSegment } from './find-order.ts'
import { type FacetName, type Facets, facetFilters, facetNames, readTally, type Tally, tally } from './index/facets.ts'
import { keepPlaces, type MatchFilter } from './index/filter.ts'
import type { MatchIndex } from './index/match-index.ts'
import { conditionsIn } from './rank.ts'

interface Counted {
  library: Library
  filter?: MatchFilter | undefined
}

/** `all`: what the words have found, whatever the filter. The counts of a facet are those without its own part of it. */
export function countFacets(index: MatchIndex, { library, filter }: Counted, all: readonly FoundSegment[]): Facets {
  return facetsOf(name => {
    const others: MatchFilter = { ...filter }
    for (const part of facetFilters[name]) delete others[part]
    const conditions = conditionsIn(index, library, others)
    const counts: Tally = new Map()
    for (const { live, places } of all)
      tally(counts, name, live.segment.columns, keepPlaces(live.segment, conditions, places))
    return readTally(counts, name, library)
  })
}

/** Where nothing is counted. */
export const noFacets = (): Facets => facetsOf(() => [])

function facetsOf(countsOf: (name: FacetName) => Facets[FacetName]): Facets {
  return Object.fromEntries(facetNames.map(name => [name, countsOf(name)])) as unknown as Facets
}
