import { eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { type AuditDraft, insertAudit, verifyAudit } from '#db/queries/audit.ts'
import { auditEntry, auditHead } from '#db/schema/record.ts'
import { violates } from '#db/transaction.ts'
import { useDatabase } from '../support/database.ts'

const database = useDatabase()

const draft = (n: number): AuditDraft => ({
  actorUserId: null,
  actorOrganisationId: null,
  action: 'test.write',
  subjectKind: 'test',
  subjectId: String(n),
  before: n === 1 ? null : { n: n - 1 },
  after: { n, amount: 10n },
  requestId: `request ${n}`,
})

const append = (n: number) => database.db.transaction(tx => insertAudit(tx, draft(n)))

/** Changes history the way only someone with the keys of the database could. */
async function tamper(statement: string): Promise<void> {
  await database.db.transaction(async tx => {
    await tx.execute(sql.raw('alter table audit_entry disable trigger all'))
    await tx.execute(sql.raw('alter table audit_head disable trigger all'))
    await tx.execute(sql.raw(statement))
    await tx.execute(sql.raw('alter table audit_entry enable trigger all'))
    await tx.execute(sql.raw('alter table audit_head enable trigger all'))
  })
}

async function constraintOf(statement: string): Promise<'append_only' | 'audit_head_forward' | 'allowed'> {
  try {
    await database.db.execute(sql.raw(statement))
    return 'allowed'
  } catch (error) {
    if (violates(error, 'append_only')) return 'append_only'
    if (violates(error, 'audit_head_forward')) return 'audit_head_forward'
    throw error
  }
}

describe('the audit chain', () => {
  test('grows by one, each entry standing on the one before', async () => {
    for (const n of [1, 2, 3, 4]) expect(await append(n)).toBe(n)
    const entries = await database.db.select().from(auditEntry).orderBy(auditEntry.seq)
    expect(entries.map(e => e.prevHash)).toEqual(['0'.repeat(64), ...entries.slice(0, 3).map(e => e.hash)])
    expect(await verifyAudit(database.db)).toEqual({ entries: 4, broken: null })
  })

  test('a transaction that fails leaves no entry and no gap', async () => {
    const failing = database.db.transaction(async tx => {
      await insertAudit(tx, draft(5))
      throw new Error('the verb failed')
    })
    await expect(failing).rejects.toThrow('the verb failed')
    expect(await append(5)).toBe(5)
  })

  test.each([
    ["update audit_entry set action = 'other' where seq = 2", 'append_only'],
    ['delete from audit_entry where seq = 2', 'append_only'],
    ['truncate audit_entry cascade', 'append_only'],
    ['update audit_head set seq = seq + 2', 'audit_head_forward'],
    ['update audit_head set seq = seq - 1', 'audit_head_forward'],
    ['delete from audit_head', 'audit_head_forward'],
  ])('the database refuses: %s', async (statement, constraint) => {
    expect(await constraintOf(statement)).toBe(constraint)
  })

  test.each([
    [
      'a changed field',
      "update audit_entry set action = 'forged' where seq = 2",
      "update audit_entry set action = 'test.write' where seq = 2",
      2,
    ],
    ['a changed digest', "update audit_entry set after_digest = repeat('a', 64) where seq = 3", null, 3],
  ])('verification names %s', async (_, forge, restore, seq) => {
    const [original] = await database.db.select().from(auditEntry).where(eq(auditEntry.seq, seq))
    await tamper(forge)
    expect((await verifyAudit(database.db)).broken?.seq).toBe(seq)
    await tamper(restore ?? `update audit_entry set after_digest = '${original?.afterDigest}' where seq = ${seq}`)
    expect((await verifyAudit(database.db)).broken).toBeNull()
  })

  test('verification notices a missing entry in the middle and a cut tail', async () => {
    const [head] = await database.db.select().from(auditHead)
    await tamper('create table cut as select * from audit_entry where seq = 5; delete from audit_entry where seq = 5')
    expect((await verifyAudit(database.db)).broken?.seq).toBe(5)
    await tamper('insert into audit_entry select * from cut; drop table cut')
    await tamper('create table cut as select * from audit_entry where seq = 2; delete from audit_entry where seq = 2')
    expect((await verifyAudit(database.db)).broken).toEqual({ seq: 2, why: 'the entry is missing' })
    await tamper('insert into audit_entry select * from cut; drop table cut')
    expect(await verifyAudit(database.db)).toEqual({ entries: head?.seq, broken: null })
  })
})
