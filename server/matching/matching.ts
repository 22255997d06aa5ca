/**
 * Keeps the index in step with the database, by the change sequence. Each process holds its own index and follows the
 * same sequence. Whoever has just written something waits until it is in the index; nobody else waits.
 */
import type { Logger } from 'pino'
import type { Database } from '#db/client.ts'
import { findMatchWeights } from '#db/queries/match-weights.ts'
import {
  findChainHash,
  type ListingChange,
  listListingChanges,
  listMatchDocuments,
  readChangeEnd,
} from '#db/queries/matching.ts'
import { type Library, libraries } from '#domain/listing.ts'
import { completeWeights } from '#domain/matching/ranking/check-weights.ts'
import { defaultWeights, type MatchWeights } from '#domain/matching/ranking/weights.ts'
import type { Freshness, Matching } from '#usecases/support/ctx.ts'
import type { IndexClient } from './index-client.ts'
import { BrokenSnapshot } from './snapshot.ts'

export interface MatchingOptions {
  db: Database
  index: IndexClient
  /** Where snapshots are kept; null: nowhere, the index is built at each start. */
  folder: string | null
  log: Pick<Logger, 'info' | 'warn' | 'error'>
  /**
   * True: follows by itself (after each commit of this process, when told of others', and by a look each second). False: every question first takes in
   * what has been committed, for commands and tests.
   */
  followsByItself: boolean
}

export interface FollowingMatching extends Matching {
  /** Loads the snapshot, or everything, and takes in what has changed since. */
  start(): Promise<void>
  /** Builds the index anew from the database. */
  rebuild(): Promise<void>
  /** Writes a snapshot, unless there is nothing new. */
  save(): Promise<void>
  stop(): Promise<void>
}

const pageRows = 2000
const lookAgainMs = 1000
const saveEveryMs = 300_000

const beginning = (seq: number): ListingChange => ({
  seq: seq + 1,
  library: 'achievement',
  listingId: '00000000-0000-0000-0000-000000000000',
})

export function createMatching(options: MatchingOptions): FollowingMatching {
  const { db, index, folder, log } = options
  /** Where in the sequence the index is: everything before it is in. Null: nothing is loaded. */
  let next: ListingChange | null = null
  /** Every change up to this number is in the index. */
  let appliedSeq = -1
  let savedSeq = -1
  /** What every ranking of this process turns on. */
  let inForce: { id: string | null; weights: MatchWeights } = { id: null, weights: defaultWeights }
  let timers: NodeJS.Timeout[] = []

  async function loadAll(): Promise<void> {
    await index.clear()
    // Changes between this look and the reading of the pages are taken in again afterwards: harmless.
    const { seq } = await readChangeEnd(db)
    for (const library of libraries) {
      let afterId: string | null = null
      do {
        const page: Awaited<ReturnType<typeof listMatchDocuments>> = await listMatchDocuments(db, library, {
          afterId,
          limit: pageRows,
        })
        await index.apply({ remove: [], upsert: page })
        afterId = page.length < pageRows ? null : (page.at(-1)?.id ?? null)
      } while (afterId !== null)
    }
    next = beginning(seq)
    appliedSeq = seq
  }

  /** False when there is no snapshot of this very database. */
  async function loadSnapshot(): Promise<boolean> {
    if (folder === null) return false
    try {
      const point = await index.load(folder)
      if (point === null) return false
      if (point.seq > 0 && (await findChainHash(db, point.seq)) !== point.proof)
        throw new BrokenSnapshot('it was taken of another database')
      next = beginning(point.seq)
      appliedSeq = savedSeq = point.seq
      return true
    } catch (error) {
      if (!(error instanceof BrokenSnapshot)) throw error
      log.warn({ reason: error.message, folder }, 'the snapshot of the match index cannot be used; it is built anew')
      return false
    }
  }

  async function refresh(library: Library, ids: readonly string[]): Promise<void> {
    const documents = ids.length === 0 ? [] : await listMatchDocuments(db, library, { ids })
    await index.apply({ remove: ids, upsert: documents })
  }

  /** As `weightsInForce` of the use cases says: weights that the program no longer allows give way to its own. */
  async function takeWeights(id: string | null): Promise<void> {
    if (id === inForce.id) return
    const row = id === null ? null : await findMatchWeights(db, id)
    const weights = row && completeWeights(row.weights)
    if (id !== null && !weights) log.error({ id }, 'these weights are no longer allowed; the program ranks by its own')
    inForce = { id, weights: weights ?? defaultWeights }
  }

  async function catchUp(): Promise<void> {
    if (next === null && !(await loadSnapshot())) await loadAll()
    for (;;) {
      // Read first: what is committed between the two looks is taken in now or the next time, never missed.
      const { seq, weightsId } = await readChangeEnd(db)
      await takeWeights(weightsId)
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

  // One catch-up at a time; a question that comes while one runs needs its own, begun after it was asked. All that
  // wait for the next one share it.
  let running: Promise<void> | null = null
  let coming: Promise<void> | null = null
  function follow(): Promise<void> {
    if (running === null) {
      running = catchUp().finally(() => {
        running = null
      })
      return running
    }
    const after = () => {
      coming = null
      return follow()
    }
    coming ??= running.then(after, after)
    return coming
  }

  async function prepare({ afterSeq }: Freshness): Promise<void> {
    if (!options.followsByItself || next === null || (afterSeq ?? 0) > appliedSeq) await follow()
  }

  const followQuietly = () =>
    follow().catch((error: unknown) => log.error({ err: error }, 'the match index could not follow; it will try again'))

  async function save(): Promise<void> {
    if (folder === null || appliedSeq < 0 || appliedSeq === savedSeq) return
    const seq = appliedSeq
    const proof = seq === 0 ? '' : await findChainHash(db, seq)
    if (proof === null) throw new Error(`the audit chain does not reach ${seq}`)
    await index.save(folder, { seq, proof, model: '' })
    savedSeq = seq
  }

  const saveQuietly = () => {
    save().catch((error: unknown) =>
      log.error({ err: error, folder }, 'no snapshot of the match index could be written'),
    )
  }

  return {
    start: async () => {
      await follow()
      if (!options.followsByItself) return
      timers = [setInterval(followQuietly, lookAgainMs), setInterval(saveQuietly, saveEveryMs)]
      for (const timer of timers) timer.unref()
    },
    rebuild: async () => {
      await loadAll()
      await index.compact()
    },
    save,
    stop: async () => {
      for (const timer of timers) clearInterval(timer)
      await running?.catch(() => {})
      if (next !== null) await save()
      await index.close()
    },
    takeIn: async seq => {
      if (options.followsByItself && next !== null && seq > appliedSeq) await followQuietly()
    },
    rank: async ({ afterSeq, ...request }) => {
      await prepare({ afterSeq })
      return index.rank({ weights: inForce.weights, ...request })
    },
    explain: request => index.explain(request),
    find: async ({ afterSeq, ...request }) => {
      await prepare({ afterSeq })
      return index.find(request)
    },
    suggest: request => index.suggest(request),
  }
}
