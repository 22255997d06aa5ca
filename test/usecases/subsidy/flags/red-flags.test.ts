/** What a reviewer may do about a red flag, who sees it, and what it forbids. */
import { eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { redFlag } from '#db/schema/red-flag.ts'
import { determination } from '#db/schema/subsidy.ts'
import { system } from '#domain/access/actor.ts'
import { auditedActions } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { flagPolicy } from '#test/support/flag-policy.ts'
import { reason, useFlagTown, year } from '#test/support/flag-town.ts'
import type { PersonName } from '#test/support/world.ts'
import { determineSubsidy } from '#usecases/subsidy/figure/determine-subsidy.ts'
import { findRedFlags } from '#usecases/subsidy/flags/find-red-flags.ts'
import { listRedFlags } from '#usecases/subsidy/flags/list-red-flags.ts'
import { overrideRedFlag } from '#usecases/subsidy/flags/override-red-flag.ts'
import { approveDetermination } from '#usecases/subsidy/money/approve-determination.ts'
import { claimSubsidy } from '#usecases/subsidy/money/claim-subsidy.ts'
import { reviewDetermination } from '#usecases/subsidy/money/review-determination.ts'
import { tellSubsidy } from '#usecases/subsidy/money/tell-subsidy.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'

const database = useDatabase()
const { world, as, find, figureOf, registered } = useFlagTown(database)

describe('finding', () => {
  test('twice changes nothing, and each look stands in the audit chain', async () => {
    const { id } = await registered('激光切割头（一期）', 380)
    await registered('激光切割头（二期）', 381)
    const row = await figureOf(id)
    const [first, second] = [await find(row.id), await find(row.id)]
    expect(first).toHaveLength(1)
    expect(second).toEqual(first)
    const looks = (await auditedActions(database.db, row.id)).filter(action => action === 'red_flag.find')
    expect(looks).toHaveLength(2)
  })

  test('costs the same number of statements for one contract and for all of the year', async () => {
    const { id } = await registered('精密减速器', 570)
    await registered('深海阀门', 620)
    const one = await figureOf(id)
    const [all] = await determineSubsidy(as('officer'), { policyId: 'city', rule: 'volume', year })
    if (!all) throw new Error('nothing was sold')
    const records = ({ trace }: { trace: unknown }) => (trace as { inputs: { record: string[] } }).inputs.record.length
    expect([records(one), records(all) > 3]).toEqual([1, true])
    const count = async (determinationId: string) => {
      const before = database.opened.statementCount()
      expect(await find(determinationId)).toEqual([])
      return database.opened.statementCount() - before
    }
    expect(await count(all.id)).toBe(await count(one.id))
  })

  test.each(['poster', 'bidder', 'registrar', 'approver', 'cashier', 'stray'] as const)('not by %s', async person => {
    const [row] = await determineSubsidy(as('officer'), { policyId: 'city', rule: 'volume', year })
    const looked = findRedFlags(as(person), { determinationId: row?.id ?? '' })
    await expect(looked).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
  })

  test('not in a figure of a draft, nor in none', async () => {
    await loadPolicyVersions(world().ctx(system), { packs: [{ name: 'draft', text: flagPolicy('plan', 'draft') }] })
    const [row] = await determineSubsidy(as('officer'), { policyId: 'plan', rule: 'volume', year })
    await expect(find(row?.id ?? '')).rejects.toMatchObject({ code: 'FLAGS_CLOSED', state: 'simulated' })
    await expect(find(uuidv7())).rejects.toMatchObject({ code: 'NOT_FOUND', noun: 'determination' })
  })
})

describe('setting aside', () => {
  let flagId: string
  let determinationId: string
  beforeAll(async () => {
    const { id } = await registered('水下机器人（一期）', 398)
    await registered('水下机器人（二期）', 399)
    const row = await figureOf(id)
    determinationId = row.id
    flagId = (await find(row.id))[0]?.id ?? ''
  })
  const override = (person: PersonName, text = reason, id = flagId) => overrideRedFlag(as(person), { id, reason: text })

  test.each(['poster', 'bidder', 'officer', 'approver', 'cashier', 'auditor'] as const)('not by %s', async person => {
    await expect(override(person)).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
  })

  test('not without a reason that says something', async () => {
    for (const text of ['', '没问题', '          '])
      await expect(override('reviewer', text)).rejects.toMatchObject({ problems: [{ path: 'reason' }] })
    await expect(override('reviewer', reason, uuidv7())).rejects.toMatchObject({ noun: 'red flag' })
  })

  test('not by a reviewer who computed the figure', async () => {
    const { id } = await registered('水下机器人（三期）', 397)
    const row = await figureOf(id, { policyId: 'district', by: 'reviewer' })
    const [flag] = await find(row.id)
    await expect(override('reviewer', reason, flag?.id)).rejects.toMatchObject({ code: 'SAME_PERSON' })
  })

  test('once, with name, time and reason; found again, it stays set aside', async () => {
    const done = await override('reviewer', `  ${reason}\n`)
    const by = { overriddenBy: world().people.reviewer.userId, overriddenByName: 'reviewer', overrideReason: reason }
    expect(done).toMatchObject(by)
    await expect(override('reviewer')).rejects.toMatchObject({ code: 'FLAG_OVERRIDDEN' })
    const again = await find(determinationId)
    expect(again.find(({ id }) => id === flagId)).toMatchObject(by)
    expect(await auditedActions(database.db, determinationId)).toContain('red_flag.override')
  })
})

describe('on the way to the money', () => {
  test('a claim looks for flags; approval waits until each is set aside', async () => {
    const { id: contractId } = await registered('重载机器人（一期）', 360)
    await registered('重载机器人（二期）', 361)
    const { id, ceilingFen } = await figureOf(contractId)
    const payee = { accountName: 'Test university', bankName: '中原银行郑州分行', accountNumber: '6222020200112233' }
    await claimSubsidy(as('bidder'), { id, payee, evidence: [] })
    const [flags] = await listRedFlags(as('officer'), { determinationIds: [id] })
    const [flag] = flags ?? []
    expect(flag).toMatchObject({ kind: 'split_contracts', overriddenAt: null })
    await reviewDetermination(as('reviewer'), { id, note: '' })
    const approve = () => approveDetermination(as('approver'), { id, approvedFen: ceilingFen, note: '' })
    await expect(approve()).rejects.toMatchObject({
      code: 'OPEN_RED_FLAGS',
      flagIds: [flag?.id],
      kinds: ['split_contracts'],
    })
    await overrideRedFlag(as('reviewer'), { id: flag?.id ?? '', reason })
    expect(await approve()).toMatchObject({ state: 'approved' })
    await expect(find(id)).rejects.toMatchObject({ code: 'FLAGS_CLOSED', state: 'approved' })
  })

  test('telling looks too; a review finds what has come since, and it stays open', async () => {
    const { id: contractId } = await registered('边缘网关（一期）', 362)
    const { id } = await figureOf(contractId)
    await tellSubsidy(as('officer'), { id })
    const flags = async () =>
      (await listRedFlags(as('officer'), { determinationIds: [id] }))[0]?.map(({ kind }) => kind)
    expect(await flags()).toEqual([])
    await registered('边缘网关（二期）', 363)
    await reviewDetermination(as('reviewer'), { id, note: '' })
    expect(await flags()).toEqual(['split_contracts'])
    const audited = (await auditedActions(database.db, id)).slice(1)
    expect(audited).toEqual(['red_flag.find', 'subsidy.tell', 'red_flag.find', 'subsidy.review'])
  })
})

describe('reading', () => {
  test('the bureau sees all, nobody else whether there are any', async () => {
    const [row] = await database.db.select({ id: redFlag.determinationId }).from(redFlag).limit(1)
    const determinationIds = [row?.id ?? '', uuidv7()]
    for (const person of ['officer', 'reviewer', 'approver', 'cashier', 'auditor'] as const)
      expect((await listRedFlags(as(person), { determinationIds })).map(flags => Number(flags?.length) > 0)).toEqual([
        true,
        false,
      ])
    for (const person of ['poster', 'bidder', 'registrar', 'stray'] as const)
      expect(await listRedFlags(as(person), { determinationIds })).toEqual([null, null])
  })
})

describe('past the verbs', () => {
  const refuses = (work: Promise<unknown>, constraint: string) =>
    expect(work).rejects.toMatchObject({ cause: { constraint_name: constraint } })
  const officerId = () => world().people.officer.userId
  const flags = { open: '', done: '' }
  beforeAll(async () => {
    const subjects = await Promise.all(
      ['超声探伤（一期）', '磁粉探伤（一期）'].map(async title => {
        await registered(title.replace('一', '二'), 365)
        return (await registered(title, 366)).id
      }),
    )
    const rows = await determineSubsidy(as('officer'), { policyId: 'city', rule: 'seller', year })
    const [open, done] = subjects.map(subject => rows.find(({ subjectId }) => subjectId === subject)?.id ?? '')
    flags.open = (await find(open ?? ''))[0]?.id ?? ''
    flags.done = (await find(done ?? ''))[0]?.id ?? ''
    await overrideRedFlag(as('reviewer'), { id: flags.done, reason })
  })
  const rowOf = async (id: string) => {
    const [row] = await database.db.select().from(redFlag).where(eq(redFlag.id, id))
    if (!row) throw new Error('no such flag')
    return row
  }
  const write = (id: string, change: Partial<typeof redFlag.$inferInsert>) =>
    database.db.update(redFlag).set(change).where(eq(redFlag.id, id))
  const aside = () => ({
    overriddenBy: world().people.reviewer.userId,
    overriddenAt: new Date(),
    overrideReason: reason,
  })

  test('a flag stays as it was found, and as it was set aside', async () => {
    const { open, done } = flags
    await refuses(database.db.delete(redFlag).where(eq(redFlag.id, open)), 'red_flag_fixed')
    await refuses(write(open, { ...aside(), fingerprint: 'c'.repeat(64) }), 'red_flag_fixed')
    await refuses(write(done, { overrideReason: `${reason}！` }), 'red_flag_fixed')
    await refuses(write(done, { overriddenBy: null, overriddenAt: null, overrideReason: null }), 'red_flag_fixed')
  })

  test('whoever computed does not set it aside, nor anybody without a reason', async () => {
    const { open } = flags
    await refuses(write(open, { ...aside(), overriddenBy: officerId() }), 'red_flag_another_person')
    await refuses(write(open, { ...aside(), overriddenBy: world().people.approver.userId }), 'red_flag_roles')
    await refuses(write(open, { ...aside(), overrideReason: '短' }), 'red_flag_reason_length')
    await refuses(write(open, { ...aside(), overrideReason: null }), 'red_flag_overridden')
  })

  test('no flag is found in a simulated figure, or found set aside', async () => {
    const flag = await rowOf(flags.open)
    const [simulated] = await database.db
      .select()
      .from(determination)
      .where(eq(determination.state, 'simulated'))
      .limit(1)
    const row = { ...flag, id: uuidv7(), fingerprint: 'd'.repeat(64) }
    await refuses(
      database.db.insert(redFlag).values({ ...row, determinationId: simulated?.id ?? '' }),
      'red_flag_state',
    )
    await refuses(database.db.insert(redFlag).values({ ...row, ...aside() }), 'red_flag_fixed')
  })
})
