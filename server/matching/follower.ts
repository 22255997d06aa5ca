/** Brings the index to where the database is: from a snapshot or anew, then change by change. */
import type { Logger } from 'pino'
import type { Database } from '#db/client.ts'
import {
  findChainHash,
  type ListingChange,
  listListingChanges,
  listMatchDocuments,
  readChangeEnd,
} from '#db/queries/matching.ts'
import { type Library, libraries } from '#domain/listing.ts'
import type { MatchDocument } from '#domain/matching/document.ts'
import type { DocumentVectors, ListingIds } from './document-vectors.ts'
import { followSynonyms } from './followed-synonyms.ts'
import type { FollowedWeights } from './followed-weights.ts'
import type { IndexClient } from './index-client.ts'
import type { IndexSpace } from './index-space.ts'
import { BrokenSnapshot } from './snapshot.ts'

export interface FollowerOptions {
  db: Database
  index: IndexClient
  /** Where snapshots are; null: nowhere. */
  folder: string | null
  log: Pick<Logger, 'warn'>
  space: IndexSpace
  weights: FollowedWeights
  documentVectors: DocumentVectors | null
}

export interface Follower {
  /** The index holds something, if only what was there a moment ago. */
  readonly isLoaded: boolean
  /** Every change up to this number is in the index; below 0: nothing is. */
  readonly appliedSeq: number
  /** Loads what is there when nothing is loaded yet, takes in what was committed before the call, and some of what is behind. */
  catchUp(): Promise<void>
  /** Builds the index anew from the database. */
  loadAll(): Promise<void>
  /** The next time these go in again: their vectors have become known. */
  putAgain(listings: ListingIds): void
}

const pageRows = 2000

const beginning = (seq: number): ListingChange => ({
  seq: seq + 1,
  library: 'achievement',
  listingId: '00000000-0000-0000-0000-000000000000',
})

export function createFollower(options: FollowerOptions): Follower {
  const { db, index, folder, log, space, weights, documentVectors } = options
  const takeSynonyms = followSynonyms(db, index)
  /** Where in the sequence the index is: everything before it is in. Null: nothing is loaded. */
  let next: ListingChange | null = null
  let appliedSeq = -1
  const due: ListingIds[] = []

  const put = async (change: { remove: readonly string[]; upsert: readonly MatchDocument[] }) =>
    index.apply({ ...change, upsert: (await documentVectors?.attach(change.upsert)) ?? change.upsert })

  const goOnFrom = (seq: number) => {
    next = beginning(seq)
    appliedSeq = seq
  }

  async function loadAll(): Promise<void> {
    // Changes between this look and the reading of the pages are taken in again afterwards: harmless.
    const { seq, modelId } = await readChangeEnd(db)
    await space.follow(modelId)
    await index.clear()
    await space.loaded(null)
    for (const library of libraries) {
      let afterId: string | null = null
      do {
        const page: MatchDocument[] = await listMatchDocuments(db, library, { afterId, limit: pageRows })
        await put({ remove: [], upsert: page })
        afterId = page.length < pageRows ? null : (page.at(-1)?.id ?? null)
      } while (afterId !== null)
    }
    goOnFrom(seq)
  }

  /** False when there is no snapshot of this very database. */
  async function loadSnapshot(): Promise<boolean> {
    if (folder === null) return false
    try {
      const point = await index.load(folder)
      if (point === null) return false
      if (point.seq > 0 && (await findChainHash(db, point.seq)) !== point.proof)
        throw new BrokenSnapshot('it was taken of another database')
      await space.loaded(point.model)
      goOnFrom(point.seq)
      return true
    } catch (error) {
      if (!(error instanceof BrokenSnapshot)) throw error
      log.warn({ reason: error.message, folder }, 'the snapshot of the match index cannot be used; it is built anew')
      return false
    }
  }

  async function refresh(library: Library, ids: readonly string[]): Promise<void> {
    const documents = ids.length === 0 ? [] : await listMatchDocuments(db, library, { ids })
    await put({ remove: ids, upsert: documents })
  }

  async function takeInChanges(): Promise<void> {
    for (;;) {
      // Read first: what is committed between the two looks is taken in now or the next time, never missed.
      const { seq, weightsId, modelId, synonymsStamp } = await readChangeEnd(db)
      await weights.take(weightsId)
      await takeSynonyms(synonymsStamp)
      await space.follow(modelId)
      if (next === null && !(await loadSnapshot())) await loadAll()
      if (seq <= appliedSeq || next === null) return
      const changes = await listListingChanges(db, next, pageRows)
      for (const library of libraries) {
        const ids = new Set(changes.filter(change => change.library === library).map(change => change.listingId))
        if (ids.size > 0) await refresh(library, [...ids])
      }
      next = changes.at(-1) ?? next
      if (changes.length === pageRows) continue
      appliedSeq = seq
      return
    }
  }

  return {
    get isLoaded() {
      return next !== null
    },
    get appliedSeq() {
      return appliedSeq
    },
    catchUp: async () => {
      await takeInChanges()
      for (const { library, ids } of due.splice(0)) await refresh(library, ids)
      await space.catchUp(upsert => put({ remove: [], upsert }))
    },
    loadAll,
    putAgain: listings => void due.push(listings),
  }
}
