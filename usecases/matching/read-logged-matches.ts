import { type LogFilter, type LoggedMatch, listLoggedMatches, listLoggedQueries } from '#db/queries/match-evaluation.ts'
import { isInSplit, type Split } from '#domain/matching/evaluation/split.ts'
import type { Ctx } from '../support/ctx.ts'

const queriesPerPage = 200

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
    const ids: string[] = await listLoggedQueries(db, filter, { afterId, limit: queriesPerPage })
    const wanted = ids.filter(id => isInSplit(id, split))
    if (wanted.length > 0) yield await listLoggedMatches(db, filter, wanted)
    if (ids.length < queriesPerPage) return
    afterId = ids.at(-1) ?? null
  }
}
