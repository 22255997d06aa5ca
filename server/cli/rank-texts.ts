/**
 * Ranks plain texts with the engine of the service: documents {id,title,text} as achievements for queries as demands.
 * Background documents are not ranked; they serve word statistics and meanings. What the texts do not state stays
 * unstated. For the command `match` and for what measures it.
 */
import { readFileSync } from 'node:fs'
import type { Library } from '#domain/listing.ts'
import { type MatchDocument, type MatchQuery, queryOf, unstatedFacts } from '#domain/matching/document.ts'
import type { QueryPlan } from '#domain/matching/ranking/query-plan.ts'
import type { MatchWeights } from '#domain/matching/ranking/weights.ts'
import { quantitiesOf } from '#domain/matching/text/quantities.ts'
import { encodeWordVectors } from '#domain/matching/vectors/encoding.ts'
import { trainWordVectors } from '#domain/matching/vectors/train.ts'
import { createLocalIndex, type IndexClient } from '../matching/index-client.ts'
import type { MeaningSpace } from '../matching/meaning-space.ts'

export interface TextRow {
  id: string
  title: string
  text: string
}

/** Query id → document ids it may rank. */
export type TextCandidates = ReadonlyMap<string, readonly string[]>

export interface TextSets {
  docs: readonly TextRow[]
  queries: readonly TextRow[]
  background: readonly TextRow[]
}

/** What was ranked for one query, best first. */
export interface RankedTexts {
  row: TextRow
  query: MatchQuery
  plan: QueryPlan
  ranked: { row: TextRow; place: number; score: number; similarity: number | null }[]
}

/** One `{"id","title","text"}` a line; empty lines are skipped. Throws with the line that is wrong, and when an id stands twice. */
export function readJsonl(path: string): TextRow[] {
  const seen = new Set<string>()
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line, i) => {
      if (line.trim() === '') return []
      const row = readRow(line)
      if (typeof row?.id !== 'string') throw new Error(`${path}, line ${i + 1}: write {"id","title","text"}`)
      if (seen.has(row.id)) throw new Error(`${path}, line ${i + 1}: the id "${row.id}" stands twice`)
      seen.add(row.id)
      return [{ id: row.id, title: String(row.title ?? ''), text: String(row.text ?? '') }]
    })
}

function readRow(line: string): Partial<TextRow> | null {
  try {
    return JSON.parse(line)
  } catch {
    // Said with file and line by whoever asked.
    return null
  }
}

/** `query-id document-id` a line. */
export function readCandidates(path: string): Map<string, string[]> {
  const candidates = new Map<string, string[]>()
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const [query, document] = line.trim().split(/\s+/)
    if (query && document) candidates.set(query, [...(candidates.get(query) ?? []), document])
  }
  return candidates
}

/** Ids of the engine are UUIDs: the place in the file, so that ties keep the order of the file. */
const idAt = (group: number, place: number) =>
  `00000000-0000-7000-8${String(group).padStart(3, '0')}-${String(place).padStart(12, '0')}`
const placeOf = (id: string) => Number(id.slice(-12))

const direction = { library: 'achievement', from: 'demand', nowAt: 0 } as const

const groups = { achievement: 1, demand: 2, expert: 3 } as const satisfies Record<Library, number>

function toDocument(library: Library, { title, text }: TextRow, place: number): MatchDocument {
  return {
    ...unstatedFacts,
    id: idAt(groups[library], place),
    library,
    title,
    text,
    keywords: [],
    indicators: [],
    names: [],
    organisationId: 'none',
    kinds: [],
    neededBy: null,
    expiresAt: null,
    quantities: quantitiesOf(`${title}\n${text}`),
  }
}

/** The index that {@link rankTexts} asks. `withVectors`: it also compares meanings, learnt from these very texts. */
export async function indexTexts(sets: TextSets, { withVectors = false } = {}): Promise<IndexClient> {
  const { docs, queries, background } = sets
  const index = createLocalIndex()
  if (withVectors) await index.takeSpace(trainSpace([...docs, ...queries, ...background]), true)
  await index.apply({
    remove: [],
    upsert: [
      ...docs.map((row, place) => toDocument('achievement', row, place)),
      ...queries.map((row, place) => toDocument('demand', row, place)),
      ...background.map((row, place) => toDocument('expert', row, place)),
    ],
  })
  return index
}

/** As `match:train` does for a service whose listings these are. */
function trainSpace(rows: readonly TextRow[]): MeaningSpace {
  const training = trainWordVectors(rows.map(({ title, text }) => `${title}\n${text}`))
  for (;;) {
    const step = training.next()
    if (!step.done) continue
    const { version, dimensions } = step.value
    return { name: version, dimensions, words: encodeWordVectors(step.value) }
  }
}

/** Query after query. With candidates only these are ranked, and all of them; without, the best `depth`. */
export async function* rankTexts(
  index: IndexClient,
  { docs, queries }: Pick<TextSets, 'docs' | 'queries'>,
  options: { candidates: TextCandidates | null; depth: number; weights?: MatchWeights },
): AsyncGenerator<RankedTexts> {
  const placeOfDocument = new Map(docs.map(({ id }, place) => [id, place]))
  for (const [place, row] of queries.entries()) {
    const allowed = options.candidates?.get(row.id) ?? (options.candidates ? [] : null)
    const candidates = allowed?.flatMap(id => {
      const known = placeOfDocument.get(id)
      return known === undefined ? [] : [idAt(groups.achievement, known)]
    })
    const query = queryOf(toDocument('demand', row, place))
    const { ranked, plan } = await index.rank({
      ...direction,
      query,
      limit: Math.max(options.depth, candidates?.length ?? 0),
      ...(options.weights && { weights: options.weights }),
      ...(candidates && { candidates }),
    })
    const found = ranked.flatMap(({ id, score, similarity }) => {
      const [place, document] = [placeOf(id), docs[placeOf(id)]]
      return document ? [{ row: document, place, score, similarity }] : []
    })
    yield { row, query, plan, ranked: found }
  }
}

/** Why each of the first `count` stands where it does. */
export function explainTexts(index: IndexClient, { query, plan, ranked }: RankedTexts, count: number) {
  const explained = ranked.slice(0, count)
  return index.explain({
    ...direction,
    query,
    plan,
    documents: explained.map(({ row, place }) => toDocument('achievement', row, place)),
    similarities: explained.map(({ similarity }) => similarity),
  })
}
