/** A question that is no listing: words alone, nothing else is stated. */
import type { MatchQuery } from '#domain/matching/document.ts'

export function typedQuery({ title, text }: { title: string; text: string }): MatchQuery {
  return {
    title,
    text,
    fields: [],
    industryCode: null,
    trl: null,
    priceMinFen: null,
    priceMaxFen: null,
    regionCode: null,
    waysOfTransfer: [],
    ipWish: null,
    quantities: [],
    indicators: [],
    publishedAt: 0,
    completenessPercent: 0,
    isInGoodStanding: null,
  }
}
