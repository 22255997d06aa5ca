/**
 * `npm run -s match -- --docs D.jsonl --queries Q.jsonl [--candidates C.tsv] [--depth 100] --run OUT`: loads documents
 * {id,title,text} as published achievements and queries as demands into a fresh database, ranks every query through
 * the same read model as the service, and writes a TREC run. What the texts do not state stays unstated.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { v7 as uuidv7 } from 'uuid'
import { type OpenDatabase, openDatabase } from '#db/client.ts'
import { migrate } from '#db/migrate.ts'
import { insertAudit } from '#db/queries/audit.ts'
import { readClock } from '#db/queries/clock.ts'
import { type BulkListing, publishInBulk } from '#db/seed/bulk-listings.ts'
import { insertMeasuringOrganisation } from '#db/seed/measuring.ts'
import { emptyAchievement } from '#domain/achievement/achievement.ts'
import { emptyDemand } from '#domain/demand/demand.ts'
import { createMatching } from '../matching/matching.ts'

interface TextRow {
  id: string
  title: string
  text: string
}

const usage = 'usage: npm run -s match -- --docs D.jsonl --queries Q.jsonl [--candidates C.tsv] [--depth 100] --run OUT'

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

/** The gate wants a title; a dash has no words. A long title continues in the text. */
function toListing(library: 'achievement' | 'demand', owner: string, row: TextRow): BulkListing {
  const title = row.title.slice(0, 200) || '-'
  const text = [row.title.slice(200), row.text].filter(Boolean).join('\n')
  const field = 'urban_social' as const
  if (library === 'achievement') {
    const content = { ...emptyAchievement(), title, summary: text, field, waysOfTransfer: ['transfer' as const] }
    return { library, id: uuidv7(), owner, content }
  }
  const indicator = { name: '', comparator: 'eq' as const, value: '0', valueMax: null, unit: '', testMethod: '' }
  return {
    library,
    id: uuidv7(),
    owner,
    content: { ...emptyDemand(), title, problem: text, field, indicators: [indicator] },
  }
}

async function load(opened: OpenDatabase, listings: readonly BulkListing[]): Promise<void> {
  await opened.db.transaction(async tx => {
    await publishInBulk(tx, listings, { newId: () => uuidv7(), now: await readClock(tx) })
    const note = { action: 'match.measure', subjectKind: 'measurement', subjectId: 'match', before: null, after: null }
    const actor = { actorUserId: null, actorOrganisationId: null, requestId: 'cli' }
    await insertAudit(tx, { ...note, ...actor, listings: listings.map(({ library, id }) => ({ library, id })) })
  })
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      docs: { type: 'string' },
      queries: { type: 'string' },
      candidates: { type: 'string' },
      depth: { type: 'string', default: '100' },
      run: { type: 'string' },
    },
  })
  const depth = Number(values.depth)
  if (!values.docs || !values.queries || !values.run || !(depth >= 1)) throw new Error(usage)
  const docs = readJsonl(values.docs)
  const queries = readJsonl(values.queries)
  const allowed = values.candidates ? readCandidates(values.candidates) : null

  const opened = await openDatabase({ isDurable: false })
  try {
    await migrate(opened.db)
    const owner = await insertMeasuringOrganisation(opened.db, uuidv7())
    const documents = docs.map(row => toListing('achievement', owner, row))
    const demands = queries.map(row => toListing('demand', owner, row))
    await load(opened, [...documents, ...demands])
    const idOf = new Map(documents.map((listing, i) => [docs[i]?.id ?? '', listing.id]))
    const nameOf = new Map(documents.map((listing, i) => [listing.id, docs[i]?.id ?? '']))
    const matching = createMatching(opened.db)
    const nowAt = (await readClock(opened.db)).getTime()
    const lines: string[] = []
    for (const { id, title, text } of queries) {
      const query = {
        title,
        text,
        fields: [],
        trl: null,
        priceMinFen: null,
        priceMaxFen: null,
        regionCode: null,
        waysOfTransfer: [],
      }
      const candidates = allowed && new Set((allowed.get(id) ?? []).flatMap(document => idOf.get(document) ?? []))
      const ranked = await matching.rankIds({
        library: 'achievement',
        from: 'demand',
        query,
        limit: depth,
        nowAt,
        ...(candidates ? { candidates } : {}),
      })
      lines.push(...ranked.map((match, i) => `${id} Q0 ${nameOf.get(match.id)} ${i + 1} ${match.score} jiebang`))
    }
    writeFileSync(values.run, `${lines.join('\n')}\n`)
  } finally {
    await opened.close()
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
