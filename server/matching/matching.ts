/**
 * Keeps the index in step with the database, by the change sequence. Each process holds its own index and follows the
 * same sequence. Whoever has just written something waits until it is in the index; nobody else waits.
 */
import pLimit from 'p-limit'
import type { Logger } from 'pino'
import type { Database } from '#db/client.ts'
import { findChainHash } from '#db/queries/matching.ts'
import { libraries } from '#domain/listing.ts'
import type { MatchQuery } from '#domain/matching/document.ts'
import type { ExplainRequest } from '#domain/matching/explain.ts'
import type { Explanation } from '#domain/matching/ranking/explanation.ts'
import type { Freshness, Matching } from '#usecases/support/ctx.ts'
import { createDocumentVectors, type DocumentVectors } from './document-vectors.ts'
import { followWeights } from './followed-weights.ts'
import { createFollower, type Follower } from './follower.ts'
import type { IndexClient } from './index-client.ts'
import { createIndexSpace, type IndexSpace } from './index-space.ts'
import { type Turns, takeTurns } from './take-turns.ts'
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
   * True: follows by itself (after each commit of this process, when told of others', and by a look each second).
   * False: every question first takes in what has been committed, for commands and tests.
   */
  followsByItself: boolean
}

export interface FollowingMatching extends Matching {
  /** Loads the snapshot, or everything, and takes in what has changed since. */
  start(): Promise<void>
  /** Until then whoever asks waits. */
  isLoaded(): boolean
  /** Builds the index anew from the database. */
  rebuild(): Promise<void>
  /** Writes a snapshot, unless there is nothing new. */
  save(): Promise<void>
  stop(): Promise<void>
}

const lookAgainMs = 1000
const saveEveryMs = 300_000
/** Rankings, and slices of explanations, that the index's thread has before it at a time: a search waits for no more. */
const heavyAtOnce = 2
const explainedAtOnce = 5

export function createMatching(options: MatchingOptions): FollowingMatching {
  const { db, index, folder, log, followsByItself, vectors = null } = options
  const weights = followWeights(db, log)
  const space = createIndexSpace({ db, index, vectors, log })
  const documentVectors = vectors && createDocumentVectors(db, vectors)
  const follower = createFollower({ db, index, folder, log, space, weights, documentVectors })
  const following = takeTurns(async () => {
    if (!follower.isLoaded) await vectors?.start()
    await follower.catchUp()
  })
  const meanings = createLearner({ follower, following, space, documentVectors, log })
  const saving = takeTurns(createSaver({ db, index, folder, follower, space, documentVectors }))
  const heavy = pLimit(heavyAtOnce)
  let timers: NodeJS.Timeout[] = []

  async function follow(): Promise<void> {
    try {
      await following.run()
    } finally {
      if (followsByItself) meanings.learnSoon()
    }
  }
  const followQuietly = () =>
    follow().catch((error: unknown) => log.error({ err: error }, 'the match index could not follow; it will try again'))
  const saveQuietly = () => {
    saving
      .run()
      .catch((error: unknown) => log.error({ err: error, folder }, 'no snapshot of the match index could be written'))
  }

  async function prepare({ afterSeq }: Freshness): Promise<void> {
    if (!followsByItself || !follower.isLoaded || (afterSeq ?? 0) > follower.appliedSeq) await follow()
    if (!followsByItself) await meanings.learnAll()
  }

  async function withVector(query: MatchQuery): Promise<MatchQuery> {
    const vector = query.vector ?? (await vectors?.ofQuery(embeddedText(query))) ?? null
    return vector === null ? query : { ...query, vector }
  }

  return {
    start: async () => {
      await follow()
      if (!followsByItself) return
      // Asked once, so that the vocabularies are there before somebody needs them.
      for (const library of libraries) await index.suggest({ library, text: '', nowAt: Date.now() })
      timers = [setInterval(followQuietly, lookAgainMs), setInterval(saveQuietly, saveEveryMs)]
      for (const timer of timers) timer.unref()
    },
    isLoaded: () => follower.isLoaded,
    rebuild: async () => {
      await vectors?.start()
      await follower.loadAll()
      await meanings.learnAll()
      await index.compact()
    },
    save: saving.run,
    stop: async () => {
      for (const timer of timers) clearInterval(timer)
      vectors?.close()
      try {
        await meanings.stop()
        await following.settled()
        if (follower.isLoaded) await saving.run()
      } finally {
        await index.close()
      }
    },
    takeIn: async seq => {
      if (followsByItself && follower.isLoaded && seq > follower.appliedSeq) await followQuietly()
    },
    rank: async ({ afterSeq, ...request }) => {
      const [query] = await Promise.all([withVector(request.query), prepare({ afterSeq })])
      const { name, isBehind } = space
      const asked = { weights: weights.now(), ignoresMeaning: isBehind, ...request, query }
      const ranking = await heavy(() => index.rank(asked))
      return name === '' ? ranking : { ...ranking, space: name }
    },
    explain: request => explainInSlices(request, slice => heavy(() => index.explain(slice))),
    find: async ({ afterSeq, ...request }) => {
      await prepare({ afterSeq })
      return index.find(request)
    },
    suggest: request => index.suggest(request),
  }
}

