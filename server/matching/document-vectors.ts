/**
 * Gives documents their vectors on the way into the index. A listing does not wait for an endpoint to be found: it goes
 * in at once with the vector that is known, or none, and again when its vector has been asked for.
 */
import type { Database } from '#db/client.ts'
import { listMatchDocuments } from '#db/queries/matching.ts'
import type { Library } from '#domain/listing.ts'
import { type MatchDocument, queryOf } from '#domain/matching/document.ts'
import { embeddedText, type TextVectors } from './text-vectors.ts'

export interface ListingIds {
  library: Library
  ids: string[]
}

export interface DocumentVectors {
  /** The documents with what is known of their meanings; the others are remembered. */
  attach(documents: readonly MatchDocument[]): Promise<MatchDocument[]>
  /** Asks for some of those that were remembered; answers which of them may go in again, or null when there is nothing to do now. */
  learn(): Promise<ListingIds | null>
  /** Every document went in with its vector. */
  isComplete(): boolean
}

/** Several requests, one change of the index. */
const learnedAtOnce = 256

/** As the query of the listing is sent, so that a text is one text. */
const textOf = (document: MatchDocument) => embeddedText(queryOf(document))

export function createDocumentVectors(db: Database, vectors: TextVectors): DocumentVectors {
  const missing = new Map<string, Library>()

  function nextMissing(): ListingIds | null {
    const [first] = missing.values()
    if (first === undefined) return null
    const ids: string[] = []
    for (const [id, library] of missing) {
      if (library === first) ids.push(id)
      if (ids.length === learnedAtOnce) break
    }
    return { library: first, ids }
  }

  return {
    attach: async documents => {
      const texts = documents.map(textOf)
      const known = await vectors.known(texts)
      return documents.map((document, i) => {
        const vector = known[i] ?? null
        if (vector === null && texts[i] !== '') missing.set(document.id, document.library)
        else missing.delete(document.id)
        return { ...document, vector }
      })
    },
    learn: async () => {
      const some = vectors.mayLearn() ? nextMissing() : null
      if (some === null) return null
      const documents = await listMatchDocuments(db, some.library, { ids: some.ids })
      const isLearned = await vectors.learn(documents.map(textOf))
      // What is public no more is missed no more; the others are attached again when they go in.
      for (const id of some.ids) missing.delete(id)
      if (isLearned) return some
      // To the end: a text that the endpoint cannot bear shall not stand in the way of all others.
      for (const { id, library } of documents) missing.set(id, library)
      return null
    },
    isComplete: () => missing.size === 0,
  }
}
