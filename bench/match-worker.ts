/**
 * One engine of the match benchmark in a process of its own, so that CPU and memory are its own:
 * `node match-worker.ts <engine> <setup file>`. It answers one request after another by IPC.
 */
import { type CorpusDocument, createCorpus } from './match-corpus.ts'
import { createEngine, type EngineName } from './match-engine.ts'
import { runUnderLoad } from './match-load.ts'
import { filters } from './match-queries.ts'
import { type Built, candidateCount, type Ran, type Request, type Run, readSetup, type Usage } from './match-setup.ts'
import { documentsOf, readTokens } from './match-tokens.ts'

const [, , name = '', setupPath = ''] = process.argv
const setup = readSetup(setupPath)
const corpus = createCorpus({ abstracts: setup.abstracts, seed: setup.seed })
const engine = await createEngine(name as EngineName, setup)

const cpuMicros = () => {
  if (engine.cpuMicros) return engine.cpuMicros()
  const { user, system } = process.cpuUsage()
  return user + system
}

/** The documents, and the ms that went into making them: they are not the engine's. */
function timedDocuments(): { documents: Iterable<CorpusDocument>; spentMs(): number } {
  let spent = 0
  function* documents(): Generator<CorpusDocument> {
    const made = documentsOf(corpus, setup.documents)
    for (;;) {
      const startedAt = performance.now()
      const next = made.next()
      spent += performance.now() - startedAt
      if (next.done) return
      yield next.value
    }
  }
  return { documents: documents(), spentMs: () => spent }
}

async function build(): Promise<Built> {
  const { documents, spentMs } = timedDocuments()
  const startedAt = performance.now()
  let failure: string | undefined
  try {
    await engine.build(documents, () => readTokens(setup.tokensPath))
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error)
  }
  return { seconds: (performance.now() - startedAt - spentMs()) / 1_000, ...(failure ? { failure } : {}) }
}

async function run({ list, filter, count, withIds }: Run): Promise<Ran> {
  const wallMicros: number[] = []
  const ids: string[][] = []
  let [hits, touched] = [0, 0]
  const before = cpuMicros()
  for (const terms of setup.lists[list].slice(0, count)) {
    const startedAt = performance.now()
    const found = await engine.search(terms, candidateCount, filters[filter])
    wallMicros.push((performance.now() - startedAt) * 1_000)
    hits += found.count
    touched += found.touched ?? 0
    if (withIds) ids.push(found.ids())
  }
  return { wallMicros, cpuMicros: cpuMicros() - before, hits, touched, ...(withIds ? { ids } : {}) }
}

function usage(): Usage {
  globalThis.gc?.()
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage()
  const mb = (bytes: number) => bytes / 2 ** 20
  const note = engine.note?.()
  return { rssMb: mb(rss), heapMb: mb(heapUsed), arrayBuffersMb: mb(arrayBuffers), ...(note ? { note } : {}) }
}

async function timed(work: Promise<void> | undefined): Promise<Built> {
  const startedAt = performance.now()
  if (!work) return { seconds: 0, failure: `${name} keeps no snapshot` }
  await work
  return { seconds: (performance.now() - startedAt) / 1_000 }
}

async function answer(request: Request): Promise<unknown> {
  switch (request.do) {
    case 'build':
      return build()
    case 'run':
      return run(request)
    case 'load':
      return runUnderLoad({ engine, corpus, setup, cpuMicros }, request)
    case 'usage':
      return usage()
    case 'save':
      return timed(engine.save?.(request.folder))
    case 'restore':
      return timed(engine.restore?.(request.folder))
  }
}

process.on('message', async (request: Request) => {
  try {
    process.send?.({ answer: await answer(request) })
  } catch (error) {
    process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
})
process.on('disconnect', async () => {
  await engine.close?.()
  process.exit(0)
})
process.send?.({ answer: 'ready' })
