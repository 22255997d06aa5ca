/**
 * `npm run bench:match -- --abstracts FILE [--docs 100000] [--with lucene,minisearch,postgres] [--queries 200]
 * [--rounds 5] [--json FILE]`: the speed of the match index beside other engines. Every engine gets the same words of
 * the same documents and the same queries (words with weights), in a process of its own; ours and Lucene take turns in
 * short rounds, so that a busy machine is busy for both. The slow ones (MiniSearch, PostgreSQL) meet ours in duels of
 * few queries. The stream, the lower limit, is always there. `--docs 1000000` takes some 4 GB of disk, and long.
 * The corpus: match-corpus.ts. What is asked: match-queries.ts. The lower limit: match-stream.ts.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { checkAnswers, compareAnswers } from './match-checks.ts'
import { type Contestant, startLucene, startWorker } from './match-contestants.ts'
import { type Corpus, createCorpus } from './match-corpus.ts'
import {
  type Case,
  cases,
  type EngineReport,
  figuresOf,
  type Ratio,
  type Report,
  ratioOf,
  type Series,
} from './match-figures.ts'
import { chooseTerms, drawCandidates, listNames } from './match-queries.ts'
import { printCorpus, printReport } from './match-report.ts'
import type { Setup } from './match-setup.ts'
import { type CorpusFigures, writeTokens } from './match-tokens.ts'

const { values } = parseArgs({
  options: {
    docs: { type: 'string', default: '100000' },
    with: { type: 'string', default: 'lucene' },
    abstracts: { type: 'string' },
    queries: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    json: { type: 'string' },
  },
})
/** Slow engines, and the queries of a duel with each: one may take seconds. */
const slow = [
  ['minisearch', 20],
  ['postgres', 5],
] as const
const rivals: readonly string[] = ['lucene', ...slow.map(([name]) => name)]
const others = values.with.split(',').filter(Boolean)
const unknown = others.filter(name => !rivals.includes(name))
if (unknown.length > 0) throw new Error(`--with ${unknown.join(',')}: choose among ${rivals.join(', ')}`)
const queryCount = Number(values.queries)
const warmUpRounds = 2

/** Makes the corpus once, as words on disk; chooses the queries. */
function prepare(corpus: Corpus, folder: string): { setup: Setup; setupPath: string; figures: CorpusFigures } {
  const documents = Number(values.docs)
  const candidates = drawCandidates(corpus, queryCount)
  const holders = new Map(listNames.flatMap(name => candidates[name].flat().map(word => [word, 0] as const)))
  const tokensPath = join(folder, 'tokens.tsv')
  const figures = writeTokens(corpus, documents, tokensPath, holders)
  const lists = chooseTerms(candidates, holders, documents)
  const asked = new Set(Object.values(lists).flatMap(queries => queries.flat().map(term => term.word)))
  const setup: Setup = {
    documents,
    seed: Number(values.seed),
    abstracts: values.abstracts,
    tokensPath,
    lists,
    holders: Object.fromEntries([...holders].filter(([word]) => asked.has(word))),
    databaseUrl: process.env.DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres',
  }
  const setupPath = join(folder, 'setup.json')
  writeFileSync(setupPath, JSON.stringify(setup))
  return { setup, setupPath, figures }
}

async function buildOne(contestant: Contestant): Promise<EngineReport> {
  const built = await contestant.build()
  console.log(`${contestant.name}: ${built.failure ?? `built in ${built.seconds.toFixed(1)} s`}`)
  return { engine: contestant.name, built, usage: await contestant.usage() }
}

/** Rounds of one case after another, the engines taking turns within each. */
async function takeTurns(
  contestants: readonly Contestant[],
  which: readonly Case[],
  count: number,
  rounds: number,
): Promise<Series[]> {
  const series = which.flatMap(one =>
    contestants.map(({ name }): Series => ({ ...one, engine: name, isLoaded: false, rounds: [] })),
  )
  for (let round = 0; round < rounds; round++)
    for (const [i, one] of which.entries())
      for (const [j, contestant] of contestants.entries())
        series[i * contestants.length + j]?.rounds.push(await contestant.run({ ...one, count }))
  return series
}

function ratiosOf(series: readonly Series[]): Ratio[] {
  return series.flatMap(other => {
    const ours = series.find(one => one.engine === 'ours' && one.list === other.list && one.filter === other.filter)
    return ours && other.engine !== 'ours' ? [ratioOf(ours, other)] : []
  })
}

