/** What every process of the match benchmark must know alike, and the words they speak with each other. */
import { readFileSync } from 'node:fs'
import type { FilterName, ListName, QueryLists } from './match-queries.ts'

/** Written once a run, read by each engine's process. */
export interface Setup {
  documents: number
  seed: number
  abstracts: string | undefined
  tokensPath: string
  lists: QueryLists
  /** Documents that hold each word of the lists. */
  holders: Record<string, number>
  /** Where PostgreSQL is, for the engine that needs it. */
  databaseUrl: string
}

export const readSetup = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Setup

/** Results wanted of each query: what the second stage of ranking takes. */
export const candidateCount = 200
export const upsertsPerSecond = 200

/** The first `count` queries of a list with a filter; the ids come back only when they are checked. */
export interface Run {
  list: ListName
  filter: FilterName
  count: number
  withIds?: boolean
}

export interface Usage {
  rssMb: number
  /** Of that: JavaScript heap, and typed arrays. Absent where there are none. */
  heapMb?: number
  arrayBuffersMb?: number
  note?: string
}

export type Request =
  | { do: 'build' }
  | ({ do: 'run' } & Run)
  /** Queries that come at random, `gapMs` apart, while documents are replaced at the agreed rate. */
  | ({ do: 'load'; gapMs: number } & Run)
  | { do: 'usage' }
  | { do: 'save'; folder: string }
  | { do: 'restore'; folder: string }

/** Without what was spent on making the documents. */
export interface Built {
  seconds: number
  /** Why there is no index: too slow, or the engine is not there. */
  failure?: string
}

export interface Ran {
  wallMicros: number[]
  /** CPU of the whole process during the run, whoever's thread; under load that of the searches alone. */
  cpuMicros: number
  hits: number
  /** Postings that were looked at, where the engine counts them. */
  touched?: number
  ids?: string[][]
  upserts?: number
  upsertCpuMicros?: number
}
