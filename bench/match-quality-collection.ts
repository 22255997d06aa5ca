/**
 * Judged collections on disk, a folder each: `docs.jsonl` and `queries.jsonl` ({id,title,text} a line), `qrels.txt`
 * (`query 0 document gain` a line) and, where only judged documents are to be ranked, `candidates.tsv`.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readCandidates, readJsonl, type TextCandidates, type TextRow } from '#server/cli/rank-texts.ts'

export interface Collection {
  name: string
  docs: TextRow[]
  queries: TextRow[]
  background: TextRow[]
  candidates: TextCandidates | null
  /** Query id → document id → gain; only queries that somebody judged. */
  gains: Map<string, Map<string, number>>
}

export const collectionNames = ['demand', 'keyword', 'expert'] as const
export type CollectionName = (typeof collectionNames)[number]

/** Serves the word statistics of the others, whose own documents are few or short. */
const backgroundName: CollectionName = 'keyword'

/** Null when the folder has no such collection. Throws where a file of it is missing or a line cannot be read. */
export function readCollection(folder: string, name: CollectionName): Collection | null {
  const own = join(folder, name)
  if (!existsSync(own)) return null
  const candidates = join(own, 'candidates.tsv')
  const background = join(folder, backgroundName, 'docs.jsonl')
  const gains = readGains(join(own, 'qrels.txt'))
  return {
    name,
    docs: readJsonl(join(own, 'docs.jsonl')),
    queries: readJsonl(join(own, 'queries.jsonl')).filter(({ id }) => gains.has(id)),
    background: name !== backgroundName && existsSync(background) ? readJsonl(background) : [],
    candidates: existsSync(candidates) ? readCandidates(candidates) : null,
    gains,
  }
}

function readGains(path: string): Collection['gains'] {
  const gains: Collection['gains'] = new Map()
  for (const [i, line] of readFileSync(path, 'utf8').split('\n').entries()) {
    if (line.trim() === '') continue
    const [query, , document, gain] = line.trim().split(/\s+/)
    if (!query || !document || !(Number(gain) >= 0))
      throw new Error(`${path}, line ${i + 1}: write "query 0 document gain"`)
    const judged = gains.get(query) ?? new Map<string, number>()
    gains.set(query, judged.set(document, Number(gain)))
  }
  return gains
}
