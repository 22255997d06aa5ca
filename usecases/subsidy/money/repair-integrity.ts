/**
 * The bureau records that an organisation has made good what was found ("信用修复"). From then on nothing more follows from
 * the record; what is to come back by then comes back all the same: what was made good later does not cancel a debt. A
 * record that should never have been made is revoked instead (`revokeIntegrity`).
 */
import { readClock } from '#db/queries/clock.ts'
import { lockIntegrity, type NamedIntegrity, saveRepair } from '#db/queries/integrity.ts'
import { may } from '#domain/access/may.ts'
import { dayInChina } from '#domain/calendar.ts'
import { NotFound, refuse, requireValid } from '#domain/refusal.ts'
import { checkRepair, IntegrityRepaired, IntegrityRevoked } from '#domain/subsidy/money/integrity.ts'
import type { Ctx } from '../../support/ctx.ts'
import { mutate } from '../../support/mutate.ts'
import { checkOwnOrganisation } from '../../support/own-organisation.ts'
import { getIntegrityRecord } from './find-integrity.ts'

/** @throws IntegrityRepaired, IntegrityRevoked, OwnOrganisation */
export async function repairIntegrity(ctx: Ctx, input: { id: string; repairedOn: string }): Promise<NamedIntegrity> {
  const { id, bureauId } = await getIntegrityRecord(ctx, input)
  refuse(may(ctx.actor, 'integrity.repair', { bureau: bureauId }))
  await mutate(ctx, async tx => {
    const row = await lockIntegrity(tx, id)
    if (!row) throw new NotFound('integrity record')
    refuse(await checkOwnOrganisation(ctx, tx, [row.organisationId]))
    if (row.revokedOn !== null) throw new IntegrityRevoked(row.revokedOn)
    if (row.repairedOn !== null) throw new IntegrityRepaired(row.repairedOn)
    const { repairedOn } = input
    requireValid(checkRepair(repairedOn, { foundOn: row.foundOn, today: dayInChina(await readClock(tx)) }))
    await saveRepair(tx, id, repairedOn)
    const audit = { action: 'integrity.repair', subjectKind: 'organisation', subjectId: row.organisationId }
    return { result: null, audit: { ...audit, before: row, after: { id, repairedOn } } }
  })
  return getIntegrityRecord(ctx, { id })
}