/** Some documents at a time, so that a long list does not keep others waiting. */
async function explainInSlices(
  request: ExplainRequest,
  explain: (slice: ExplainRequest) => Promise<Explanation[]>,
): Promise<Explanation[]> {
  const explanations: Explanation[] = []
  for (let from = 0; from < request.documents.length; from += explainedAtOnce) {
    const documents = request.documents.slice(from, from + explainedAtOnce)
    const similarities = request.similarities.slice(from, from + explainedAtOnce)
    explanations.push(...(await explain({ ...request, documents, similarities })))
  }
  return explanations
}

interface Parts {
  db: Database
  index: IndexClient
  folder: string | null
  log: MatchingOptions['log']
  follower: Follower
  following: Turns
  space: IndexSpace
  documentVectors: DocumentVectors | null
}

/** Gives listings the meanings that they have not got yet, some at a time. */
function createLearner({
  follower,
  following,
  space,
  documentVectors,
  log,
}: Pick<Parts, 'follower' | 'following' | 'space' | 'documentVectors' | 'log'>) {
  let learning: Promise<void> | null = null
  let isStopped = false

  async function learnAll(): Promise<void> {
    while (!isStopped) {
      const learned = space.isBehind ? null : await documentVectors?.learn()
      if (learned) follower.putAgain(learned)
      else if (!space.isBehind) return
      await following.run()
    }
  }

  return {
    learnAll,
    /** Nobody waits for it. */
    learnSoon: () => {
      const isComplete = !space.isBehind && documentVectors?.isComplete() !== false
      if (learning || isStopped || isComplete) return
      learning = learnAll()
        .catch((error: unknown) => log.error({ err: error }, 'no meanings could be learned; it will be tried again'))
        .finally(() => {
          learning = null
        })
    },
    stop: async () => {
      isStopped = true
      await learning
    },
  }
}

/** Writes a snapshot of what is in the index, unless there is nothing new. */
function createSaver({
  db,
  index,
  folder,
  follower,
  space,
  documentVectors,
}: Pick<Parts, 'db' | 'index' | 'folder' | 'follower' | 'space' | 'documentVectors'>): () => Promise<void> {
  let saved = ''
  return async () => {
    const seq = follower.appliedSeq
    if (folder === null || seq < 0) return
    const proof = seq === 0 ? '' : await findChainHash(db, seq)
    if (proof === null) throw new Error(`the audit chain does not reach ${seq}`)
    // Without all its meanings it is good for nothing but a start that works them out again. Read last: what the index
    // is told from here on is not in the snapshot.
    const model = documentVectors?.isComplete() === false ? '' : space.name
    if (`${seq} ${model}` === saved) return
    await index.save(folder, { seq, proof, model })
    saved = `${seq} ${model}`
  }
}
