/** Replays the log of shown matches: what was shown in which place, and what came of it. For the operator's command. */
import { countJudgedDemands, type LogFilter, type LoggedMatch } from '#db/queries/match-evaluation.ts'
import { may } from '#domain/access/may.ts'
import { type BlendVerdict, judgeBlend } from '#domain/matching/evaluation/blend-gate.ts'
import { createLogEvaluation, type LogReport, type ShownPage } from '#domain/matching/evaluation/evaluate-log.ts'
import { gainOf } from '#domain/matching/evaluation/feedback.ts'
import type { Split } from '#domain/matching/evaluation/split.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { readLoggedMatches } from './read-logged-matches.ts'

export interface LogEvaluationResult {
  report: LogReport
  /** How far a learned ranking is from being switched on: this looks at what is shown, so no other is measured. */
  blend: BlendVerdict
}

/** Rows come by query and page. */
function pagesOf(rows: readonly LoggedMatch[]): ShownPage[] {
  const pages = new Map<string, Omit<ShownPage, 'matches'> & { matches: ShownPage['matches'][number][] }>()
  for (const { queryId, shownId, pageKey, isFiltered, verdict, outcome, ...match } of rows) {
    const key = `${queryId} ${pageKey}`
    const page = pages.get(key) ?? { queryId, isFiltered, matches: [] }
    page.matches.push({ ...match, gain: gainOf(verdict, outcome) })
    pages.set(key, page)
  }
  return [...pages.values()]
}

export async function evaluateMatchLog(ctx: Ctx, input: LogFilter & { split: Split }): Promise<LogEvaluationResult> {
  refuse(may(ctx.actor, 'match.evaluate'))
  const evaluation = createLogEvaluation()
  for await (const rows of readLoggedMatches(ctx, input)) for (const page of pagesOf(rows)) evaluation.add(page)
  const blend = judgeBlend(await countJudgedDemands(ctx.db), { demands: 0, gain: null })
  return { report: evaluation.report(), blend }
}
