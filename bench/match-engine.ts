/**
 * The one place where the match benchmark knows an engine from within. Others implement {@link Engine} in files of
 * their own; ours is adapted here.
 */
import type { CorpusDocument } from './match-corpus.ts'
import type { BenchFilter, Term } from './match-queries.ts'
import type { Setup } from './match-setup.ts'
import type { TokenLine } from './match-tokens.ts'

export interface Found {
  count: number
  /** Read only when they are compared: no engine is timed for it. */
  ids(): string[]
  /** Postings looked at. */
  touched?: number
}

export interface Engine {
  /** Takes the texts or the ready-made words, as it likes. */
  build(documents: Iterable<CorpusDocument>, words: () => AsyncIterable<TokenLine>): Promise<void>
  search(terms: readonly Term[], k: number, filter: BenchFilter): Found | Promise<Found>
  upsert?(document: CorpusDocument): void | Promise<void>
  save?(folder: string): Promise<void>
  restore?(folder: string): Promise<void>
  /** CPU spent so far, where it is not this process that spends it. */
  cpuMicros?(): number
  note?(): string
  close?(): Promise<void>
}

export type EngineName = 'ours' | 'stream' | 'minisearch' | 'postgres'

export async function createEngine(name: EngineName, setup: Setup): Promise<Engine> {
  if (name === 'stream') return (await import('./match-stream.ts')).createStream(setup)
  if (name === 'minisearch') return (await import('./match-minisearch.ts')).createMiniSearch()
  if (name === 'postgres') return (await import('./match-postgres.ts')).createPostgres(setup)
  return (await import('./match-ours.ts')).createOurs()
}
