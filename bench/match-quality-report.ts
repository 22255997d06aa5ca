/** The figures of the ranking's quality in words and tables. */
import type { MeanInterval } from '#domain/matching/evaluation/paired-bootstrap.ts'
import type { Collection } from './match-quality-collection.ts'
import type { Comparison } from './match-quality-measure.ts'
import type { StrengthShare } from './match-quality-strength.ts'

const whole = (n: number) => n.toLocaleString('en-US')
/** Without the zero before the point, as such figures are written. */
const figure = (n: number | null) => (n === null ? '–' : n.toFixed(3).replace(/^(-?)0\./, '$1.'))
const signed = (n: number) => `${n < 0 ? '' : '+'}${figure(n)}`
const interval = ({ mean, low, high }: MeanInterval) => `${signed(mean)} [${signed(low)}, ${signed(high)}]`

function printRows(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map(row => row[i]?.length ?? 0)))
  for (const row of rows) console.log(`  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd())
}

export function printCollection({ name, docs, queries, background, gains, candidates }: Collection): void {
  const judged = [...gains.values()].reduce((sum, { size }) => sum + size, 0)
  console.log(
    `\n${name}: ${whole(queries.length)} queries, ${whole(docs.length)} documents, ${whole(judged)} judgements, ${whole(background.length)} background documents; ${candidates ? 'only judged candidates are ranked' : 'the whole library is ranked'}`,
  )
}

/** `names`: of the two rankings that are compared, the first less the second. */
export function printComparison([one, other]: readonly [string, string], compared: readonly Comparison[]): void {
  printRows([
    ['', 'queries', one, other, `${one} less ${other}, 95 % interval of a paired bootstrap`],
    ...compared.map(row => [
      row.measure,
      whole(row.queries),
      figure(row.one),
      figure(row.other),
      interval(row.difference),
    ]),
  ])
}

export function printStrengths(depth: number, shares: readonly StrengthShare[]): void {
  const places = Number.isFinite(depth) ? `of the first ${depth} places` : 'of all candidates'
  console.log(`  strength ${places}, and what share was judged good: of all pairs, mean over queries, two halves`)
  printRows([
    ['', 'pairs', 'queries', 'good', 'by query, 95 %', 'halves'],
    ...shares.map(({ strength, pairs, queries, good, byQuery, halves }) => [
      strength,
      whole(pairs),
      whole(queries),
      figure(good),
      byQuery ? `${figure(byQuery.mean)} [${figure(byQuery.low)}, ${figure(byQuery.high)}]` : '',
      halves.map(figure).join(' '),
    ]),
  ])
}
