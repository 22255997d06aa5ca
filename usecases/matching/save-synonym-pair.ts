/** An officer or the administrator says that two terms stand for one another, or corrects such a pair. */
import { readClock } from '#db/queries/clock.ts'
import { insertSynonym, lockSynonyms, type SynonymPairRow, updateSynonym } from '#db/queries/synonym.ts'
import { may } from '#domain/access/may.ts'
import {
  checkSynonymFields,
  checkSynonymPair,
  SynonymAlreadyKnown,
  type SynonymFields,
} from '#domain/matching/text/check-synonym.ts'
import { synonymKey } from '#domain/matching/text/synonyms.ts'
import { NotFound, refuse, requireValid } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { requireUser } from '../support/person.ts'
import { refuseViolations } from '../support/violation.ts'

export type SavedSynonymPair = SynonymPairRow

/** `id` is that of a pair in force that is corrected; null for a new one. Spaces around the terms are dropped. */
export async function saveSynonymPair(ctx: Ctx, input: SynonymFields & { id: string | null }): Promise<SynonymPairRow> {
  refuse(may(ctx.actor, 'synonym.maintain'))
  const userId = requireUser(ctx.actor)
  const fields = { term: input.term.trim(), synonym: input.synonym.trim(), note: input.note.trim() }
  requireValid(checkSynonymFields(fields))
  const saved = await mutate(ctx, async tx => {
    const active = await lockSynonyms(tx)
    const before = active.find(({ id }) => id === input.id) ?? null
    if (input.id !== null && before === null) throw new NotFound('synonym pair')
    refuse(
      checkSynonymPair(
        fields,
        active.filter(row => row !== before),
      ),
    )
    const keys = { termKey: synonymKey(fields.term), synonymKey: synonymKey(fields.synonym) }
    const row = { ...fields, ...keys, updatedBy: userId, updatedAt: await readClock(tx) }
    const result = await refuseViolations(
      before === null
        ? insertSynonym(tx, { ...row, id: ctx.newId(), state: 'active', createdBy: userId })
        : updateSynonym(tx, before.id, row),
      { synonym_pair_once: () => new SynonymAlreadyKnown([fields.term, fields.synonym]) },
    )
    const told = before && { term: before.term, synonym: before.synonym, note: before.note }
    const audit = {
      action: 'synonym.save',
      subjectKind: 'synonym_pair',
      subjectId: result.id,
      before: told,
      after: fields,
    }
    return { result, audit }
  })
  // The next question of anybody, to this process, knows it.
  await ctx.matching.takeIn(Number.POSITIVE_INFINITY)
  return saved
}
