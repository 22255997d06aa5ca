/** Figures of wrong answers are none: what is checked before anything is measured. */
import type { Contestant } from './match-contestants.ts'
import type { Corpus, CorpusDocument } from './match-corpus.ts'
import { cases, overlapOf } from './match-figures.ts'
import { type BenchFilter, filters } from './match-queries.ts'

const checkedQueries = 20

function isAllowed(found: CorpusDocument, { trlMin = 0, regionCode = '', organisationId }: BenchFilter): boolean {
  const isInRegion = found.regionCode.startsWith(regionCode.slice(0, 4))
  return found.trl >= trlMin && isInRegion && (organisationId ?? found.organisationId) === found.organisationId
}

/** Throws when an engine finds what a filter forbids, or when two do not find equally many. */
export async function checkAnswers(corpus: Corpus, contestants: readonly Contestant[]): Promise<void> {
  for (const { list, filter } of cases) {
    const counts = new Map<string, string>()
    for (const { name, run } of contestants) {
      const { ids = [] } = await run({ list, filter, count: checkedQueries, withIds: true })
      for (const id of ids.flat())
        if (!isAllowed(corpus.document(Number.parseInt(id.slice(24), 16)), filters[filter]))
          throw new Error(`${name} found ${id}, which the filter ${filter} forbids`)
      counts.set(name, ids.map(found => found.length).join(' '))
    }
    if (new Set(counts.values()).size > 1)
      throw new Error(`${list}, ${filter}: not equally many results: ${JSON.stringify(Object.fromEntries(counts))}`)
  }
}

/**
 * Part of the best 10 and of all results that two engines have in common. Lucene has one field here, ours weighs titles;
 * with title and text in one field the two share 99 % (Lucene keeps a document's length in one byte).
 */
export async function compareAnswers(a: Contestant, b: Contestant): Promise<{ best10: number; all: number }> {
  const request = { list: '32 terms', filter: 'none', count: 50, withIds: true } as const
  const [ours = [], theirs = []] = [(await a.run(request)).ids, (await b.run(request)).ids]
  const best = (lists: readonly string[][]) => lists.map(ids => ids.slice(0, 10))
  return { best10: overlapOf(best(ours), best(theirs)), all: overlapOf(ours, theirs) }
}
