/**
 * Ours, as the match benchmark sees it: one library of the index, asked for its best documents by word score, which is
 * the first stage of ranking. Merging runs in slices between the questions, as in the service's worker.
 */
import { setImmediate } from 'node:timers/promises'
import type { MatchDocument } from '#domain/matching/document.ts'
import { readId } from '#domain/matching/index/columns.ts'
import { wordNumber } from '#domain/matching/index/dictionary.ts'
import { liveSegments } from '#domain/matching/index/library-index.ts'
import {
  compactIndex,
  createMatchIndex,
  indexBytes,
  maintainIndex,
  upsert,
} from '#domain/matching/index/match-index.ts'
import { topDocuments } from '#domain/matching/index/top-documents.ts'
import { conditionsIn } from '#domain/matching/rank.ts'
import { bm25 } from '#domain/matching/ranking/weights.ts'
import { quantitiesOf } from '#domain/matching/text/quantities.ts'
import { BrokenSnapshot, loadSnapshot, saveSnapshot } from '#server/matching/snapshot.ts'
import type { CorpusDocument } from './match-corpus.ts'
import type { Engine } from './match-engine.ts'

const library = 'achievement'
const sliceMs = 1
/** Documents that come at a time when the index is built, as in the service. */
const pageDocuments = 2000
const point = { seq: 0, proof: '', model: '' }

function toMatchDocument({ field, organisationKind, ...document }: CorpusDocument): MatchDocument {
  return {
    ...document,
    library,
    keywords: [],
    indicators: [],
    names: [],
    kinds: [],
    fields: [field],
    ipWish: null,
    neededBy: null,
    expiresAt: null,
    completenessPercent: 50,
    // As the service reads a listing before it goes into the index.
    quantities: quantitiesOf(`${document.title}\n${document.text}`),
    isInGoodStanding: true,
  }
}

export function createOurs(): Engine {
  let index = createMatchIndex()
  const add = (documents: readonly MatchDocument[]) => upsert(index, documents)
  let isMaintaining = false

  async function maintainInSlices(): Promise<void> {
    if (isMaintaining) return
    isMaintaining = true
    let sliceEndsAt = performance.now() + sliceMs
    for (const _ of maintainIndex(index))
      if (performance.now() >= sliceEndsAt) {
        await setImmediate()
        sliceEndsAt = performance.now() + sliceMs
      }
    isMaintaining = false
  }

  return {
    build: async documents => {
      let chunk: MatchDocument[] = []
      for (const document of documents) {
        chunk.push(toMatchDocument(document))
        if (chunk.length < pageDocuments) continue
        add(chunk)
        for (const _ of maintainIndex(index));
        chunk = []
      }
      add(chunk)
      for (const _ of maintainIndex(index));
      for (const _ of compactIndex(index));
    },
    search: (terms, k, filter) => {
      const words = terms.map(({ word, share }) => ({ word: wordNumber(index.dictionary, word), share }))
      const conditions = conditionsIn(index, library, filter)
      const found = topDocuments(index.libraries[library], words, { limit: k, nowAt: 0, weights: bm25, conditions })
      const ids = () => found.map(({ live, place }) => readId(live.segment.columns.ids, place))
      return { count: found.length, ids }
    },
    upsert: document => {
      add([toMatchDocument(document)])
      void maintainInSlices()
    },
    save: folder => saveSnapshot(index, folder, point),
    restore: async folder => {
      const loaded = await loadSnapshot(folder)
      if (!loaded) throw new BrokenSnapshot('there is none')
      index = loaded.index
    },
    note: () =>
      `${liveSegments(index.libraries[library]).length} segments, ${Math.round(indexBytes(index) / 2 ** 20)} MB of arrays`,
  }
}
