/**
 * The match engine: three libraries in memory, ranked exactly as if every document were scored one by one. It is pure
 * data structure; who feeds it, in which thread, and whose listings a viewer may see is decided outside.
 */
import { type Library, libraries } from '../../listing.ts'
import type { MatchDocument, MatchQuery } from '../document.ts'
import { type Explanation, explainPair, liftedScore } from '../ranking/explanation.ts'
import { evaluateFactors, factorCodes, type Seeker, statedFact } from '../ranking/factors.ts'
import { planQuery, type QueryPlan } from '../ranking/query-plan.ts'
import { factorWeights } from '../ranking/weights.ts'
import { addDocument, addScores, createLibraryStore, type LibraryStore, removeDocument } from './library-store.ts'

export interface RankOptions {
  /** The library to rank. */
  library: Library
  /** Most results wanted. */
  limit: number
  /** Epoch milliseconds; documents expired by then are not ranked. */
  nowAt: number
  /** Only these ids are ranked, when given: what the viewer may see, or a filter's result. */
  candidates?: ReadonlySet<string>
  /** The library the query stems from. Default: demands are asked for by achievements, everything else by demands. */
  from?: Library
}

export interface RankedId {
  id: string
  /** Above 0. Comparable within one query. */
  score: number
}

export interface Match extends RankedId {
  explanation: Explanation
}

export interface MatchIndex {
  /** Adds the document, or replaces the one with its id, in whatever library that was. */
  upsert(document: MatchDocument): void
  /** False when there was none. */
  remove(id: string): boolean
  /** Documents held, expired ones included. */
  size(library?: Library): number
  /** Best first, ties by id, each with its explanation. A document that shares no word with the query is not ranked. */
  rank(query: MatchQuery, options: RankOptions): Match[]
  /** The same ranking without explanations. */
  rankIds(query: MatchQuery, options: RankOptions): RankedId[]
}

export function createMatchIndex(): MatchIndex {
  const stores: Record<Library, LibraryStore> = {
    achievement: createLibraryStore(),
    demand: createLibraryStore(),
    expert: createLibraryStore(),
  }
  const remove = (id: string) => libraries.some(library => removeDocument(stores[library], id))
  const search = (query: MatchQuery, options: RankOptions): Search => {
    const from = options.from ?? (options.library === 'demand' ? 'achievement' : 'demand')
    const store = stores[options.library]
    const seeker: Seeker = options.library === 'demand' && from !== 'demand' ? 'document' : 'query'
    return { query, options, store, seeker, plan: planQuery(query, store, stores[from]) }
  }
  return {
    upsert(document) {
      remove(document.id)
      addDocument(stores[document.library], { ...document, keywords: [...document.keywords] })
    },
    remove,
    size(library) {
      const counted: readonly Library[] = library ? [library] : libraries
      return counted.reduce((sum, name) => sum + stores[name].slotOf.size, 0)
    },
    rank: (query, options) => {
      const found = search(query, options)
      return selectBest(found).map(({ id, score, slot, document }) => {
        return { id, score, explanation: explainPair({ ...found, slot, document }) }
      })
    },
    rankIds: (query, options) => selectBest(search(query, options)).map(({ id, score }) => ({ id, score })),
  }
}

interface Search {
  query: MatchQuery
  options: RankOptions
  store: LibraryStore
  seeker: Seeker
  plan: QueryPlan
}

interface Ranked extends RankedId {
  slot: number
  document: MatchDocument
}

/** Word scores by slot: one pass over the postings of the searched words. */
function scoreWords({ store, plan }: Search): Float64Array {
  const scores = new Float64Array(store.documents.length)
  for (const term of plan.searched) addScores(store, scores, term)
  return scores
}

/** The best documents in order. Factors are only worked out where they could still lift a document onto the page. */
function selectBest(search: Search): Ranked[] {
  const { query, options, store, seeker } = search
  const limit = Math.max(0, Math.floor(options.limit))
  const best: Ranked[] = []
  const ceiling = (1 + possibleLift(query)) * (1 + 1e-9)
  const scores = scoreWords(search)
  for (let slot = 0; slot < scores.length; slot++) {
    const wordScore = scores[slot] ?? 0
    const last = best.length === limit ? best.at(-1) : undefined
    if (wordScore === 0 || limit === 0 || (last && wordScore * ceiling < last.score)) continue
    const document = store.documents[slot] ?? null
    if (document === null || !mayRank(document, options)) continue
    const score = liftedScore(wordScore, evaluateFactors(query, document, seeker))
    insert(best, { id: document.id, score, slot, document }, limit)
  }
  return best
}

function mayRank(document: MatchDocument, { nowAt, candidates }: RankOptions): boolean {
  if (document.expiresAt !== null && document.expiresAt <= nowAt) return false
  return candidates === undefined || candidates.has(document.id)
}

/** The most that factors can add for this query: those it states nothing for stay null. */
function possibleLift(query: MatchQuery): number {
  return factorCodes.reduce((sum, code) => sum + (statedFact(query, code) === null ? 0 : factorWeights[code]), 0)
}

function insert(best: Ranked[], entry: Ranked, limit: number): void {
  let low = 0
  let high = best.length
  while (low < high) {
    const middle = (low + high) >> 1
    const other = best[middle]
    if (other && isBefore(other, entry)) low = middle + 1
    else high = middle
  }
  if (low >= limit) return
  best.splice(low, 0, entry)
  if (best.length > limit) best.pop()
}

function isBefore(a: RankedId, b: RankedId): boolean {
  return a.score !== b.score ? a.score > b.score : a.id < b.id
}
