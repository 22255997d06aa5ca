/** From single measurements to the figures of the match benchmark. */
import { type FilterName, filterNames, type ListName, listNames } from './match-queries.ts'
import type { Built, Ran, Usage } from './match-setup.ts'
import type { CorpusFigures } from './match-tokens.ts'

export interface Case {
  list: ListName
  filter: FilterName
}

/** What one engine did in one case, round by round. */
export interface Series extends Case {
  engine: string
  /** Under replaced documents. */
  isLoaded: boolean
  rounds: Ran[]
}

export interface Figures extends Case {
  engine: string
  isLoaded: boolean
  samples: number
  p50Ms: number
  p95Ms: number
  p99Ms: number
  /** CPU ms a query, median of the rounds. */
  cpuMs: number
  hits: number
  /** Postings looked at a query, where the engine counts them. */
  touched?: number
  /** CPU ms an upsert, without the merges it sets off. */
  upsertCpuMs?: number
}

/** CPU of ours by that of another, or wall by wall, each a median over the rounds that both ran in turns. */
export interface Ratio extends Case {
  other: string
  cpu: number
  wall: number
}

export interface EngineReport {
  engine: string
  built: Built
  usage?: Usage
}

export interface Report {
  corpus: CorpusFigures
  engines: EngineReport[]
  figures: Figures[]
  ratios: Ratio[]
  snapshot?: { saveSeconds: number; startSeconds: number; usage: Usage }
  /** Part of the results that ours and Lucene have in common, of 32 terms. */
  overlap?: { best10: number; all: number }
}

export const cases: Case[] = filterNames.flatMap(filter => listNames.map(list => ({ list, filter })))

export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const median = (numbers: readonly number[]) =>
  quantile(
    [...numbers].sort((a, b) => a - b),
    0.5,
  )

export function figuresOf({ engine, list, filter, isLoaded, rounds }: Series): Figures {
  const walls = rounds.flatMap(round => round.wallMicros).sort((a, b) => a - b)
  const perQuery = (pickOf: (round: Ran) => number) =>
    median(rounds.map(round => pickOf(round) / round.wallMicros.length))
  const touched = perQuery(round => round.touched ?? 0)
  return {
    engine,
    list,
    filter,
    isLoaded,
    samples: walls.length,
    p50Ms: quantile(walls, 0.5) / 1_000,
    p95Ms: quantile(walls, 0.95) / 1_000,
    p99Ms: quantile(walls, 0.99) / 1_000,
    cpuMs: perQuery(round => round.cpuMicros) / 1_000,
    hits: perQuery(round => round.hits),
    ...(touched > 0 ? { touched } : {}),
    ...upsertsOf(rounds),
  }
}

function upsertsOf(rounds: readonly Ran[]): Pick<Figures, 'upsertCpuMs'> {
  const [{ upserts = 0, upsertCpuMicros } = {}] = rounds
  return upserts > 0 && upsertCpuMicros !== undefined ? { upsertCpuMs: upsertCpuMicros / upserts / 1_000 } : {}
}

/** Round against round: within one, both met the same neighbours on the machine. */
export function ratioOf(ours: Series, other: Series): Ratio {
  const compare = (pickOf: (round: Ran) => number) =>
    median(ours.rounds.map((round, i) => pickOf(round) / pickOf(other.rounds[i] ?? round)))
  const wall = (round: Ran) => round.wallMicros.reduce((sum, micros) => sum + micros, 0)
  const { list, filter, engine } = other
  return { other: engine, list, filter, cpu: compare(round => round.cpuMicros), wall: compare(wall) }
}

/** Mean part of the ids that two answers share. */
export function overlapOf(a: readonly string[][], b: readonly string[][]): number {
  const shares = a.map((ids, i) => {
    const other = new Set(b[i] ?? [])
    return ids.length === 0 ? 1 : ids.filter(id => other.has(id)).length / ids.length
  })
  return shares.reduce((sum, share) => sum + share, 0) / shares.length
}
