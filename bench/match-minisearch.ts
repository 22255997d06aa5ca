/** MiniSearch over the same ready-made words and shares. It is given a time to build in, since it may need very long. */
import MiniSearch from 'minisearch'
import type { Engine } from './match-engine.ts'
import { type BenchFilter, filters } from './match-queries.ts'
import type { TokenLine } from './match-tokens.ts'

const buildSeconds = 110

function mayPass(line: Pick<TokenLine, 'trl' | 'regionCode' | 'organisationId'>, filter: BenchFilter): boolean {
  if (filter.trlMin !== undefined && line.trl < filter.trlMin) return false
  if (filter.regionCode && line.regionCode.slice(0, 4) !== filter.regionCode.slice(0, 4)) return false
  return !filter.organisationId || line.organisationId === filter.organisationId
}

export function createMiniSearch(): Engine {
  const index = new MiniSearch<TokenLine>({
    fields: ['words'],
    storeFields: ['trl', 'regionCode', 'organisationId'],
    tokenize: text => text.split(' '),
    processTerm: term => term,
    searchOptions: { combineWith: 'OR', bm25: { k: 1.2, b: 0.5, d: 0 } },
  })
  return {
    build: async (_documents, words) => {
      const startedAt = performance.now()
      for await (const line of words()) {
        index.add(line)
        if (performance.now() - startedAt > buildSeconds * 1_000)
          throw new Error(`no index within ${buildSeconds} s: ${index.documentCount} documents by then`)
      }
    },
    search: (terms, k, filter) => {
      const found = index.search(terms.map(term => term.word).join(' '), {
        boostTerm: (_term, i) => terms[i]?.share ?? 0,
        ...(filter === filters.none ? {} : { filter: row => mayPass(row as unknown as TokenLine, filter) }),
      })
      const best = found.slice(0, k)
      return { count: best.length, ids: () => best.map(row => String(row.id)) }
    },
  }
}
