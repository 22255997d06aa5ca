/** Ranks what was shown for the judged demands of the log again, by two sets of weights. Reads only, and takes its time. */
import { readClock } from '#db/queries/clock.ts'
import { listMatchDocuments } from '#db/queries/matching.ts'
import { addDays, dayInChina } from '#domain/calendar.ts'
import { queryOf } from '#domain/matching/document.ts'
import {
  chooseJudged,
  compareRankings,
  type JudgedDemand,
  type RankingComparison,
  type ReplayedDemand,
} from '#domain/matching/evaluation/compare-rankings.ts'
import { gainOf, matchLogRetentionDays } from '#domain/matching/evaluation/feedback.ts'
import type { MatchWeights } from '#domain/matching/ranking/weights.ts'
import type { Ctx } from '../support/ctx.ts'
import { type LogScope, readLoggedMatches } from './read-logged-matches.ts'

const demandsAtOnce = 50

export interface RankingsToCompare {
  active: MatchWeights
  proposed: MatchWeights
}

/** All demands of the log, as far back as it is kept, with the achievements that were shown for them. */
export async function wholeLog(ctx: Ctx): Promise<LogScope> {
  const toDay = dayInChina(await readClock(ctx.db))
  const fromDay = addDays(toDay, -matchLogRetentionDays)
  return { fromDay, toDay, queryLibrary: 'demand', shownLibrary: 'achievement', split: 'all' }
}

/** Of several viewers the kindest judgement of a pair counts: what one could use is of use. */
async function listJudged(ctx: Ctx, scope: LogScope): Promise<JudgedDemand[]> {
  const judged: JudgedDemand[] = []
  for await (const rows of readLoggedMatches(ctx, scope)) {
    const found = new Map<string, { isJudged: boolean; gains: Map<string, number> }>()
    for (const { queryId, shownId, verdict, outcome } of rows) {
      const query = found.get(queryId) ?? { isJudged: false, gains: new Map<string, number>() }
      const gain = gainOf(verdict, outcome)
      query.isJudged ||= gain !== null
      query.gains.set(shownId, Math.max(query.gains.get(shownId) ?? 0, gain ?? 0))
      found.set(queryId, query)
    }
    for (const [id, { isJudged, gains }] of found) if (isJudged) judged.push({ id, gains })
  }
  return judged
}

async function replay(
  ctx: Ctx,
  { queryLibrary, shownLibrary }: LogScope,
  { weights, demands, nowAt }: { weights: RankingsToCompare; demands: readonly JudgedDemand[]; nowAt: number },
): Promise<ReplayedDemand[]> {
  const byId = new Map(demands.map(demand => [demand.id, demand]))
  // Most demands that came to something are public no more.
  const asking = await listMatchDocuments(ctx.db, queryLibrary, { ids: [...byId.keys()], isAnyState: true })
  const replayed: ReplayedDemand[] = []
  for (const document of asking) {
    const demand = byId.get(document.id)
    if (!demand) continue
    const candidates = [...demand.gains.keys()]
    const asked = { library: shownLibrary, from: queryLibrary, query: queryOf(document), candidates, nowAt }
    const order = async (weighedBy: MatchWeights) => {
      const request = { ...asked, limit: candidates.length, weights: weighedBy, afterSeq: ctx.written?.seq }
      return (await ctx.matching.rank(request)).ranked.map(({ id }) => id)
    }
    replayed.push({ ...demand, active: await order(weights.active), proposed: await order(weights.proposed) })
  }
  return replayed
}

export async function replayJudged(
  ctx: Ctx,
  { scope, weights }: { scope: LogScope; weights: RankingsToCompare },
): Promise<RankingComparison> {
  const judged = chooseJudged(await listJudged(ctx, scope))
  const nowAt = (await readClock(ctx.db)).getTime()
  const replayed: ReplayedDemand[] = []
  for (let i = 0; i < judged.length; i += demandsAtOnce)
    replayed.push(...(await replay(ctx, scope, { weights, demands: judged.slice(i, i + demandsAtOnce), nowAt })))
  return compareRankings(replayed)
}
