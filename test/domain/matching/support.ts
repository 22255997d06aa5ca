/** Builders for the tests of matching: a document and a query that state nothing but what the test gives. */
import type { MatchDocument, MatchFacts, MatchQuery } from '#domain/matching/document.ts'

const noFacts: MatchFacts = {
  fields: [],
  trl: null,
  priceMinFen: null,
  priceMaxFen: null,
  regionCode: null,
  waysOfTransfer: [],
}

export function aDocument(given: Partial<MatchDocument> & { id: string }): MatchDocument {
  const empty = {
    library: 'achievement',
    title: '',
    text: '',
    keywords: [],
    organisationId: 'o1',
    expiresAt: null,
  } as const
  return { ...noFacts, ...empty, ...given }
}

export function aQuery(given: Partial<MatchQuery>): MatchQuery {
  return { ...noFacts, title: '', text: '', ...given }
}
