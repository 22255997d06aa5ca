/**
 * Two rankings of the same judged demands. What nobody was shown has no judgement, and counting it as useless would
 * always speak for the ranking that chose what was shown; so only what was shown is put in order again ("condensed
 * lists": Sakai 2007), by the weights in force and by the proposed ones.
 */
import { bootstrapMean, type MeanInterval } from './paired-bootstrap.ts'
import { hasSuccess, mean, ndcg } from './ranking-metrics.ts'

export const comparedDepth = 10
export const comparedSuccessDepth = 3

/** More than that tell nothing new, and somebody waits for the answer. */
export const maxComparedDemands = 1_000

/** What was shown for one demand, with the gain of each (null: nobody judged it and nothing came of it). */
export interface JudgedDemand {
  id: string
  gains: ReadonlyMap<string, number>
}

/** The ids of a judged demand's matches as either ranking has them, best first. */
export interface ReplayedDemand extends JudgedDemand {
  active: readonly string[]
  proposed: readonly string[]
}

export interface RankingQuality {
  /** Mean over demands with anything of worth; null when there is none. */
  ndcgAt10: number | null
  /** Share of demands with something of worth among the first three; null without demands. */
  successAt3: number | null
}

export interface RankingComparison {
  /** Judged demands that were ranked both ways. */
  demands: number
  active: RankingQuality
  proposed: RankingQuality
  /** nDCG@10, proposed less active, with the interval of a paired bootstrap (95 %); null when nothing was measured. */
  gain: MeanInterval | null
}

/** As it is kept beside the proposed weights. */
export interface WeightsComparison extends RankingComparison {
  /** The weights they were compared with; null: those of the program. */
  againstId: string | null
}

/** `all` cut down to what is compared, evenly by id, the same ones every time. */
export function chooseJudged(all: readonly JudgedDemand[], most = maxComparedDemands): JudgedDemand[] {
  if (all.length <= most) return [...all]
  return Array.from({ length: most }, (_, i) => all[Math.floor((i * all.length) / most)] as JudgedDemand)
}

interface Measured {
  ndcg: number | null
  success: number
}

function measure(ranked: readonly string[], gains: ReadonlyMap<string, number>, ideal: readonly number[]): Measured {
  const placed = ranked.map(id => gains.get(id) ?? 0)
  return { ndcg: ndcg(placed, comparedDepth, ideal), success: Number(hasSuccess(placed, comparedSuccessDepth)) }
}

export function compareRankings(replayed: readonly ReplayedDemand[]): RankingComparison {
  const measured = replayed.map(({ gains, active, proposed }) => {
    // The best order of what either found. What has left the libraries since can be found by neither.
    const ideal = [...new Set([...active, ...proposed])].map(id => gains.get(id) ?? 0)
    return { active: measure(active, gains, ideal), proposed: measure(proposed, gains, ideal) }
  })
  const quality = (side: 'active' | 'proposed'): RankingQuality => ({
    ndcgAt10: mean(measured.flatMap(each => each[side].ndcg ?? [])),
    successAt3: mean(measured.map(each => each[side].success)),
  })
  const differences = measured.flatMap(({ active, proposed }) =>
    active.ndcg === null || proposed.ndcg === null ? [] : [proposed.ndcg - active.ndcg],
  )
  return {
    demands: measured.length,
    active: quality('active'),
    proposed: quality('proposed'),
    gain: bootstrapMean(differences),
  }
}
