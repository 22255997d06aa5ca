/**
 * Searches while documents are replaced. Both come by the clock (searches at random moments, upserts evenly), whether
 * or not the engine is ready, in one thread as in the service's worker: a search that comes while an upsert or a merge
 * is at work waits, and its time counts from the moment it came.
 */
import { setImmediate, setTimeout } from 'node:timers/promises'
import type { Corpus } from './match-corpus.ts'
import type { Engine } from './match-engine.ts'
import { arrivals, filters } from './match-queries.ts'
import { candidateCount, type Ran, type Run, type Setup, upsertsPerSecond } from './match-setup.ts'

/** Which document the nth upsert replaces; Lucene is given the same. */
export const upsertTarget = (n: number, documents: number) => (n * 7_919) % documents

interface Place {
  engine: Engine
  corpus: Corpus
  setup: Setup
  cpuMicros(): number
}

/** Sleeps until shortly before, then turns the event loop, so that the engine's own slices of work can run. */
async function waitUntil(at: number): Promise<void> {
  const left = at - performance.now()
  if (left > 4) await setTimeout(left - 3)
  while (performance.now() < at) await setImmediate()
}

export async function runUnderLoad(
  place: Place,
  { list, filter, count, gapMs }: Run & { gapMs: number },
): Promise<Ran> {
  const { engine, corpus, setup, cpuMicros } = place
  if (!engine.upsert) throw new Error('this engine takes no upserts')
  const due = arrivals(7, count, gapMs)
  const upsertCount = Math.floor(((due.at(-1) ?? 0) / 1_000) * upsertsPerSecond)
  // Made beforehand: making them is no work of the engine.
  const documents = Array.from({ length: upsertCount }, (_, n) => corpus.document(upsertTarget(n, setup.documents), 1))
  const ran: Ran & { upserts: number; upsertCpuMicros: number } = {
    wallMicros: [],
    cpuMicros: 0,
    hits: 0,
    upserts: 0,
    upsertCpuMicros: 0,
  }
  const startedAt = performance.now()
  for (const [n, terms] of setup.lists[list].slice(0, count).entries()) {
    const cameAt = startedAt + (due[n] ?? 0)
    for (;;) {
      const upsertAt = startedAt + (ran.upserts * 1_000) / upsertsPerSecond
      const document = documents[ran.upserts]
      if (!document || upsertAt > cameAt) break
      await waitUntil(upsertAt)
      const before = cpuMicros()
      await engine.upsert(document)
      ran.upsertCpuMicros += cpuMicros() - before
      ran.upserts++
    }
    await waitUntil(cameAt)
    const before = cpuMicros()
    const { ids } = await engine.search(terms, candidateCount, filters[filter])
    ran.cpuMicros += cpuMicros() - before
    ran.wallMicros.push((performance.now() - cameAt) * 1_000)
    ran.hits += ids.length
  }
  return ran
}
