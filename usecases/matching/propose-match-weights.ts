import { insertMatchWeights } from '#db/queries/match-weights.ts'
import { may } from '#domain/access/may.ts'
import { checkLength, checkPresent } from '#domain/field-check.ts'
import { checkMatchWeights, maxWeightsNoteLength } from '#domain/matching/ranking/check-weights.ts'
import type { MatchWeights } from '#domain/matching/ranking/weights.ts'
import { refuse, requireValid } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { requireUser } from '../support/person.ts'
import { getNamedWeights, type MatchWeightsView } from './get-named-weights.ts'

/** Other weights for the ranking, with the reason. Nothing changes for anybody until they are switched on. */
export async function proposeMatchWeights(
  ctx: Ctx,
  input: { weights: unknown; note: string },
): Promise<MatchWeightsView> {
  refuse(may(ctx.actor, 'match.set_weights'))
  const note = input.note.trim()
  requireValid([
    ...checkMatchWeights(input.weights),
    ...checkPresent('note', note !== '', 'say what they shall make better'),
    ...checkLength('note', note, maxWeightsNoteLength),
  ])
  const weights = input.weights as MatchWeights
  const id = ctx.newId()
  return mutate(ctx, async tx => {
    await insertMatchWeights(tx, { id, weights, note, createdBy: requireUser(ctx.actor) })
    return {
      result: await getNamedWeights(tx, id),
      audit: {
        action: 'match_weights.propose',
        subjectKind: 'match_weights',
        subjectId: id,
        before: null,
        after: { weights, note },
      },
    }
  })
}
