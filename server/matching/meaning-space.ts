/** What the meanings of documents are expressed in: an endpoint's vectors, the platform's own word vectors, or nothing. */
import type { Database } from '#db/client.ts'
import { findMatchModelInUse, readMatchModelContent } from '#db/queries/match-model.ts'
import type { TextVectors } from './text-vectors.ts'

export interface MeaningSpace {
  /** Meanings can be compared when this is the same; empty: there are none. */
  name: string
  /** Numbers of a meaning; 0: none, or not known yet. */
  dimensions: number
  /** Encoded word vectors, from which the index works out meanings itself; null: they come with the documents. */
  words: Uint8Array | null
}

export const noMeanings: MeaningSpace = { name: '', dimensions: 0, words: null }

export interface FollowedSpace {
  /** The space to use now: the same object until there is another one. `modelId`: the trained model in use, null for none. */
  take(modelId: string | null): Promise<MeaningSpace>
}

/** An endpoint that is configured knows more than our own word vectors: then those are not used. */
export function followSpace(db: Database, vectors: TextVectors | null): FollowedSpace {
  let now = noMeanings
  let takenId: string | null = null
  return {
    take: async modelId => {
      if (vectors) {
        const { model: name, dimensions } = vectors
        if (now.name !== name || now.dimensions !== dimensions) now = { name, dimensions, words: null }
        return now
      }
      if (modelId === takenId) return now
      const space = modelId === null ? noMeanings : await readTrained(db, modelId)
      // It was replaced between the two looks: the next one sees what is in use then.
      if (space === null) return now
      takenId = modelId
      now = space
      return now
    },
  }
}

async function readTrained(db: Database, modelId: string): Promise<MeaningSpace | null> {
  const model = await findMatchModelInUse(db)
  const words = model?.id === modelId ? await readMatchModelContent(db, modelId) : null
  if (!model || !words || words.length === 0) return null
  return { name: `words ${model.version}`, dimensions: model.dimensions, words }
}
