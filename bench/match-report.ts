/** The match benchmark in words and tables. */
import type { Figures, Ratio, Report } from './match-figures.ts'
import { filterNames, listNames } from './match-queries.ts'
import { candidateCount, upsertsPerSecond } from './match-setup.ts'

const whole = (n: number) => Math.round(n).toLocaleString('en-US')
const short = (n: number) => (n >= 100 ? n.toFixed(0) : n >= 10 ? n.toFixed(1) : n.toFixed(2))

/** Columns that are empty throughout are left out. */
function printTable(titles: readonly string[], cells: readonly (readonly string[])[]): void {
  const isUsed = titles.map((_, i) => cells.some(row => (row[i] ?? '') !== ''))
  const [head = [], ...rows] = [titles, ...cells].map(row => row.filter((_, i) => isUsed[i]))
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map(row => row[i]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    row.map((cell, i) => (i < 2 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ')
  for (const row of [head, ...rows]) console.log(line(row))
}

export function printCorpus({ corpus }: Pick<Report, 'corpus'>): void {
  const each = (sum: number) => whole(sum / corpus.documents)
  console.log(
    `Corpus: ${whole(corpus.documents)} documents recombined sentence by sentence from ${corpus.source}, with made-up rare terms by Zipf's law; on average ${each(corpus.titleChars)} characters of title, ${each(corpus.textChars)} of text, ${each(corpus.words)} words, ${each(corpus.postings)} postings; ${whole(corpus.postings)} postings of ${whole(corpus.vocabulary)} words in all`,
  )
}

function printEngines({ engines }: Report): void {
  console.log('\nBuild and memory (of the engine’s own process, after a garbage collection)')
  const mb = (n: number | undefined) => (n === undefined ? '' : whole(n))
  printTable(
    ['engine', '', 'build s', 'RSS MB', 'heap MB', 'arrays MB'],
    engines.map(({ engine, built, usage }) => [
      engine,
      built.failure ?? usage?.note ?? '',
      built.seconds.toFixed(1),
      ...[usage?.rssMb, usage?.heapMb, usage?.arrayBuffersMb].map(mb),
    ]),
  )
}

function printSnapshot({ saveSeconds, startSeconds, usage }: NonNullable<Report['snapshot']>): void {
  const memory = `${whole(usage.rssMb)} MB, of it ${whole(usage.arrayBuffersMb ?? 0)} MB of arrays`
  console.log(
    `Snapshot: written in ${saveSeconds.toFixed(1)} s; a fresh process takes it in within ${startSeconds.toFixed(1)} s and then has ${memory}`,
  )
}

function printFigures(title: string, figures: readonly Figures[]): void {
  if (figures.length === 0) return
  console.log(`\n${title}`)
  const order = (row: Figures) => filterNames.indexOf(row.filter) * 10 + listNames.indexOf(row.list)
  printTable(
    [
      'query, filter',
      'engine',
      'p50 ms',
      'p95 ms',
      'p99 ms',
      'CPU ms',
      'results',
      'postings',
      'samples',
      'upsert CPU ms',
    ],
    [...figures]
      .sort((a, b) => order(a) - order(b))
      .map(row => [
        row.filter === 'none' ? row.list : `${row.list}, ${row.filter}`,
        row.engine,
        ...[row.p50Ms, row.p95Ms, row.p99Ms, row.cpuMs].map(short),
        row.hits.toFixed(0),
        row.touched === undefined ? '' : whole(row.touched),
        String(row.samples),
        row.upsertCpuMs === undefined ? '' : short(row.upsertCpuMs),
      ]),
  )
}

function printRatios(ratios: readonly Ratio[]): void {
  if (ratios.length === 0) return
  const others = [...new Set(ratios.map(ratio => ratio.other))]
  console.log('\nCPU of ours as a multiple of the other’s, measured in turns (wall time in brackets)')
  const rows = filterNames.flatMap(filter =>
    listNames.flatMap(list => {
      const cells = others.map(other => {
        const ratio = ratios.find(row => row.other === other && row.list === list && row.filter === filter)
        return ratio ? `${ratio.cpu.toPrecision(3)} (${ratio.wall.toPrecision(3)})` : ''
      })
      return cells.every(cell => cell === '') ? [] : [[list, filter === 'none' ? '' : filter, ...cells]]
    }),
  )
  printTable(['query', 'filter', ...others.map(other => `ours / ${other}`)], rows)
}

export function printReport(report: Report): void {
  printEngines(report)
  if (report.snapshot) printSnapshot(report.snapshot)
  const alone = report.figures.filter(row => !row.isLoaded)
  printFigures(
    `The best ${candidateCount}, one query after another`,
    alone.filter(row => row.engine !== 'stream'),
  )
  printFigures(
    `The same while ${upsertsPerSecond} documents a second are replaced (queries come at random; time from when they came; CPU of the searches alone)`,
    report.figures.filter(row => row.isLoaded),
  )
  printFigures(
    'Lower limit: the postings of the words added up from memory, ranking nothing',
    alone.filter(row => row.engine === 'stream'),
  )
  printRatios(report.ratios)
  if (!report.overlap) return
  const [best10, all] = [report.overlap.best10, report.overlap.all].map(part => `${(100 * part).toFixed(1)} %`)
  console.log(`\nOf 32 terms, ours and Lucene share ${best10} of the best 10 and ${all} of the best ${candidateCount}`)
}
