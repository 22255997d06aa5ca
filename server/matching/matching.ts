/**
 * The read model of the libraries: an index in memory that follows the database's change sequence. Each answer first
 * takes in what has been committed before the question, so whoever has just published finds it at once.
 */
import type { Database } from '#db/client.ts'
import { listListingChanges, listMatchDocuments, readChangeSeq } from '#db/queries/matching.ts'
import { type Library, libraries } from '#domain/listing.ts'
import { createMatchIndex } from '#domain/matching/index/match-index.ts'
import type { Matching } from '#usecases/support/ctx.ts'

const pageRows = 2000

export interface FollowingMatching extends Matching {
  /** Loads everything; otherwise the first question does. */
  start(): Promise<void>
}

export function createMatching(db: Database): FollowingMatching {
  const index = createMatchIndex()
  let seq: number | null = null

  async function loadAll(): Promise<void> {
    const upTo = await readChangeSeq(db)
    for (const library of libraries) {
      let afterId: string | null = null
      for (;;) {
        const page: Awaited<ReturnType<typeof listMatchDocuments>> = await listMatchDocuments(db, library, {
          afterId,
          limit: pageRows,
        })
        for (const document of page) index.upsert(document)
        if (page.length < pageRows) break
        afterId = page.at(-1)?.id ?? null
      }
    }
    // Changes between reading the sequence and the pages are taken in again by the next catch-up: harmless.
    seq = upTo
  }

  async function refresh(library: Library, ids: readonly string[]): Promise<void> {
    for (const id of ids) index.remove(id)
    for (let i = 0; i < ids.length; i += pageRows)
      for (const document of await listMatchDocuments(db, library, { ids: ids.slice(i, i + pageRows) }))
        index.upsert(document)
  }

  async function catchUp(): Promise<void> {
    if (seq === null) return loadAll()
    const changes = await listListingChanges(db, seq)
    const last = changes.at(-1)
    if (!last) return
    for (const library of libraries) {
      const ids = new Set(changes.filter(change => change.library === library).map(change => change.listingId))
      if (ids.size > 0) await refresh(library, [...ids])
    }
    seq = last.seq
  }

  // One catch-up at a time; a question that comes while one runs needs its own, begun after it was asked.
  let running: Promise<void> = Promise.resolve()
  const follow = () => {
    running = running.then(catchUp, catchUp)
    return running
  }

  return {
    start: follow,
    rank: async ({ query, ...options }) => {
      await follow()
      return index.rank(query, options)
    },
    rankIds: async ({ query, ...options }) => {
      await follow()
      return index.rankIds(query, options)
    },
  }
}
