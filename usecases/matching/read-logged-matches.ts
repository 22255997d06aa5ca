import {
  type LogFilter,
  type LoggedMatch,
  type LoggedQuery,
  listLoggedMatches,
  listLoggedQueries,
} from '#db/queries/match-evaluation.ts'
import { isInSplit, type Split } from '#domain/matching/evaluation/split.ts'
import type { Ctx } from '../support/ctx.ts'

const queriesPerPage = 200
/** A piece holds no more, unless a single query was shown more often. */
const maxShown = 20_000

export interface LogScope extends LogFilter {
  /** Which of the queries. */
  split: Split
}

/** The log of shown matches in pieces that hold whole queries, so that a long log needs little memory. */
export async function* readLoggedMatches(
  { db }: Pick<Ctx, 'db'>,
  { split, ...filter }: LogScope,
): AsyncGenerator<LoggedMatch[]> {
  let afterId: string | null = null
  for (;;) {
    const queries: LoggedQuery[] = await listLoggedQueries(db, filter, { afterId, limit: queriesPerPage })
    const wanted = queries.filter(({ id }) => isInSplit(id, split))
    for (const ids of piecesOf(wanted, maxShown)) yield await listLoggedMatches(db, filter, ids)
    if (queries.length < queriesPerPage) return
    afterId = queries.at(-1)?.id ?? null
  }
}

/** Whole queries, in their order, with at most `most` showings a piece where that can be. */
export function piecesOf(queries: readonly LoggedQuery[], most: number): string[][] {
  const pieces: string[][] = []
  let held = Number.POSITIVE_INFINITY
  for (const { id, shown } of queries) {
    if (held + shown > most) {
      pieces.push([])
      held = 0
    }
    pieces.at(-1)?.push(id)
    held += shown
  }
  return pieces
}
