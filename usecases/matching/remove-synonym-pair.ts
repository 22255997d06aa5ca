/** A pair of synonyms is taken out of force. It stays in the table, so that an old explanation can be understood. */
import { readClock } from '#db/queries/clock.ts'
import { lockSynonyms, type SynonymPairRow, updateSynonym } from '#db/queries/synonym.ts'
import { may } from '#domain/access/may.ts'
import { NotFound, refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { requireUser } from '../support/person.ts'

export async function removeSynonymPair(ctx: Ctx, { id }: { id: string }): Promise<SynonymPairRow> {
  refuse(may(ctx.actor, 'synonym.maintain'))
  const updatedBy = requireUser(ctx.actor)
  const removed = await mutate(ctx, async tx => {
    const active = await lockSynonyms(tx)
    if (!active.some(row => row.id === id)) throw new NotFound('synonym pair')
    const result = await updateSynonym(tx, id, { state: 'removed', updatedBy, updatedAt: await readClock(tx) })
    const { term, synonym, note } = result
    const before = { term, synonym, note }
    return {
      result,
      audit: { action: 'synonym.remove', subjectKind: 'synonym_pair', subjectId: id, before, after: null },
    }
  })
  // The next question of anybody, to this process, knows it.
  await ctx.matching.takeIn(Number.POSITIVE_INFINITY)
  return removed
}
