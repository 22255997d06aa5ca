/**
 * Brings the meanings in the index into the space that is in use. When it is another one, every listing goes in again,
 * some at a time between other work; until all have, rankings do without meanings, so that nobody gains from being early.
 */
import type { Logger } from 'pino'
import type { Database } from '#db/client.ts'
import { listMatchDocuments } from '#db/queries/matching.ts'
import { type Library, libraries } from '#domain/listing.ts'
import type { MatchDocument } from '#domain/matching/document.ts'
import type { IndexClient } from './index-client.ts'
import { followSpace, noMeanings } from './meaning-space.ts'
import type { TextVectors } from './text-vectors.ts'

export interface IndexSpaceOptions {
  db: Database
  index: Pick<IndexClient, 'takeSpace'>
  vectors: TextVectors | null
  log: Pick<Logger, 'error'>
}

export interface IndexSpace {
  /** Of the space that all listings in the index have their meanings of; empty: there are none, or not yet. */
  readonly name: string
  /** Some listings have not got their meanings yet. */
  readonly isBehind: boolean
  /** To be called before anything is asked, and again: `modelId` is the trained model in use by now. */
  follow(modelId: string | null): Promise<void>
  /** What was just loaded into the index has meanings of the space with this name; null: it will all be put in anew. */
  loaded(name: string | null): Promise<void>
  /** Puts some of the listings in again that are behind. */
  catchUp(put: (documents: readonly MatchDocument[]) => Promise<void>): Promise<void>
}

/** Some 30 ms of the index's thread. */
const listingsAtOnce = 200
const first = { library: libraries[0] as Library, afterId: null }

export function createIndexSpace({ db, index, vectors, log }: IndexSpaceOptions): IndexSpace {
  const spaces = followSpace(db, vectors)
  /** What should be used, and what is: none when that cannot be read. */
  let wanted = noMeanings
  let space = noMeanings
  /** Where those begin that are behind; null: none is. */
  let behind: { library: Library; afterId: string | null } | null = null

  async function enter(isKept: boolean): Promise<void> {
    // Until it is settled nobody may take the meanings in the index for those of this space.
    behind = first
    space = wanted
    if (!(await index.takeSpace(space, isKept))) {
      log.error({ model: space.name }, 'the word vectors cannot be read; train them anew: npm run match:train')
      space = noMeanings
      await index.takeSpace(space, false)
    }
    behind = isKept || space.dimensions === 0 ? null : first
  }

  return {
    get name() {
      return behind === null ? space.name : ''
    },
    get isBehind() {
      return behind !== null
    },
    follow: async modelId => {
      const now = await spaces.take(modelId)
      if (now === wanted) return
      wanted = now
      await enter(false)
    },
    loaded: async name => {
      if (name === null) behind = null
      else await enter(name === wanted.name)
    },
    catchUp: async put => {
      if (behind === null) return
      const { library, afterId } = behind
      const page = await listMatchDocuments(db, library, { afterId, limit: listingsAtOnce })
      if (page.length > 0) await put(page)
      const next = libraries[libraries.indexOf(library) + 1]
      if (page.length === listingsAtOnce) behind = { library, afterId: page.at(-1)?.id ?? null }
      else behind = next ? { library: next, afterId: null } : null
    },
  }
}
