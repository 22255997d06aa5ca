/** How many each library has for the words of a search, and which of them answers best. */
import { useQuery } from 'urql'
import { type Library, libraries } from '#domain/listing.ts'
import { countsQuery, type LibraryCounts } from './search-documents.ts'

export function countIn(counts: LibraryCounts, library: Library): number {
  const answer = counts[library]
  return answer.__typename === 'SearchResult' ? answer.totalCount : 0
}

/** No entry has all the words; those that were counted have some. */
export function isPartialIn(counts: LibraryCounts, library: Library): boolean {
  const answer = counts[library]
  return answer.__typename === 'SearchResult' && answer.isPartial
}

/** The library with the most that has all the words; where none has, the one with the most that has some. */
export function bestLibrary(counts: LibraryCounts): Library {
  const isWhole = (library: Library) => countIn(counts, library) > 0 && !isPartialIn(counts, library)
  const rank = (library: Library) => (isWhole(library) ? 1e9 : 0) + countIn(counts, library)
  return [...libraries].sort((a, b) => rank(b) - rank(a))[0] ?? 'demand'
}

/** Null while it is not known, or nothing is looked for. */
export function useLibraryCounts(text: string) {
  const [{ data, error }] = useQuery({ query: countsQuery, variables: { text }, pause: text === '' })
  return { counts: text === '' ? null : (data ?? null), error }
}
