/**
 * Searches while documents are replaced. Both come by the clock (searches at random moments, upserts evenly), whether
 * or not the engine is ready, in one thread as in the service's worker: a search that comes while an upsert or a merge
 * is at work waits, and its time counts from the moment it came.
 */
import { once } from 'node:events'
import { type Due, nowMs, startClock } from './match-clock.ts'
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

/** Everything that comes, in the order in which it comes. */
function schedule(count: number, gapMs: number): Due[] {
  const searches = arrivals(7, count, gapMs).map((at, n): Due => ({ at, kind: 'search', n }))
  const upserts = Math.floor(((searches.at(-1)?.at ?? 0) * upsertsPerSecond) / 1_000)
  const evenly = Array.from(
    { length: upserts },
    (_, n): Due => ({ at: (n * 1_000) / upsertsPerSecond, kind: 'upsert', n }),
  )
  return [...searches, ...evenly].sort((a, b) => a.at - b.at)
}

export async function runUnderLoad(
  place: Place,
  { list, filter, count, gapMs }: Run & { gapMs: number },
): Promise<Ran> {
  const { engine, corpus, setup, cpuMicros } = place
  if (!engine.upsert) throw new Error('this engine takes no upserts')
  const due = schedule(count, gapMs)
  // Made beforehand: making them is no work of the engine.
  const documents = due
    .filter(({ kind }) => kind === 'upsert')
    .map(({ n }) => corpus.document(upsertTarget(n, setup.documents), 1))
  const ran = { wallMicros: [] as number[], cpuMicros: 0, hits: 0, upserts: 0, upsertCpuMicros: 0 }
  const handle = async ({ at, kind, n }: Due) => {
    const before = cpuMicros()
    const document = documents[n]
    if (kind === 'upsert' && document) {
      await engine.upsert?.(document)
      ran.upsertCpuMicros += cpuMicros() - before
      ran.upserts++
      return
    }
    const { count: hits } = await engine.search(setup.lists[list][n] ?? [], candidateCount, filters[filter])
    ran.wallMicros.push((nowMs() - at) * 1_000)
    ran.cpuMicros += cpuMicros() - before
    ran.hits += hits
  }
  const clock = startClock()
  await once(clock, 'message')
  const startedAt = nowMs() + 50
  clock.postMessage(due.map(({ at, ...rest }) => ({ ...rest, at: startedAt + at })))
  let last = Promise.resolve()
  clock.on('message', (message: Due) => {
    last = last.then(() => handle(message))
  })
  await once(clock, 'exit')
  await last
  if (ran.wallMicros.length !== count) throw new Error('searches were lost between the threads')
  return ran
}
