/** One page of a list, after the Relay connection model: forward with `first`/`after`. */
import { InvalidInput } from './refusal.ts'

export const maxPageSize = 100
export const defaultPageSize = 20

export interface PageRequest {
  first: number
  after: string | null
}

export interface Page<T> {
  items: readonly { item: T; cursor: string }[]
  hasNextPage: boolean
}

/** Puts `first` within 1…100; more than 100 is refused, because a silently shortened list looks complete. */
export function checkPageSize(first: number | null | undefined): number {
  const size = first ?? defaultPageSize
  if (!Number.isInteger(size) || size < 1 || size > maxPageSize)
    throw new InvalidInput([
      { path: 'first', message: `${size} is out of range`, remedy: `ask for 1 to ${maxPageSize}` },
    ])
  return size
}
