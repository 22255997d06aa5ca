/** Which page of a search an address names, and in which orders a library can be looked through. */
import type { Library } from '#domain/listing.ts'
import { maxFound } from '#domain/matching/check-search.ts'
import { type Sort, sorts } from '#web/ui/listing-filter.ts'

export const pageSize = 20

export function readPage(address: URLSearchParams): number {
  const page = Number(address.get('page') ?? 1)
  return Number.isInteger(page) && page >= 1 && page <= maxFound / pageSize ? page : 1
}

type SearchOrder = Sort | 'RELEVANCE'

/** With words, the most fitting come first unless somebody wishes otherwise; without, there is no fitting. */
export function ordersOf(library: Library, hasText: boolean): readonly SearchOrder[] {
  return hasText ? ['RELEVANCE', ...sorts[library]] : sorts[library]
}
