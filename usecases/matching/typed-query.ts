/** A question that is no listing: words alone, nothing else is stated. */
import { type MatchQuery, unstatedFacts } from '#domain/matching/document.ts'

export function typedQuery({ title, text }: { title: string; text: string }): MatchQuery {
  return { ...unstatedFacts, title, text, indicators: [] }
}
