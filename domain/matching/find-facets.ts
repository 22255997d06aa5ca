/** The counts beside the list that a search has found. */
import type { Library } from '../listing.ts'
import type { FoundSegment } from './find-order.ts'
import {
  createTally,
  type FacetName,
  type Facets,
  facetFilters,
  facetNames,
  readTally,
  tally,
  tallyMost,
} from './index/facets.ts'
import { keepPlaces, type MatchFilter } from './index/filter.ts'
import type { MatchIndex } from './index/match-index.ts'
import { conditionsIn } from './rank.ts'

interface Counted {
  library: Library
  filter?: MatchFilter | undefined
}

interface FoundPlaces {
  /** What the words have found, whatever the filter; and what the filter leaves of it. */
  all: readonly FoundSegment[]
  kept: readonly FoundSegment[]
}

/** The counts of a facet are those without its own part of the filter. */
export function countFacets(index: MatchIndex, { library, filter }: Counted, { all, kept }: FoundPlaces): Facets {
  const absent = all.map(({ live, places }) => absentPlaces(live.segment.documents, places))
  return facetsOf(name => {
    const others: MatchFilter = { ...filter }
    for (const part of facetFilters[name]) delete others[part]
    const conditions = conditionsIn(index, library, others)
    const isOwnSet = facetFilters[name].some(part => filter?.[part] != null)
    const counts = createTally(name)
    for (const [i, { live, places }] of all.entries()) {
      if (conditions.length === 0) tallyMost(counts, name, live.segment, { places, absent: absent[i] ?? null })
      else {
        const left = isOwnSet ? keepPlaces(live.segment, conditions, places) : (kept[i]?.places ?? places)
        tally(counts, name, live.segment.columns, left)
      }
    }
    return readTally(counts, name, library)
  })
}

/** The places of a segment that are not among those found; null when these are the fewer ones. */
function absentPlaces(documents: number, places: Uint16Array): Uint16Array | null {
  if (places.length * 2 < documents) return null
  const absent = new Uint16Array(documents - places.length)
  for (let place = 0, found = 0, count = 0; place < documents; place++)
    if (places[found] === place) found++
    else absent[count++] = place
  return absent
}

/** Where nothing is counted. */
export const noFacets = (): Facets => facetsOf(() => [])

function facetsOf(countsOf: (name: FacetName) => Facets[FacetName]): Facets {
  return Object.fromEntries(facetNames.map(name => [name, countsOf(name)])) as unknown as Facets
}
