/** The three libraries and their addresses. */
import { useMatches } from 'react-router'
import type { Library } from '#domain/listing.ts'

export type { Library }

export const libraryPaths = { demand: 'demands', achievement: 'achievements', expert: 'experts' } as const

export function listingPath(library: Library, id: string): string {
  return `/${libraryPaths[library]}/${encodeURIComponent(id)}`
}

/** The library a page stands for, from the handle of its route. */
export function useLibrary(): Library {
  const handles = useMatches().map(match => match.handle as { library?: Library } | undefined)
  return handles.findLast(handle => handle?.library)?.library ?? 'demand'
}
