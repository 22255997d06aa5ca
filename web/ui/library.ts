/** The three libraries: their addresses, and what the API calls them and their listings. */
import { useMatches } from 'react-router'
import type { Library } from '#domain/listing.ts'
import type { NamedListing } from '#web/api/listing-name.ts'

export const libraryPaths = { demand: 'demands', achievement: 'achievements', expert: 'experts' } as const
/** As the API names a library. */
export const libraryWords = { demand: 'DEMAND', achievement: 'ACHIEVEMENT', expert: 'EXPERT' } as const
/** As the API names a listing of it. */
export const listingTypes = { demand: 'Demand', achievement: 'Achievement', expert: 'Expert' } as const
const libraryOf = { Demand: 'demand', Achievement: 'achievement', Expert: 'expert' } as const

export function listingPath(library: Library, id: string): string {
  return `/${libraryPaths[library]}/${encodeURIComponent(id)}`
}

export function pathOf({ __typename, id }: Pick<NamedListing, '__typename' | 'id'>): string {
  return listingPath(libraryOf[__typename], id)
}

export function nameOf(listing: NamedListing): string {
  return listing.__typename === 'Expert' ? listing.name : listing.title
}

/** The library a page stands for, from the handle of its route. */
export function useLibrary(): Library {
  const handles = useMatches().map(match => match.handle as { library?: Library } | undefined)
  return handles.findLast(handle => handle?.library)?.library ?? 'demand'
}
