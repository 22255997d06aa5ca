/**
 * What the log of shown matches says about the ranking. A page is what one viewer saw on one day from one ranking; pages
 * of one query are averaged first, so that a query that is opened every day does not count for more than others. A page
 * with a filter says nothing about the places of the ranking: only that it was asked for and what was judged on it.
 */
import type { OrganisationKind } from '../../access/roles.ts'
import { hasSuccess, mean, ndcg } from './ranking-metrics.ts'

export interface ShownMatch {
  /** From 1. */
  rank: number
  strength: string
  /** Null: nobody judged it and nothing came of it. */
  gain: number | null
  isOpened: boolean
  organisationKind: OrganisationKind
  /** Listings that its organisation has published: its size, as far as the platform knows it. */
  organisationListings: number
}

export interface ShownPage {
  queryId: string
  /** The library was narrowed first. */
  isFiltered: boolean
  /** By rank. */
  matches: readonly ShownMatch[]
}

export const ndcgDepth = 10
export const successDepths = [1, 3, 10] as const
/** Matches that a page promises something with: 强 and 较强. */
const promising: ReadonlySet<string> = new Set(['strong', 'good'])
const clickDepth = 20

/** By the number of published listings. */
const sizeBands = [
  { name: '0–1', to: 1 },
  { name: '2–5', to: 5 },
  { name: '6–20', to: 20 },
  { name: '21+', to: Number.POSITIVE_INFINITY },
] as const

export interface Share {
  name: string
  shown: number
  /** Of all that was shown. */
  share: number
  opened: number
}

export interface LogReport {
  /** All figures are of pages without a filter, but for the last two. */
  queries: number
  pages: number
  shown: number
  /** Queries of which a match was judged or something came. */
  judgedQueries: number
  /** Over judged queries with anything of worth; null when there is none. */
  ndcgAt10: number | null
  /** Share of judged queries with something of worth among the first k. */
  successAt: { k: number; share: number | null }[]
  /** Share of queries that were ever shown a match 强 or 较强. */
  coverage: number | null
  exposureByKind: Share[]
  exposureBySize: Share[]
  clicksByRank: { rank: number; shown: number; opened: number; rate: number }[]
  filteredPages: number
  /** Queries judged on pages with a filter only. Their judgements count where rankings are compared anew. */
  judgedFilteredOnly: number
}

interface QueryTally {
  isCovered: boolean
  ndcg: number[]
  /** For each depth, 0 or 1 a judged page. */
  success: number[][]
}

interface Count {
  shown: number
  opened: number
}

export interface LogEvaluation {
  add(page: ShownPage): void
  report(): LogReport
}

/** Takes page after page and keeps tallies only, so a long log needs memory by its queries and not by its rows. */
export function createLogEvaluation(): LogEvaluation {
  const queries = new Map<string, QueryTally>()
  const kinds = new Map<string, Count>()
  const sizes = new Map<string, Count>()
  const ranks = new Map<number, Count>()
  const judgedFiltered = new Set<string>()
  let pages = 0
  let filteredPages = 0
  return {
    add(page) {
      if (page.isFiltered) {
        filteredPages++
        if (isJudged(page)) judgedFiltered.add(page.queryId)
        return
      }
      pages++
      addToQuery(queries, page)
      for (const match of page.matches) {
        count(kinds, match.organisationKind, match.isOpened)
        count(sizes, sizeBand(match.organisationListings), match.isOpened)
        if (match.rank <= clickDepth) count(ranks, match.rank, match.isOpened)
      }
    },
    report: () => {
      const tallies = [...queries.values()]
      const judged = tallies.filter(tally => tally.success.length > 0)
      const exposureByKind = shares(kinds).sort((a, b) => b.shown - a.shown || (a.name < b.name ? -1 : 1))
      return {
        queries: queries.size,
        pages,
        shown: exposureByKind.reduce((sum, { shown }) => sum + shown, 0),
        judgedQueries: judged.length,
        ndcgAt10: mean(judged.flatMap(tally => mean(tally.ndcg) ?? [])),
        successAt: successDepths.map((k, i) => ({
          k,
          share: mean(judged.map(tally => mean(tally.success.map(page => page[i] ?? 0)) ?? 0)),
        })),
        coverage: mean(tallies.map(tally => Number(tally.isCovered))),
        exposureByKind,
        exposureBySize: orderBands(shares(sizes)),
        clicksByRank: [...ranks]
          .sort(([a], [b]) => a - b)
          .map(([rank, { shown, opened }]) => ({ rank, shown, opened, rate: opened / shown })),
        filteredPages,
        judgedFilteredOnly: [...judgedFiltered].filter(id => !queries.get(id)?.success.length).length,
      }
    },
  }
}

const isJudged = ({ matches }: ShownPage) => matches.some(({ gain }) => gain !== null)

function addToQuery(queries: Map<string, QueryTally>, page: ShownPage): void {
  const { queryId, matches } = page
  const tally = queries.get(queryId) ?? { isCovered: false, ndcg: [], success: [] }
  queries.set(queryId, tally)
  tally.isCovered ||= matches.some(({ strength }) => promising.has(strength))
  if (!isJudged(page)) return
  const gains = placedGains(matches)
  const value = ndcg(gains, ndcgDepth)
  if (value !== null) tally.ndcg.push(value)
  tally.success.push(successDepths.map(k => Number(hasSuccess(gains, k))))
}

/** By rank and not by position in the list: what was there before the ranking changed during the day may leave gaps. */
function placedGains(matches: readonly ShownMatch[]): number[] {
  const last = Math.max(0, ...matches.map(({ rank }) => rank))
  const gains = Array<number>(last).fill(0)
  for (const { rank, gain } of matches) gains[rank - 1] = Math.max(gains[rank - 1] ?? 0, gain ?? 0)
  return gains
}

function count<K>(counts: Map<K, Count>, key: K, isOpened: boolean): void {
  const held = counts.get(key) ?? { shown: 0, opened: 0 }
  counts.set(key, { shown: held.shown + 1, opened: held.opened + Number(isOpened) })
}

function shares(counts: ReadonlyMap<string, Count>): Share[] {
  const all = [...counts.values()].reduce((sum, { shown }) => sum + shown, 0)
  return [...counts].map(([name, { shown, opened }]) => ({ name, shown, share: shown / all, opened }))
}

function sizeBand(listings: number): string {
  return sizeBands.find(({ to }) => listings <= to)?.name ?? sizeBands[0].name
}

function orderBands(found: readonly Share[]): Share[] {
  return sizeBands.flatMap(({ name }) => found.find(share => share.name === name) ?? [])
}
