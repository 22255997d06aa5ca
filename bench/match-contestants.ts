/** The engines' processes as the match benchmark sees them: something that answers requests, one at a time. */
import { execFileSync, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Corpus } from './match-corpus.ts'
import type { EngineName } from './match-engine.ts'
import { upsertTarget } from './match-load.ts'
import { arrivals, type FilterName, filters } from './match-queries.ts'
import { type Built, type Ran, type Request, type Setup, type Usage, upsertsPerSecond } from './match-setup.ts'
import { tokenLineOf } from './match-tokens.ts'

export interface Contestant {
  name: string
  build(): Promise<Built>
  run(request: Omit<Extract<Request, { do: 'run' }>, 'do'>): Promise<Ran>
  load(request: Omit<Extract<Request, { do: 'load' }>, 'do'>): Promise<Ran>
  usage(): Promise<Usage>
  /** Only of ours. */
  save?(folder: string): Promise<Built>
  restore?(folder: string): Promise<Built>
  stop(): void
}

type Reply = { answer: unknown } | { error: string }

export async function startWorker(name: EngineName, setupPath: string): Promise<Contestant> {
  const child = fork(fileURLToPath(new URL('./match-worker.ts', import.meta.url)), [name, setupPath], {
    execArgv: [...process.execArgv, '--expose-gc', '--max-old-space-size=8192'],
  })
  const reply = async () => {
    const over = new AbortController()
    const { signal } = over
    const died = once(child, 'exit', { signal }).then(([code]): Reply => ({ error: `its process ended with ${code}` }))
    const told = once(child, 'message', { signal }).then(([message]) => message as Reply)
    const first = await Promise.race([told, died])
    over.abort()
    await Promise.allSettled([told, died])
    if ('error' in first) throw new Error(`${name}: ${first.error}`)
    return first.answer
  }
  await reply()
  const ask = async <T>(request: Request): Promise<T> => {
    const answer = reply()
    child.send(request)
    return (await answer) as T
  }
  return {
    name,
    build: () => ask<Built>({ do: 'build' }),
    run: request => ask<Ran>({ do: 'run', ...request }),
    load: request => ask<Ran>({ do: 'load', ...request }),
    usage: () => ask<Usage>({ do: 'usage' }),
    save: folder => ask<Built>({ do: 'save', folder }),
    restore: folder => ask<Built>({ do: 'restore', folder }),
    stop: () => child.connected && child.disconnect(),
  }
}

/** Where Debian's liblucene8-java puts it. */
const debianJars = '/usr/share/java'

/** The class path, or null when Lucene or Java is not there. */
function findLucene(folder = process.env.LUCENE_JARS ?? debianJars): string | null {
  const names = existsSync(folder) ? readdirSync(folder) : []
  const jar = (part: string) => names.find(name => new RegExp(`^lucene-${part}-\\d.*\\.jar$`).test(name))
  const [core, analyzers] = [jar('core'), jar('analyzers-common')]
  return core && analyzers ? [core, analyzers].map(name => join(folder, name)).join(':') : null
}

/** The filter as LuceneBench.java reads it. */
function luceneFilter(name: FilterName): string {
  const { trlMin, regionCode, organisationId } = filters[name]
  if (trlMin !== undefined) return `trl>=${trlMin}`
  if (regionCode) return `city=${regionCode}`
  return organisationId ? `organisation=${organisationId}` : 'none'
}

interface LuceneInput {
  setup: Setup
  corpus: Corpus
  folder: string
}

function writeQueries({ setup, folder }: LuceneInput): string {
  const path = join(folder, 'queries.tsv')
  const lines = Object.entries(setup.lists).flatMap(([list, queries]) =>
    queries.map(terms => [list, ...terms.flatMap(({ word, share }) => [word, share])].join('\t')),
  )
  writeFileSync(path, `${lines.join('\n')}\n`)
  return path
}

/** The same documents at the same moments as the others get them (match-load.ts). */
function writeUpserts({ setup, corpus, folder }: LuceneInput, count: number): string {
  const path = join(folder, 'upserts.tsv')
  const lines = Array.from({ length: count }, (_, n) =>
    tokenLineOf(corpus.document(upsertTarget(n, setup.documents), 1)),
  )
  writeFileSync(path, `${lines.join('\n')}\n`)
  return path
}

/** Null, with a line for the reader, when there is no Lucene on this machine. */
export async function startLucene(input: LuceneInput): Promise<Contestant | null> {
  const jars = findLucene()
  if (!jars) {
    console.log(
      'Lucene is left out: no lucene-core and lucene-analyzers-common here. On Debian: apt-get install liblucene8-java default-jdk-headless; elsewhere set LUCENE_JARS to their folder.',
    )
    return null
  }
  const classes = join(input.folder, 'classes')
  mkdirSync(classes)
  const source = fileURLToPath(new URL('./lucene/LuceneBench.java', import.meta.url))
  execFileSync('javac', ['-d', classes, '-cp', jars, source], { stdio: 'inherit' })
  // The serial collector takes no second processor for itself; the index is mapped, so the heap need not hold it.
  const flags = ['-Xms512m', '-Xmx2g', '-XX:+UseSerialGC', '-cp', `${jars}:${classes}`, 'LuceneBench']
  const index = join(input.folder, 'lucene')
  const child = spawn('java', [...flags, input.setup.tokensPath, writeQueries(input), index], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const reply = async <T>() => {
    const { value, done } = await lines.next()
    if (done) throw new Error('lucene: its process ended')
    return JSON.parse(value) as T
  }
  await reply<'ready'>()
  const ask = <T>(...words: (string | number)[]) => {
    child.stdin.write(`${words.join('\t')}\n`)
    return reply<T>()
  }
  return {
    name: 'lucene',
    build: () => ask('build'),
    run: ({ list, filter, count, withIds }) => ask('run', list, luceneFilter(filter), count, withIds ? 1 : 0),
    load: ({ list, filter, count, gapMs }) => {
      const due = arrivals(7, count, gapMs)
      const gaps = join(input.folder, 'gaps.txt')
      writeFileSync(gaps, due.join('\n'))
      const upserts = writeUpserts(input, Math.ceil(((due.at(-1) ?? 0) * upsertsPerSecond) / 1_000) + 1)
      return ask('load', list, luceneFilter(filter), count, gaps, upserts)
    },
    usage: () => ask('usage'),
    stop: () => child.stdin.end(),
  }
}
