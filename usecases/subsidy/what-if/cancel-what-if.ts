import { readClock } from '#db/queries/clock.ts'
import { cancelWhatIf as cancel, lockWhatIf, type NamedWhatIf } from '#db/queries/what-if.ts'
import { may } from '#domain/access/may.ts'
import { NotFound, refuse } from '#domain/refusal.ts'
import { checkCancellable } from '#domain/subsidy/what-if/what-if.ts'
import type { Ctx } from '../../support/ctx.ts'
import { mutate } from '../../support/mutate.ts'
import { requirePerson } from '../../support/person.ts'
import { getWhatIf } from './find-what-if.ts'

/** The bureau that asked does not want to know any more: it is not computed, or no further. @throws WhatIfEnded */
export async function cancelWhatIf(ctx: Ctx, input: { id: string }): Promise<NamedWhatIf> {
  const { userId: cancelledBy } = requirePerson(ctx.actor)
  const { id, bureauId } = await getWhatIf(ctx, input)
  refuse(may(ctx.actor, 'what_if.cancel', { bureau: bureauId }))
  await mutate(ctx, async tx => {
    const row = await lockWhatIf(tx, id)
    if (!row) throw new NotFound('what-if')
    refuse(checkCancellable(row.state))
    await cancel(tx, id, { cancelledBy, finishedAt: await readClock(tx) })
    const audit = { action: 'what_if.cancel', subjectKind: 'what_if', subjectId: id, before: { state: row.state } }
    return { result: null, audit: { ...audit, after: { state: 'cancelled' } } }
  })
  return getWhatIf(ctx, { id })
}
