import { countJudgedDemands, type FeedbackTotals, readFeedbackTotals } from '#db/queries/match-evaluation.ts'
import { may } from '#domain/access/may.ts'
import { checkDay } from '#domain/field-check.ts'
import { blendGate } from '#domain/matching/evaluation/blend-gate.ts'
import { refuse, requireValid } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'

export interface MatchFeedback extends FeedbackTotals {
  /** How far the platform is on the way to a learned ranking. */
  judgedDemands: number
  judgedDemandsNeeded: number
}

/** Counts of all viewers together, for bureau and administrator; no viewer, organisation or listing is named. */
export async function readFeedback(ctx: Ctx, period: { fromDay: string; toDay: string }): Promise<MatchFeedback> {
  refuse(may(ctx.actor, 'match.read_totals'))
  requireValid([...checkDay('fromDay', period.fromDay), ...checkDay('toDay', period.toDay)])
  const totals = await readFeedbackTotals(ctx.db, period)
  const judgedDemands = await countJudgedDemands(ctx.db)
  return { ...totals, judgedDemands, judgedDemandsNeeded: blendGate.judgedDemands }
}
