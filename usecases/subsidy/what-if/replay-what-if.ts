/** A finished what-if is computed again, from the register as it was known then; it must come out the same. */
import { insertWhatIf, type NamedWhatIf } from '#db/queries/what-if.ts'
import { may } from '#domain/access/may.ts'
import { refuse } from '#domain/refusal.ts'
import { checkDone } from '#domain/subsidy/what-if/what-if.ts'
import type { Ctx } from '../../support/ctx.ts'
import { mutate } from '../../support/mutate.ts'
import { requirePerson } from '../../support/person.ts'
import { getWhatIf } from './find-what-if.ts'

/** @throws WhatIfNotDone. @returns the replay, which is queued like any other. */
export async function replayWhatIf(ctx: Ctx, input: { id: string }): Promise<NamedWhatIf> {
  const { userId } = requirePerson(ctx.actor)
  const original = await getWhatIf(ctx, input)
  refuse(may(ctx.actor, 'what_if.ask', { bureau: original.bureauId }))
  refuse(checkDone(original.state))
  const id = ctx.newId()
  await mutate(ctx, async tx => {
    const { title, bureauId, policyId, versionId, source, comparedVersionId, variations, rules } = original
    const { parameters, comparedParameters, fromYear, toYear, asOf, knownAt } = original
    const asked = { title, bureauId, policyId, versionId, source, comparedVersionId, variations, rules }
    const row = { ...asked, parameters, comparedParameters, fromYear, toYear, asOf, knownAt }
    await insertWhatIf(tx, { ...row, id, askedBy: userId, replayOf: original.id })
    const audit = { action: 'what_if.replay', subjectKind: 'what_if', subjectId: id, before: null }
    return { result: null, audit: { ...audit, after: { replayOf: original.id } } }
  })
  return getWhatIf(ctx, { id })
}

/** Whether a replay gave the same, byte by byte; null while it has not ended. */
export function isSameResult(
  original: Pick<NamedWhatIf, 'resultSha256' | 'factsSha256'>,
  replay: Pick<NamedWhatIf, 'resultSha256' | 'factsSha256' | 'state'>,
): boolean | null {
  if (replay.state === 'queued' || replay.state === 'running') return null
  return (
    replay.resultSha256 !== null &&
    replay.resultSha256 === original.resultSha256 &&
    replay.factsSha256 === original.factsSha256
  )
}