/** Under load each is asked at a third of what it could do alone; the first go is to warm up. */
async function runLoads(contestants: readonly Contestant[], alone: readonly Series[]): Promise<Series[]> {
  const loads: Series[] = []
  for (const list of ['32 terms', '2 words'] as const)
    for (const contestant of contestants) {
      const before = alone.find(one => one.engine === contestant.name && one.list === list && one.filter === 'none')
      const gapMs = Math.max(5, 3 * (before ? figuresOf(before).p50Ms : 0))
      await contestant.load({ list, filter: 'none', count: 30, gapMs })
      const ran = await contestant.load({ list, filter: 'none', count: queryCount, gapMs })
      loads.push({ list, filter: 'none', engine: contestant.name, isLoaded: true, rounds: [ran] })
    }
  return loads
}

/** Few queries, one round after one to warm up: for engines that would keep the others waiting. */
async function duel(ours: Contestant, other: Contestant, count: number): Promise<Series[]> {
  const which = cases.filter(({ list }) => list !== '64 terms')
  await takeTurns([ours, other], which, 1, 1)
  return takeTurns([ours, other], which, count, 1)
}

async function measureSnapshot(ours: Contestant, setupPath: string, folder: string): Promise<Report['snapshot']> {
  const saved = await ours.save?.(folder)
  if (!saved || saved.failure) return undefined
  const fresh = await startWorker('ours', setupPath)
  try {
    const restored = await fresh.restore?.(folder)
    const usage = await fresh.usage()
    const common = await compareAnswers(ours, fresh)
    if (!restored || restored.failure || common.all !== 1) throw new Error('the snapshot does not answer as the index')
    return { saveSeconds: saved.seconds, startSeconds: restored.seconds, usage }
  } finally {
    fresh.stop()
  }
}

/** The slow ones, one after another, each gone before the next comes. */
async function runDuels(
  ours: Contestant,
  setupPath: string,
): Promise<{ engines: EngineReport[]; series: Series[]; ratios: Ratio[] }> {
  const all = { engines: [] as EngineReport[], series: [] as Series[], ratios: [] as Ratio[] }
  for (const [name, queries] of slow) {
    if (!others.includes(name)) continue
    const other = await startWorker(name, setupPath)
    try {
      const report = await buildOne(other)
      all.engines.push(report)
      if (report.built.failure) continue
      const fought = await duel(ours, other, queries)
      all.ratios.push(...ratiosOf(fought))
      all.series.push(...fought.filter(one => one.engine === name))
    } finally {
      other.stop()
    }
  }
  return all
}

async function main(folder: string, contestants: Contestant[]): Promise<void> {
  const corpus = createCorpus({ abstracts: values.abstracts, seed: Number(values.seed) })
  const { setup, setupPath, figures } = prepare(corpus, folder)
  printCorpus({ corpus: figures })
  const ours = await startWorker('ours', setupPath)
  contestants.push(ours)
  const stream = await startWorker('stream', setupPath)
  contestants.push(stream)
  const lucene = others.includes('lucene') ? await startLucene({ setup, corpus, folder }) : null
  if (lucene) contestants.push(lucene)
  const steady = lucene ? [ours, lucene] : [ours]
  const engines: EngineReport[] = []
  for (const contestant of steady) engines.push(await buildOne(contestant))
  if (engines.some(({ built }) => built.failure)) throw new Error('without an index there is nothing to measure')
  await stream.build()

  await checkAnswers(corpus, steady)
  const overlap = lucene ? await compareAnswers(ours, lucene) : undefined
  await takeTurns([...steady, stream], cases, queryCount, warmUpRounds)
  const plain = cases.filter(({ filter }) => filter === 'none')
  const filtered = cases.filter(({ filter }) => filter !== 'none')
  const rounds = Number(values.rounds)
  const series = await takeTurns([...steady, stream], plain, queryCount, rounds)
  series.push(...(await takeTurns(steady, filtered, queryCount, Math.ceil(rounds / 2))))
  const duels = await runDuels(ours, setupPath)
  const snapshot = await measureSnapshot(ours, setupPath, join(folder, 'snapshot'))
  const loaded = await runLoads(steady, series)
  const report: Report = {
    corpus: figures,
    engines: [...engines, ...duels.engines],
    figures: [...series, ...duels.series, ...loaded].map(figuresOf),
    ratios: [...ratiosOf(series), ...duels.ratios],
    ...(snapshot ? { snapshot } : {}),
    ...(overlap ? { overlap } : {}),
  }
  printReport(report)
  if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`)
}

const folder = mkdtempSync(join(tmpdir(), 'jiebang-bench-match-'))
const contestants: Contestant[] = []
try {
  await main(folder, contestants)
} finally {
  for (const contestant of contestants) contestant.stop()
  rmSync(folder, { recursive: true, force: true })
}
