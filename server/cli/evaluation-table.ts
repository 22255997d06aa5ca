/** The figures of the match log as lines for a terminal. */
import type { BlendVerdict } from '#domain/matching/evaluation/blend-gate.ts'
import type { RankingComparison } from '#domain/matching/evaluation/compare-rankings.ts'
import type { LogReport, Share } from '#domain/matching/evaluation/evaluate-log.ts'

interface Scope {
  fromDay: string
  toDay: string
  queryLibrary: string
  shownLibrary: string
  split: string
}

const figure = (value: number | null) => (value === null ? '–' : value.toFixed(3))
const percent = (value: number | null) => (value === null ? '–' : `${(value * 100).toFixed(1)} %`)
const row = (name: string, ...cells: (string | number)[]) =>
  `${name.padEnd(22)}${cells.map(cell => String(cell).padStart(10)).join('')}`

const exposure = (title: string, shares: readonly Share[]) => [
  row(title, 'shown', 'share', 'opened'),
  ...shares.map(({ name, shown, share, opened }) => row(`  ${name}`, shown, percent(share), opened)),
]

const title = ({ fromDay, toDay, queryLibrary, shownLibrary, split }: Scope) =>
  `${queryLibrary} → ${shownLibrary}, ${fromDay} to ${toDay}, ${split.replace('_', ' ')}`

export function describeReport(scope: Scope, report: LogReport): string[] {
  return [
    title(scope),
    row('queries', report.queries),
    row('pages', report.pages),
    row('shown', report.shown),
    row('judged queries', report.judgedQueries),
    row('nDCG@10', figure(report.ndcgAt10)),
    ...report.successAt.map(({ k, share }) => row(`success@${k}`, percent(share))),
    row('coverage (强, 较强)', percent(report.coverage)),
    ...exposure('kind of organisation', report.exposureByKind),
    ...exposure('listings of it', report.exposureBySize),
    row('rank', 'shown', 'opened', 'rate'),
    ...report.clicksByRank.map(({ rank, shown, opened, rate }) => row(`  ${rank}`, shown, opened, percent(rate))),
    row('pages with a filter', report.filteredPages),
    row('judged only there', report.judgedFilteredOnly),
  ]
}

export function describeComparison(scope: Scope, { demands, active, proposed, gain }: RankingComparison): string[] {
  const difference = (a: number | null, b: number | null) => (a === null || b === null ? null : b - a)
  return [
    title(scope),
    row('judged, ranked again', demands),
    row('', 'in force', 'proposed', 'gain'),
    row(
      'nDCG@10',
      figure(active.ndcgAt10),
      figure(proposed.ndcgAt10),
      figure(difference(active.ndcgAt10, proposed.ndcgAt10)),
    ),
    row(
      'success@3',
      percent(active.successAt3),
      percent(proposed.successAt3),
      percent(difference(active.successAt3, proposed.successAt3)),
    ),
    gain === null
      ? 'nothing was measured'
      : `gain in nDCG@10: ${figure(gain.mean)}, 95 % within ${figure(gain.low)} and ${figure(gain.high)} (paired bootstrap)`,
  ]
}

export function describeBlend(verdict: BlendVerdict): string {
  if (verdict.mayBeOn)
    return `learned blend: may be switched on, gain ${figure(verdict.gain)} nDCG@10 (at least ${figure(verdict.gainAtLeast)})`
  const off = 'learned blend: off, '
  if (verdict.why === 'too_few_judged') return `${off}${verdict.judgedDemands} of ${verdict.needed} judged demands`
  if (verdict.why === 'not_measured')
    return `${off}measured on ${verdict.heldOutDemands} of ${verdict.needed} held-out demands`
  return `${off}no sure gain on held-out demands: ${figure(verdict.gain)} nDCG@10 (at least ${figure(verdict.gainAtLeast)})`
}
