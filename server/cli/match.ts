/**
 * `npm run -s match -- --docs D.jsonl --queries Q.jsonl [--background B.jsonl] [--candidates C.tsv] [--depth 100]
 * --run OUT`: ranks documents {id,title,text} as achievements for queries as demands with the engine of the service, and
 * writes a TREC run. Background documents are not ranked; they serve word statistics and meanings. What the texts do
 * not state stays unstated. Nothing but the given texts is used.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Library } from '#domain/listing.ts'
import { type MatchDocument, queryOf } from '#domain/matching/document.ts'
import { quantitiesOf } from '#domain/matching/text/quantities.ts'
import { createLocalIndex, type IndexClient } from '../matching/index-client.ts'

interface TextRow {
  id: string
  title: string
  text: string
}

const usage =
  'usage: npm run -s match -- --docs D.jsonl --queries Q.jsonl [--background B.jsonl] [--candidates C.tsv] [--depth 100] --run OUT'

function readJsonl(path: string): TextRow[] {
  const lines = readFileSync(path, 'utf8').split('\n')
  return lines.flatMap((line, i) => {
    if (line.trim() === '') return []
    const row = JSON.parse(line) as Partial<TextRow>
    if (typeof row.id !== 'string')
      throw new Error(`${path}, line ${i + 1}: "id" is missing; write {"id","title","text"}`)
    return [{ id: row.id, title: row.title ?? '', text: row.text ?? '' }]
  })
}

/** Query id → document ids it may rank. */
function readCandidates(path: string): Map<string, string[]> {
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

const groups = { achievement: 1, demand: 2, expert: 3 } as const satisfies Record<Library, number>

function toDocument(library: Library, { title, text }: TextRow, place: number): MatchDocument {
  return {
    id: idAt(groups[library], place),
    library,
    title,
    text,
    keywords: [],
    indicators: [],
    names: [],
    organisationId: 'none',
    kinds: [],
    fields: [],
    industryCode: null,
    trl: null,
    priceMinFen: null,
    priceMaxFen: null,
    regionCode: null,
    waysOfTransfer: [],
    ipWish: null,
    neededBy: null,
    publishedAt: 0,
    expiresAt: null,
    completenessPercent: 0,
    isInGoodStanding: null,
    quantities: quantitiesOf(`${title}\n${text}`),
  }
}

async function rankAll(
  index: IndexClient,
  sets: { docs: TextRow[]; queries: TextRow[] },
  options: { candidates: Map<string, string[]> | null; depth: number },
): Promise<string[]> {
  const placeOfDocument = new Map(sets.docs.map(({ id }, place) => [id, place]))
  const lines: string[] = []
  for (const [place, row] of sets.queries.entries()) {
    const allowed = options.candidates?.get(row.id) ?? (options.candidates ? [] : null)
    const candidates = allowed?.flatMap(id => {
      const known = placeOfDocument.get(id)
      return known === undefined ? [] : [idAt(groups.achievement, known)]
    })
    const { ranked } = await index.rank({
      library: 'achievement',
      from: 'demand',
      query: queryOf(toDocument('demand', row, place)),
      limit: Math.max(options.depth, candidates?.length ?? 0),
      nowAt: 0,
      ...(candidates && { candidates }),
    })
    for (const [i, { id, score }] of ranked.entries())
      lines.push(`${row.id} Q0 ${sets.docs[placeOf(id)]?.id} ${i + 1} ${score} jiebang`)
  }
  return lines
}

async function main(): Promise<void> {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    options: {
      docs: text,
      queries: text,
      background: text,
      candidates: text,
      depth: { ...text, default: '100' },
      run: text,
    },
  })
  const depth = Number(values.depth)
  if (!values.docs || !values.queries || !values.run || !(depth >= 1)) throw new Error(usage)
  const docs = readJsonl(values.docs)
  const queries = readJsonl(values.queries)
  const background = values.background ? readJsonl(values.background) : []
  const index = createLocalIndex()
  await index.apply({
    remove: [],
    upsert: [
      ...docs.map((row, place) => toDocument('achievement', row, place)),
      ...queries.map((row, place) => toDocument('demand', row, place)),
      ...background.map((row, place) => toDocument('expert', row, place)),
    ],
  })
  const candidates = values.candidates ? readCandidates(values.candidates) : null
  const lines = await rankAll(index, { docs, queries }, { candidates, depth })
  writeFileSync(values.run, lines.map(line => `${line}\n`).join(''))
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
