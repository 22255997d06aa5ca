/** A record that was a mistake is revoked: nothing follows from it, and what has not come back on it does not come back. */
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { sha256 } from '#db/digest.ts'
import { integrityRecord } from '#db/schema/integrity.ts'
import { notification } from '#db/schema/notification.ts'
import { auditEntry } from '#db/schema/record.ts'
import { clawback, subsidyLimit } from '#db/schema/subsidy.ts'
import { canonicalJson } from '#domain/canonical.ts'
import { auditedActions, slip, today } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { approved, determined, loadPolicyInForce, paid, paidProject, settle } from '#test/support/subsidy.ts'
import { createWorld, type PersonName, type World } from '#test/support/world.ts'
import { getEvidence } from '#usecases/payment/get-evidence.ts'
import { reverseMoneyFact } from '#usecases/payment/reverse-money-fact.ts'
import { getDetermination } from '#usecases/subsidy/figure/find-determination.ts'
import { collectClawback } from '#usecases/subsidy/money/collect-clawback.ts'
import { listIntegrityRecords } from '#usecases/subsidy/money/find-integrity.ts'
import { listClawbacks } from '#usecases/subsidy/money/list-clawbacks.ts'
import { recordIntegrity } from '#usecases/subsidy/money/record-integrity.ts'
import { repairIntegrity } from '#usecases/subsidy/money/repair-integrity.ts'
import { revokeIntegrity } from '#usecases/subsidy/money/revoke-integrity.ts'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
  await loadPolicyInForce(world)
})
const as = (name: PersonName) => world.ctx(world.people[name])
const rowsOf = (id: string) =>
  database.db.select().from(clawback).where(eq(clawback.determinationId, id)).orderBy(clawback.raisedAt)
const usedOf = async (key: string) => {
  const rows = await database.db.select().from(subsidyLimit).where(eq(subsidyLimit.key, key))
  return [...new Set(rows.map(({ usedFen }) => usedFen))]
}

async function paidGrant(payments: readonly bigint[] = [100_000_000n], approvedFen = 30_000_000n) {
  const project = await paidProject(database.db, world, payments)
  const { id } = await determined(world, project.challengeId)
  await approved(world, id, approvedFen)
  await paid(world, id)
  return { ...project, id }
}
async function recorded(determinationId: string | null) {
  const found = { category: 'false_materials', summary: '虚报研发投入', foundOn: today() } as const
  const about = { organisationId: world.organisations.enterprise, determinationId }
  const { id } = await recordIntegrity(as('officer'), { ...found, ...about, evidence: slip('decision') })
  return id
}
const revoke = (id: string, over: object = {}, who: PersonName = 'secondOfficer') =>
  revokeIntegrity(as(who), { id, reason: '处理决定被复议机关撤销', ...over })
const collect = (id: string | undefined) =>
  collectClawback(as('cashier'), { id: id ?? '', collectedOn: today(), bankReference: `back-${id}` })
const listOpen = async () => {
  const { items } = await listClawbacks(as('cashier'), { isOpenOnly: true, first: 100, after: null })
  return items.map(({ item }) => item.id)
}
const refusedBy = (constraint_name: string) => ({ cause: { constraint_name } })

