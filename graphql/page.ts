/** Turns a page of the use cases into Relay's connection shape. */
import type { Page } from '#domain/page.ts'
import { InvalidInput } from '#domain/refusal.ts'

export interface CountedConnection<T> {
  edges: { cursor: string; node: T }[]
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null }
  /** Counts the whole list; called only when the query asks for it. */
  count(): Promise<number>
}

export function toConnection<T>(
  page: Page<T>,
  after: string | null | undefined,
  count: () => Promise<number>,
): CountedConnection<T> {
  return {
    edges: page.items.map(({ item, cursor }) => ({ cursor, node: item })),
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: Boolean(after),
      startCursor: page.items[0]?.cursor ?? null,
      endCursor: page.items.at(-1)?.cursor ?? null,
    },
    count,
  }
}

/** For lists that do not say how long they are. */
export const notCounted = (): Promise<number> => Promise.resolve(0)

/** Lists are walked forward only; asking backwards is refused rather than silently answered from the start. */
export function forwardArgs(args: {
  first?: number | null
  after?: string | null
  last?: number | null
  before?: string | null
}): { first: number | null; after: string | null } {
  if (args.last != null || args.before != null)
    throw new InvalidInput([
      {
        path: args.last != null ? 'last' : 'before',
        message: 'lists are walked forward',
        remedy: 'use first and after',
      },
    ])
  return { first: args.first ?? null, after: args.after ?? null }
}
