/** What a bureau found against an organisation: seen by that bureau with its decision and the money that is to come back. */
import { beforeAll, describe, expect, test } from 'vitest'
import { slip, today } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { approved, determined, loadPolicyInForce, paid, paidProject, settle } from '#test/support/subsidy.ts'
import { createWorld, type PersonName, type World } from '#test/support/world.ts'
import { getEvidence } from '#usecases/payment/get-evidence.ts'
import { collectClawback } from '#usecases/subsidy/money/collect-clawback.ts'
import { listIntegrityRecords } from '#usecases/subsidy/money/find-integrity.ts'
import { recordIntegrity } from '#usecases/subsidy/money/record-integrity.ts'

const database = useDatabase()
let world: World
let challengeId: string
let determinationId: string
let id: string
const as = (name: PersonName) => world.ctx(world.people[name])

beforeAll(async () => {
  world = await createWorld(database.db)
  await loadPolicyInForce(world)
  ;({ challengeId } = await paidProject(database.db, world, [100_000_000n]))
  ;({ id: determinationId } = await determined(world, challengeId))
  await approved(world, determinationId, 30_000_000n)
  await paid(world, determinationId)
  ;({ id } = await recordIntegrity(as('officer'), {
    organisationId: world.organisations.enterprise,
    category: 'false_materials',
    summary: '虚报研发投入',
    determinationId,
    foundOn: today(),
    evidence: slip('decision'),
  }))
  await settle(world)
})

describe('an integrity record', () => {
  const listed = (who: PersonName) => listIntegrityRecords(as(who), { organisationId: null })

  test('is listed to its bureau with the decision and what is to come back on it', async () => {
    for (const who of ['officer', 'cashier'] as const)
      expect(await listed(who)).toMatchObject([
        { id, evidence: { purpose: 'decision' }, clawbacks: [{ determinationId, amountFen: 30_000_000n }] },
      ])
  })

  test('its decision is read by that bureau only', async () => {
    const [record] = await listed('officer')
    const input = { id: record?.evidenceId ?? '' }
    expect(await getEvidence(as('reviewer'), input)).toMatchObject({ subjectKind: 'integrity_record' })
    await expect(getEvidence(as('poster'), input)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('about a grant that came back: nothing is granted again on that entitlement until it is repaired', async () => {
    const [raised] = (await listed('cashier'))[0]?.clawbacks ?? []
    const collection = { id: raised?.id ?? '', collectedOn: today(), bankReference: 'back' }
    await collectClawback(as('cashier'), collection)
    const again = await determined(world, challengeId)
    expect(again.ceilingFen).toBe(30_000_000n)
    await expect(approved(world, again.id, 1n)).rejects.toMatchObject({ code: 'INTEGRITY_RECORD_STANDS', recordId: id })
    const other = await paidProject(database.db, world, [100_000_000n])
    expect(await approved(world, (await determined(world, other.challengeId)).id, 1n)).toMatchObject({
      state: 'approved',
    })
  })
})