describe('who revokes, and how', () => {
  let id: string
  beforeAll(async () => {
    id = await recorded((await paidGrant()).id)
    await settle(world)
  })

  test.each([
    ['officer', 'SAME_PERSON'],
    ['cashier', 'NOT_ALLOWED'],
    ['auditor', 'NOT_ALLOWED'],
    ['poster', 'NOT_FOUND'],
  ] as const)('not %s: %s', async (who, code) => {
    await expect(revoke(id, {}, who)).rejects.toMatchObject({ code })
  })

  test.each([
    ['reason', { reason: ' ' }],
    ['revokedOn', { revokedOn: '2020-01-01' }],
    ['revokedOn', { revokedOn: '2999-01-01' }],
  ])('%s is checked', async (path, over) => {
    await expect(revoke(id, over)).rejects.toMatchObject({ problems: [{ path }] })
  })

  test('once, with the document that annuls the decision, which its bureau reads', async () => {
    const row = await revoke(id, { evidence: slip('annulment') })
    expect(row).toMatchObject({
      revokedOn: today(),
      revokedByName: 'secondOfficer',
      revocationReason: '处理决定被复议机关撤销',
      revocationEvidence: { purpose: 'annulment' },
      clawbacks: [{ cancelledBy: world.people.secondOfficer.userId }],
    })
    const document = { id: row.revocationEvidence?.id ?? '' }
    expect(await getEvidence(as('auditor'), document)).toMatchObject({ subjectKind: 'integrity_record' })
    await expect(getEvidence(as('poster'), document)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(revoke(id)).rejects.toMatchObject({ code: 'INTEGRITY_REVOKED', revokedOn: today() })
    await expect(repairIntegrity(as('officer'), { id, repairedOn: today() })).rejects.toMatchObject({
      code: 'INTEGRITY_REVOKED',
    })
    expect(await auditedActions(database.db, world.organisations.enterprise)).toContain('integrity.revoke')
    expect((await listIntegrityRecords(as('cashier'), { organisationId: null })).map(one => one.id)).toContain(id)
  })

  test('by SQL too: another officer, once, and nothing else of it', async () => {
    const other = await recorded((await paidGrant()).id)
    const change = (over: Partial<typeof integrityRecord.$inferInsert>, of = other) =>
      database.db.update(integrityRecord).set(over).where(eq(integrityRecord.id, of))
    const by = (who: PersonName) => ({
      revokedBy: world.people[who].userId,
      ...{ revokedOn: today(), revokedAt: new Date(), revocationReason: '误' },
    })
    await expect(change(by('officer'))).rejects.toMatchObject(refusedBy('integrity_record_two_people'))
    await expect(change(by('cashier'))).rejects.toMatchObject(refusedBy('integrity_record_roles'))
    await expect(change({ ...by('secondOfficer'), summary: '' })).rejects.toMatchObject(
      refusedBy('integrity_record_fixed'),
    )
    await expect(change({ ...by('secondOfficer'), revocationReason: null })).rejects.toMatchObject(
      refusedBy('integrity_record_revoked'),
    )
    await expect(change({ revocationReason: '改' }, id)).rejects.toMatchObject(refusedBy('integrity_record_fixed'))
    await revoke(other)
    // Nor is one made that is revoked already, by whoever.
    const [{ id: _, ...made } = expect.fail('it was made')] = await database.db
      .select()
      .from(integrityRecord)
      .where(eq(integrityRecord.id, other))
    const second = { ...made, id: world.people.cashier.userId, revokedBy: world.people.cashier.userId }
    await expect(database.db.insert(integrityRecord).values(second)).rejects.toMatchObject(
      refusedBy('integrity_record_roles'),
    )
  })
})

describe('what was to come back on it', () => {
  test('does not any more: no sum and no list counts it, it is not collected, its unit is told', async () => {
    const { id } = await paidGrant()
    const recordId = await recorded(id)
    await settle(world)
    const [raised] = await rowsOf(id)
    expect(await listOpen()).toContain(raised?.id)
    await revoke(recordId)
    await settle(world)
    expect(await rowsOf(id)).toMatchObject([{ id: raised?.id, amountFen: 30_000_000n, collectedAt: null }])
    expect(await listOpen()).not.toContain(raised?.id)
    await expect(collect(raised?.id)).rejects.toMatchObject({ code: 'CLAWBACK_CANCELLED', cancelledOn: today() })
    expect(await auditedActions(database.db, raised?.id ?? '')).toEqual(['clawback.raise', 'clawback.cancel'])
    const ofClaim = eq(auditEntry.subjectId, raised?.id ?? '')
    const [, note] = await database.db.select().from(auditEntry).where(ofClaim).orderBy(auditEntry.seq)
    const [{ cancelledBy, cancelledAt } = expect.fail('it is kept')] = await rowsOf(id)
    const digestOf = (value: object) => sha256(canonicalJson(value))
    expect(note).toMatchObject({
      beforeDigest: digestOf({ cancelledBy: null, cancelledAt: null }),
      afterDigest: digestOf({ cancelledBy, cancelledAt }),
    })
    const told = await database.db.select().from(notification).where(eq(notification.subjectId, id))
    expect(told.map(({ kind, userId, payload }) => ({ kind, userId, payload }))).toContainEqual({
      kind: 'subsidy_clawback_cancelled',
      userId: world.people.poster.userId,
      payload: { clawbackId: raised?.id },
    })
  })

  test('and is free to come back for another cause, all of it', async () => {
    const { id, facts } = await paidGrant()
    const first = await recorded(id)
    await settle(world)
    await revoke(first)
    await settle(world)
    const reversal = { reason: '付款退回', reversedOn: today(), evidence: slip('returned') }
    await reverseMoneyFact(as('poster'), { id: facts[0]?.id ?? '', ...reversal })
    await settle(world)
    expect(await rowsOf(id)).toMatchObject([
      { reason: 'integrity_record' },
      { reason: 'money_fact_reversed', amountFen: 30_000_000n, cancelledAt: null },
    ])
  })

  test('comes back on another record that stands, which had raised nothing beside it', async () => {
    const { id } = await paidGrant()
    const [mistaken, right] = [await recorded(id), await recorded(id)]
    await settle(world)
    expect(await rowsOf(id)).toMatchObject([{ causeId: mistaken }])
    await revoke(mistaken)
    await settle(world)
    expect(await rowsOf(id)).toMatchObject([
      { causeId: mistaken },
      { causeId: right, amountFen: 30_000_000n, cancelledAt: null },
    ])
    await revoke(right)
  })

  test('but not on one that raised nothing beside it and is repaired by then: no debt arose', async () => {
    const { id } = await paidGrant()
    const [mistaken, repaired] = [await recorded(id), await recorded(id)]
    await settle(world)
    await repairIntegrity(as('officer'), { id: repaired, repairedOn: today() })
    await revoke(mistaken)
    await settle(world)
    expect(await rowsOf(id)).toMatchObject([{ causeId: mistaken, cancelledAt: expect.any(Date) }])
  })

  test('of a repaired record too: the debt that arose stands until the record is revoked', async () => {
    const { id } = await paidGrant()
    const recordId = await recorded(id)
    await settle(world)
    await repairIntegrity(as('officer'), { id: recordId, repairedOn: today() })
    const [raised] = await rowsOf(id)
    expect(await listOpen()).toContain(raised?.id)
    await revoke(recordId)
    expect(await listOpen()).not.toContain(raised?.id)
  })

  test('is nothing where it was revoked before it was worked off', async () => {
    const { id } = await paidGrant()
    await revoke(await recorded(id))
    await settle(world)
    expect(await rowsOf(id)).toEqual([])
  })

  test('stays where it has come back, and is due again', async () => {
    const { id, challengeId } = await paidGrant()
    const recordId = await recorded(id)
    await settle(world)
    const [raised] = await rowsOf(id)
    await collect(raised?.id)
    await revoke(recordId)
    expect(await rowsOf(id)).toMatchObject([{ collectedOn: today(), cancelledAt: null }])
    expect(await getDetermination(as('poster'), { id })).toMatchObject({ state: 'clawed_back' })
    const again = await determined(world, challengeId)
    expect(again.ceilingFen).toBe(30_000_000n)
    await approved(world, again.id, 30_000_000n)
    await paid(world, again.id)
    expect(await usedOf(challengeId)).toEqual([30_000_000n])
  })
})

test('a claw-back is cancelled with the revocation of its own record, by SQL too, while it is open', async () => {
  const { id } = await paidGrant()
  const recordId = await recorded(id)
  await settle(world)
  const [raised] = await rowsOf(id)
  const cancel = (who: PersonName, over: object = {}) =>
    database.db
      .update(clawback)
      .set({ cancelledBy: world.people[who].userId, cancelledAt: new Date(), ...over })
      .where(eq(clawback.id, raised?.id ?? ''))
  await expect(cancel('secondOfficer')).rejects.toMatchObject(refusedBy('clawback_cancelled_with_record'))
  await revoke(recordId)
  await expect(cancel('secondOfficer')).rejects.toMatchObject(refusedBy('clawback_fixed'))
  const row = { determinationId: id, reason: 'integrity_record', causeId: recordId } as const
  const again = { ...row, id: recordId, grantedFen: 1n, wholeFen: 0n, amountFen: 1n }
  await database.db.delete(clawback).then(
    () => expect.fail('kept'),
    error => expect(error).toMatchObject(refusedBy('clawback_fixed')),
  )
  await expect(
    database.db.insert(clawback).values({ ...again, determinationId: (await paidGrant()).id }),
  ).rejects.toMatchObject(refusedBy('clawback_cancelled_with_record'))
})
