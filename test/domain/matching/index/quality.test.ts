/**
 * Guards the quality of the ranking on real, judged demands, where those data are at hand. They are not part of this
 * repository; the bars are those of plain BM25 on the same data, so that the engine can never silently fall below it.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createMatchIndex } from '#domain/matching/index/match-index.ts'
import { aDocument, aQuery } from '../support.ts'

const folder = join(process.env.JIEBANG_SHARED ?? '../shared', 'data/match/demand')
const isHere = existsSync(join(folder, 'qrels.txt'))
if (!isHere) console.log(`quality.test.ts skipped: no judged demands in ${folder} (set JIEBANG_SHARED)`)

interface Entry {
  id: string
  title: string
  text: string
}

function readLines(name: string): string[] {
  return readFileSync(join(folder, name), 'utf8').split('\n').filter(Boolean)
}

function dcg(gains: readonly number[]): number {
  return gains.slice(0, 10).reduce((sum, gain, i) => sum + gain / Math.log2(i + 2), 0)
}

describe.skipIf(!isHere)('quality on judged demands', () => {
  it('is above plain BM25 (nDCG@10 .588)', () => {
    const index = createMatchIndex()
    for (const line of readLines('docs.jsonl')) index.upsert(aDocument(JSON.parse(line)))
    const queries = readLines('queries.jsonl').map((line): Entry => JSON.parse(line))
    for (const query of queries) index.upsert(aDocument({ ...query, id: `q:${query.id}`, library: 'demand' }))
    const gains = new Map<string, Map<string, number>>()
    for (const line of readLines('qrels.txt')) {
      const [query = '', , id = '', gain = '0'] = line.split(/\s+/)
      gains.set(query, (gains.get(query) ?? new Map<string, number>()).set(id, Number(gain)))
    }
    const values = queries.map(({ id, title, text }) => {
      const judged = gains.get(id) ?? new Map<string, number>()
      const options = { library: 'achievement', limit: 10, nowAt: 0, candidates: new Set(judged.keys()) } as const
      const found = index.rankIds(aQuery({ title, text }), options).map(match => judged.get(match.id) ?? 0)
      return dcg(found) / (dcg([...judged.values()].sort((a, b) => b - a)) || 1)
    })
    expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeGreaterThan(0.588)
  })
})
