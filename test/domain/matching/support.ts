/** Builders for the tests of matching: a document and a query that state nothing but what the test gives. */
import { type MatchDocument, type MatchQuery, unstatedFacts } from '#domain/matching/document.ts'
import { createMatchIndex, type MatchIndex, upsert } from '#domain/matching/index/match-index.ts'

const noText = { title: '', text: '', indicators: [] } as const

/** The n-th UUID: a larger number sorts later. */
export function anId(n: number): string {
  return `${n.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`
}

export function aDocument(given: Partial<MatchDocument> & { id: string }): MatchDocument {
  const empty = {
    library: 'achievement',
    keywords: [],
    names: [],
    organisationId: 'o1',
    kinds: [],
    neededBy: null,
    expiresAt: null,
  } as const
  return { ...unstatedFacts, ...noText, ...empty, ...given }
}

export function aQuery(given: Partial<MatchQuery>): MatchQuery {
  return { ...unstatedFacts, ...noText, ...given }
}

/** An index in which every document came on its own, in this order. */
export function indexOf(...documents: MatchDocument[]): MatchIndex {
  const index = createMatchIndex()
  for (const document of documents) upsert(index, [document])
  return index
}

/** Drives work that comes in steps to its end. */
export function finish(steps: Generator<void, void>): void {
  Array.from(steps)
}
