/** The search box as one would say it of documents, without an index: only words, filter and scores are shared. */
import { industrySection } from '#domain/industry.ts'
import { maxFound } from '#domain/matching/check-search.ts'
import type { MatchDocument } from '#domain/matching/document.ts'
import type { FindOrder, FindRequest, FindResult } from '#domain/matching/find.ts'
import type { FacetName, Facets } from '#domain/matching/index/facets.ts'
import type { MatchFilter } from '#domain/matching/index/filter.ts'
import { fold } from '#domain/matching/text/fold.ts'
import { tokenize } from '#domain/matching/text/tokens.ts'
import { charactersOf } from './naive-characters.ts'
import { passesFilter } from './naive-filter.ts'
import { type Counted, holdsWord, type NaiveTerm, naiveScores, wordsOf } from './naive-ranking.ts'

interface NaiveLibrary {
  counted: Counted
  living: readonly MatchDocument[]
}

export function findNaively({ counted, living }: NaiveLibrary, request: FindRequest): FindResult {
  const { text, synonyms, filter = {}, offset, limit, nowAt } = request
  const parts = text.split(/\s+/u).flatMap(part => {
    const ways = [part, ...(synonyms?.get(part) ?? [])].map(tokenize).filter(words => words.length > 0)
    return ways.length > 0 ? [ways] : []
  })
  const words = [...new Set(parts.flat(2))]
  if (words.length === 0 && fold(text).trim() !== '')
    return { ids: [], total: 0, facets: noFacets(), words, isPartial: false }
  const timely = living.filter(({ expiresAt }) => expiresAt === null || expiresAt > nowAt)
  const holding = timely.filter(one => parts.every(ways => ways.some(way => holdsAll(one, way))))
  const isPartial = parts.length > 0 && holding.length === 0
  const scoreOf = naiveScores(counted.own, searchTerms(counted, words, isPartial ? loneOf(parts) : []))
  const order = request.order === 'relevance' && parts.length === 0 ? 'newest' : request.order
  const found = isPartial ? timely.filter(one => scoreOf(one) > 0) : holding
  const passing = found.filter(document => passesFilter(document, filter))
  const keyOf = isPartial || order === 'relevance' ? scoreOf : (document: MatchDocument) => sortKey(document, order)
  const sorted = passing
    .map(document => ({ id: document.id, key: keyOf(document) }))
    .sort((a, b) => (a.key === b.key ? (a.id < b.id ? -1 : 1) : b.key - a.key))
    .slice(0, maxFound)
  return {
    ids: sorted.slice(offset, offset + limit).map(({ id }) => id),
    total: isPartial ? sorted.length : passing.length,
    facets: isPartial ? noFacets() : countFacets(holding, filter),
    words,
    isPartial: isPartial && passing.length > 0,
  }
}

const loneOf = (parts: readonly (readonly (readonly string[])[])[]) =>
  parts.flat().flatMap(way => (way.length === 1 && /^\p{Script=Han}$/u.test(way[0] ?? '') ? way : []))

/** Rare words weigh more; the words with a lone character weigh as the character does. Heaviest first. */
function searchTerms({ own, offered }: Counted, words: readonly string[], lone: readonly string[]): NaiveTerm[] {
  const rarity = (isHolder: (document: MatchDocument) => boolean) => {
    const n = Math.max(1, offered.filter(isHolder).length)
    return Math.log(1 + Math.max(0, offered.length - n + 0.5) / (n + 0.5))
  }
  const shares = new Map<string, number>()
  for (const word of words)
    if (own.some(one => holdsWord(one, word)))
      shares.set(
        word,
        rarity(one => holdsWord(one, word)),
      )
  for (const character of new Set(lone)) {
    const share = rarity(one => charactersOf(one).has(character))
    for (const word of new Set(own.flatMap(one => [...wordsOf(one).all])))
      if (word.includes(character)) shares.set(word, Math.max(share, shares.get(word) ?? 0))
  }
  const terms = Array.from(shares, ([word, share]) => ({ word, share }))
  return terms.sort((a, b) => b.share - a.share || (a.word < b.word ? -1 : 1))
}

/** A lone Chinese character stands for every word with it. */
function holdsAll(document: MatchDocument, way: readonly string[]): boolean {
  const [lone = ''] = way
  if (way.length === 1 && /^\p{Script=Han}$/u.test(lone))
    return [...wordsOf(document).all].some(word => word.includes(lone))
  return way.every(word => holdsWord(document, word))
}

/** Larger is earlier. */
function sortKey(document: MatchDocument, order: Exclude<FindOrder, 'relevance'>): number {
  const { priceMinFen, priceMaxFen, neededBy } = document
  const stated = (value: bigint | number | null, sign: number) =>
    value === null ? Number.NEGATIVE_INFINITY : sign * Number(value)
  if (order === 'newest') return document.publishedAt
  if (order === 'maturity') return document.trl ?? 0
  if (order === 'amount_low') return stated(priceMinFen ?? priceMaxFen, -1)
  if (order === 'amount_high') return stated(priceMaxFen ?? priceMinFen, 1)
  return stated(neededBy === null ? null : Date.parse(neededBy), -1)
}

const values: Record<FacetName, (document: MatchDocument) => readonly (string | null)[]> = {
  fields: document => document.fields,
  kinds: document => document.kinds,
  waysOfTransfer: document => document.waysOfTransfer,
  trl: document => [document.trl === null ? null : String(document.trl)],
  province: document => [document.regionCode === null ? null : `${document.regionCode.slice(0, 2)}0000`],
  industrySection: document => [document.industryCode === null ? null : industrySection(document.industryCode)],
}

const ownParts: Record<FacetName, (keyof MatchFilter)[]> = {
  fields: ['fields'],
  kinds: ['kinds'],
  waysOfTransfer: ['waysOfTransfer'],
  trl: ['trlMin', 'trlMax'],
  province: ['regionCode'],
  industrySection: ['industryCode'],
}

const facetsOf = (countsOf: (name: FacetName) => Facets[FacetName]): Facets => ({
  fields: countsOf('fields'),
  kinds: countsOf('kinds'),
  waysOfTransfer: countsOf('waysOfTransfer'),
  trl: countsOf('trl'),
  province: countsOf('province'),
  industrySection: countsOf('industrySection'),
})

const noFacets = () => facetsOf(() => [])

function countFacets(documents: readonly MatchDocument[], filter: MatchFilter): Facets {
  return facetsOf(name => {
    const others = Object.fromEntries(
      Object.entries(filter).filter(([part]) => !ownParts[name].some(own => own === part)),
    )
    const counts = new Map<string, number>()
    for (const document of documents.filter(one => passesFilter(one, others)))
      for (const value of values[name](document)) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
    return [...counts]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
  })
}
