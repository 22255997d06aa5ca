/** A viewer says of a match that it is useful or not, and why. A later judgement replaces the earlier in effect. */
import { readClock } from '#db/queries/clock.ts'
import { insertJudgement, type JudgementRow, listJudgements, lockImpressions } from '#db/queries/match-log.ts'
import { may } from '#domain/access/may.ts'
import { checkJudgement, checkJudgementCount, type Judgement } from '#domain/matching/evaluation/feedback.ts'
import { NotFound, refuse, requireValid } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { type ListingRef, requireMatchViewer } from './require-match-viewer.ts'

export type MatchJudgement = JudgementRow

function isSame(a: Judgement, b: Judgement): boolean {
  return a.verdict === b.verdict && a.reason === b.reason && a.note === b.note
}

/** Throws `NotFound` for a match that was never shown to the viewer. Saying the same again is nothing new. */
export async function judgeMatch(
  ctx: Ctx,
  input: { from: ListingRef; shown: ListingRef } & Judgement,
): Promise<MatchJudgement> {
  refuse(may(ctx.actor, 'match.judge'))
  const { verdict, reason, note } = input
  requireValid(checkJudgement(input))
  const viewerUserId = await requireMatchViewer(ctx, input.from)
  const { library: shownLibrary, id: shownId } = input.shown
  const pair = { viewerUserId, queryId: input.from.id, shownLibrary, shownId }
  return mutate(ctx, async tx => {
    const shown = await lockImpressions(tx, pair)
    if (!shown) throw new NotFound('match')
    const [last] = await listJudgements(tx, pair)
    if (last && isSame(last, input)) return { result: last, audit: [] }
    refuse(checkJudgementCount(last?.ordinal ?? 0))
    const said = { verdict, reason, note, ordinal: (last?.ordinal ?? 0) + 1, judgedAt: await readClock(tx) }
    await insertJudgement(tx, pair, { ...said, impressionId: shown.id })
    return {
      result: { ...said, shownLibrary, shownId },
      audit: {
        action: 'match.judge',
        subjectKind: 'match',
        subjectId: `${pair.queryId} ${pair.shownId}`,
        before: last ? { verdict: last.verdict, reason: last.reason, note: last.note } : null,
        after: { verdict, reason, note },
      },
    }
  })
}
