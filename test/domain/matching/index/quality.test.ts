/**
 * Guards the quality of the ranking on real, judged demands, where those data are at hand. They are not part of this
 * repository; the bars are those of plain BM25 on the same data, so that the engine can never silently fall below it.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createMatchIndex, upsert } from '#domain/matching/index/match-index.ts'
import { rankDocuments } from '#domain/matching/rank.ts'
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
    const entries = (name: string) => readLines(name).map((line): Entry => JSON.parse(line))
    const queries = entries('queries.jsonl')
    upsert(
      index,
      entries('docs.jsonl').map(({ id, title, text }) => aDocument({ id, title, text })),
    )
    upsert(
      index,
      queries.map(({ id, title, text }) => aDocument({ id, library: 'demand', title, text })),
    )
    const gains = new Map<string, Map<string, number>>()
    for (const line of readLines('qrels.txt')) {
      const [query = '', , id = '', gain = '0'] = line.split(/\s+/)
      gains.set(query, (gains.get(query) ?? new Map<string, number>()).set(id, Number(gain)))
    }
    const values = queries.map(({ id, title, text }) => {
      const judged = gains.get(id) ?? new Map<string, number>()
      const asked = {
        library: 'achievement',
        from: 'demand',
        limit: 10,
        nowAt: 0,
        candidates: [...judged.keys()],
      } as const
      const { ranked } = rankDocuments(index, { ...asked, query: aQuery({ title, text }) })
      const found = ranked.map(match => judged.get(match.id) ?? 0)
      return dcg(found) / (dcg([...judged.values()].sort((a, b) => b - a)) || 1)
    })
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    expect(mean).toBeGreaterThan(0.588)
  })
})
