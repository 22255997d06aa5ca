/**
 * Keeps the index in step with the database, by the change sequence. Each process holds its own index and follows the
 * same sequence. Whoever has just written something waits until it is in the index; nobody else waits.
 */
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
import type { MatchDocument, MatchQuery } from '#domain/matching/document.ts'
import type { Freshness, Matching } from '#usecases/support/ctx.ts'
import { createDocumentVectors, type ListingIds } from './document-vectors.ts'
import { followSynonyms } from './followed-synonyms.ts'
import { followWeights } from './followed-weights.ts'
import type { IndexClient } from './index-client.ts'
import { createIndexSpace } from './index-space.ts'
import { BrokenSnapshot } from './snapshot.ts'
import { embeddedText, type TextVectors } from './text-vectors.ts'

export interface MatchingOptions {
  db: Database
  index: IndexClient
  /** Where snapshots are kept; null: nowhere, the index is built at each start. */
  folder: string | null
  log: Pick<Logger, 'info' | 'warn' | 'error'>
  /** What texts mean, from an endpoint; without it documents come without vectors. */
  vectors?: TextVectors | null
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

const nameOf = ({ seq, model }: { seq: number; model: string }) => `${seq} ${model}`

export function createMatching(options: MatchingOptions): FollowingMatching {
  const { db, index, folder, log, vectors = null } = options
  const weights = followWeights(db, log)
  const takeSynonyms = followSynonyms(db, index)
  const documentVectors = vectors && createDocumentVectors(db, vectors)
  const space = createIndexSpace({ db, index, vectors, log })
  /** Where in the sequence the index is: everything before it is in. Null: nothing is loaded. */
  let next: ListingChange | null = null
  /** Every change up to this number is in the index. */
  let appliedSeq = -1
  let savedPoint = ''
  /** What has got its vector since it went in. */
  const due: ListingIds[] = []
  let isStopped = false
  let timers: NodeJS.Timeout[] = []

  const put = async (change: { remove: readonly string[]; upsert: readonly MatchDocument[] }) =>
    index.apply({ ...change, upsert: (await documentVectors?.attach(change.upsert)) ?? change.upsert })

  async function loadAll(): Promise<void> {
    // Changes between this look and the reading of the pages are taken in again afterwards: harmless.
    const { seq, modelId } = await readChangeEnd(db)
    await space.follow(modelId)
    await index.clear()
    await space.loaded(null)
    for (const library of libraries) {
      let afterId: string | null = null
      do {
        const page: Awaited<ReturnType<typeof listMatchDocuments>> = await listMatchDocuments(db, library, {
          afterId,
          limit: pageRows,
        })
        await put({ remove: [], upsert: page })
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
      await space.loaded(point.model)
      next = beginning(point.seq)
      appliedSeq = point.seq
      savedPoint = nameOf(point)
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

  async function catchUp(): Promise<void> {
    if (next === null) await vectors?.start()
    await takeInChanges()
    for (const { library, ids } of due.splice(0)) await refresh(library, ids)
    await space.catchUp(upsert => put({ remove: [], upsert }))
  }

  // One catch-up at a time; a question that comes while one runs needs its own, begun after it was asked. All that
  // wait for the next one share it.
  let running: Promise<void> | null = null
  let coming: Promise<void> | null = null
  function follow(): Promise<void> {
    if (running === null) {
      running = catchUp().finally(() => {
        running = null
        learnSoon()
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

  /** Gives listings the meanings that they have not got yet. */
  async function learnMissing(): Promise<void> {
    while (!isStopped) {
      const learned = space.isBehind ? null : await documentVectors?.learn()
      if (learned) due.push(learned)
      else if (!space.isBehind) return
      await follow()
    }
  }

  let learning: Promise<void> | null = null
  /** Nobody waits for it. */
  function learnSoon(): void {
    const isComplete = !space.isBehind && documentVectors?.isComplete() !== false
    if (!options.followsByItself || learning || isComplete) return
    learning = learnMissing()
      .catch((error: unknown) => log.error({ err: error }, 'no meanings could be learned; it will be tried again'))
      .finally(() => {
        learning = null
      })
  }

  async function prepare({ afterSeq }: Freshness): Promise<void> {
    if (!options.followsByItself || next === null || (afterSeq ?? 0) > appliedSeq) await follow()
    if (!options.followsByItself) await learnMissing()
  }

  async function withVector(query: MatchQuery): Promise<MatchQuery> {
    const vector = query.vector ?? (await vectors?.ofQuery(embeddedText(query))) ?? null
    return vector === null ? query : { ...query, vector }
  }

  const followQuietly = () =>
    follow().catch((error: unknown) => log.error({ err: error }, 'the match index could not follow; it will try again'))

  async function save(): Promise<void> {
    // Without all its vectors it is good for nothing but a start without the endpoint.
    const model = documentVectors?.isComplete() === false ? '' : space.name
    const seq = appliedSeq
    if (folder === null || seq < 0 || nameOf({ seq, model }) === savedPoint) return
    const proof = seq === 0 ? '' : await findChainHash(db, seq)
    if (proof === null) throw new Error(`the audit chain does not reach ${seq}`)
    await index.save(folder, { seq, proof, model })
    savedPoint = nameOf({ seq, model })
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
      await vectors?.start()
      await loadAll()
      await learnMissing()
      await index.compact()
    },
    save,
    stop: async () => {
      for (const timer of timers) clearInterval(timer)
      isStopped = true
      vectors?.close()
      await learning
      await running?.catch(() => {})
      if (next !== null) await save()
      await index.close()
    },
    takeIn: async seq => {
      if (options.followsByItself && next !== null && seq > appliedSeq) await followQuietly()
    },
    rank: async ({ afterSeq, ...request }) => {
      const [query] = await Promise.all([withVector(request.query), prepare({ afterSeq })])
      const { name, isBehind } = space
      const ranking = await index.rank({ weights: weights.now(), ignoresMeaning: isBehind, ...request, query })
      return name === '' ? ranking : { ...ranking, space: name }
    },
    explain: request => index.explain(request),
    find: async ({ afterSeq, ...request }) => {
      await prepare({ afterSeq })
      return index.find(request)
    },
    suggest: request => index.suggest(request),
  }
}
