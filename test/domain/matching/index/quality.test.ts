/**
 * Guards the quality of the ranking on real, judged demands, where those data are at hand: they are not part of this
 * repository. The bar stands a little below what the engine reaches with these documents alone; plain BM25 reaches .588.
 */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { mean, ndcg } from '#domain/matching/evaluation/ranking-metrics.ts'
import { createMatchIndex, upsert } from '#domain/matching/index/match-index.ts'
import { rankDocuments } from '#domain/matching/rank.ts'
import { readCollection } from '../../../../bench/match-quality-collection.ts'
import { aDocument, aQuery } from '../support.ts'

const folder = join(process.env.JIEBANG_SHARED ?? '../shared', 'data/match')
const collection = readCollection(folder, 'demand')
if (!collection) console.log(`quality.test.ts skipped: no judged demands in ${folder} (set JIEBANG_SHARED)`)

const asked = { library: 'achievement', from: 'demand', limit: 10, nowAt: 0 } as const

describe.skipIf(!collection)('quality on judged demands', () => {
  it('is what it was (nDCG@10 .646)', () => {
    const { docs = [], queries = [], gains } = collection ?? {}
    const index = createMatchIndex()
    upsert(
      index,
      docs.map(({ id, title, text }) => aDocument({ id, title, text })),
    )
    upsert(
      index,
      queries.map(({ id, title, text }) => aDocument({ id, library: 'demand', title, text })),
    )
    const figures = queries.flatMap(({ id, title, text }) => {
      const judged = gains?.get(id) ?? new Map<string, number>()
      const candidates = [...judged.keys()]
      const { ranked } = rankDocuments(index, { ...asked, candidates, query: aQuery({ title, text }) })
      const placed = ranked.map(match => judged.get(match.id) ?? 0)
      return ndcg(placed, asked.limit, [...judged.values()]) ?? []
    })
    expect(mean(figures)).toBeGreaterThan(0.64)
  })
})
