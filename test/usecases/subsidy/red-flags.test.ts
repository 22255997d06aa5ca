/** Red flags of real contracts, payments and bids; and what a reviewer may do about them. */
import { eq, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ContractHead } from '#db/queries/contract.ts'
import { bid } from '#db/schema/bid.ts'
import { challenge } from '#db/schema/challenge.ts'
import { membership } from '#db/schema/identity.ts'
import { redFlag } from '#db/schema/red-flag.ts'
import { determination } from '#db/schema/subsidy.ts'
import { system } from '#domain/access/actor.ts'
import type { RedFlagKind } from '#domain/subsidy/flags/red-flag.ts'
import {
  auditedActions,
  awardedChallenge,
  contractTerms,
  pay,
  registeredContract,
  signByBoth,
  slip,
  today,
} from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { flagPolicy } from '#test/support/flag-policy.ts'
import { createWorld, type PersonName, type World } from '#test/support/world.ts'
import { createContract } from '#usecases/contract/create-contract.ts'
import { signContract } from '#usecases/contract/sign-contract.ts'
import { recordPayment } from '#usecases/payment/record-payment.ts'
import { acceptRegistration } from '#usecases/registration/accept-registration.ts'
import { examineRegistration } from '#usecases/registration/examine-registration.ts'
import { registerContract } from '#usecases/registration/register-contract.ts'
import { submitRegistration } from '#usecases/registration/submit-registration.ts'
import { approveDetermination } from '#usecases/subsidy/approve-determination.ts'
import { claimSubsidy } from '#usecases/subsidy/claim-subsidy.ts'
import { determineSubsidy } from '#usecases/subsidy/determine-subsidy.ts'
import { findRedFlags } from '#usecases/subsidy/find-red-flags.ts'
import { listRedFlags } from '#usecases/subsidy/list-red-flags.ts'
import { loadPolicyVersions } from '#usecases/subsidy/load-policy-versions.ts'
import { overrideRedFlag } from '#usecases/subsidy/override-red-flag.ts'
import { reviewDetermination } from '#usecases/subsidy/review-determination.ts'
import { tellSubsidy } from '#usecases/subsidy/tell-subsidy.ts'

const year = Number(today().slice(0, 4))
const wan = (amount: number) => BigInt(amount) * 1_000_000n
const reason = '已核对合同与项目台账，确系两个独立项目'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
  const packs = ['city', 'province', 'district'].map(id => ({ name: id, text: flagPolicy(id) }))
  await loadPolicyVersions(world.ctx(system), { packs })
})
const as = (name: PersonName) => world.ctx(world.people[name])

/** The figure of a rule for one contract; the others of the year are left alone. */
async function figureOf(contractId: string, { policyId = 'city', rule = 'seller', by = 'officer' as PersonName } = {}) {
  const rows = await determineSubsidy(as(by), { policyId, rule, year })
  const row = rows.find(({ subjectId }) => subjectId === contractId)
  if (!row) throw new Error('the rule gives nothing for this contract')
  return row
}

const find = async (determinationId: string) => findRedFlags(as('officer'), { determinationId })
const kindsOf = async (determinationId: string): Promise<RedFlagKind[]> =>
  (await find(determinationId)).map(({ kind }) => kind).sort()

/** Enterprise buys from university. */
async function registered(title: string, amount: number): Promise<ContractHead> {
  const { enterprise: buyerId, university: sellerId } = world.organisations
  const terms = contractTerms({ title, contractAmountFen: wan(amount), type: 'transfer' })
  const { id } = await createContract(as('poster'), { buyerId, sellerId, terms })
  const signed = await signByBoth(world, id)
  await registeredContract(world, signed)
  return signed
}

describe('what is found', () => {
  test('one contract between strangers, paid once: nothing', async () => {
    const { id } = await registered('永磁电机转让', 700)
    await pay(world, id, wan(700))
    expect(await kindsOf((await figureOf(id)).id)).toEqual([])
  })

  test('two just under 400万元, from which the cap binds; a third on another subject is not of the set', async () => {
    const first = await registered('石墨烯涂层材料转让合同（一期）', 395)
    const second = await registered('石墨烯涂层材料转让合同（二期）', 390)
    await registered('肉牛育种', 392)
    const [flag, ...others] = await find((await figureOf(first.id)).id)
    expect(others).toEqual([])
    expect(flag).toMatchObject({ kind: 'split_contracts', overriddenAt: null })
    expect(flag?.explanation.records.map(({ id }) => id).sort()).toEqual([first.id, second.id].sort())
    expect(flag?.explanation.figures).toContainEqual({ name: 'threshold', unit: 'fen', value: String(wan(400)) })
  })

  test('one slip for payments on two contracts', async () => {
    const [first, second] = [await registered('氢燃料电堆', 810), await registered('气象雷达', 60)]
    const evidence = slip('twice')
    for (const { id: contractId } of [first, second])
      await recordPayment(as('poster'), { contractId, amountFen: wan(50), occurredOn: today(), evidence })
    const row = await figureOf(first.id)
    expect(await kindsOf(row.id)).toEqual(['evidence_reused'])
  })

  test('the same contract for the same beneficiary under another policy; not for the other party', async () => {
    const { id } = await registered('冷链物流监测', 820)
    const city = await figureOf(id)
    await figureOf(id, { policyId: 'province', rule: 'buyer' })
    expect(await kindsOf(city.id)).toEqual([])
    const province = await figureOf(id, { policyId: 'province' })
    const [flag] = await find(city.id)
    expect(flag).toMatchObject({ kind: 'funded_twice' })
    expect(flag?.explanation.records[0]).toMatchObject({ kind: 'determination', id: province.id })
  })

  test('money that came back', async () => {
    const there = await registered('伺服驱动', 1_300)
    const { enterprise: sellerId, university: buyerId } = world.organisations
    const terms = contractTerms({ title: '培训服务', contractAmountFen: wan(2_000), type: 'service' })
    const back = await createContract(as('bidder'), { buyerId, sellerId, terms })
    await signByBoth(world, back.id)
    await pay(world, there.id, wan(1_300))
    const row = await figureOf(there.id)
    expect(await kindsOf(row.id)).toEqual([])
    const evidence = slip('back')
    await recordPayment(as('bidder'), { contractId: back.id, amountFen: wan(1_250), occurredOn: today(), evidence })
    const [flag] = await find(row.id)
    expect(flag).toMatchObject({ kind: 'round_trip' })
    expect(flag?.explanation.zh).toContain('付款首尾相接')
  })
})

describe('parties that are not strangers', () => {
  test('a person who belongs to both; an invitation that nobody accepted says nothing', async () => {
    const { otherEnterprise: buyerId, otherUniversity: sellerId, registry: registryId } = world.organisations
    const terms = contractTerms({ title: '疫苗佐剂', contractAmountFen: wan(640), type: 'transfer' })
    const { id } = await createContract(as('rival'), { buyerId, sellerId, terms })
    await signContract(as('rival'), { id })
    const contract = await signContract(as('otherBidder'), { id })
    const submitted = await submitRegistration(as('otherBidder'), { contractId: id, registryId, note: '' })
    await acceptRegistration(as('registrar'), { id: submitted.id })
    const { type: recognisedType, technologyAmountFen: recognisedAmountFen } = contract
    await examineRegistration(as('registrar'), { id: submitted.id, recognisedType, recognisedAmountFen })
    await registerContract(as('secondRegistrar'), { id: submitted.id })
    const row = await figureOf(id)
    const invited = {
      id: uuidv7(),
      userId: world.people.rival.userId,
      organisationId: sellerId,
      organisationKind: 'university' as const,
      role: 'member' as const,
    }
    await database.db.insert(membership).values(invited)
    expect(await kindsOf(row.id)).toEqual([])
    await database.db.update(membership).set({ acceptedAt: new Date() }).where(eq(membership.id, invited.id))
    const [flag] = await find(row.id)
    expect(flag).toMatchObject({ kind: 'affiliated_parties' })
    expect(flag?.explanation.zh).toContain('rival 是双方的成员')
  })
})

describe('how the challenge went', () => {
  /** Behind the guards: what they forbid after opening is set up here. */
  const behind = (work: (tx: Parameters<Parameters<typeof database.db.transaction>[0]>[0]) => Promise<unknown>) =>
    database.db.transaction(async tx => {
      await tx.execute(sql`set local session_replication_role = replica`)
      await work(tx)
    })

  async function ofChallenge() {
    const challengeId = await awardedChallenge(database.db, world)
    const terms = contractTerms({ title: '控制器攻关', contractAmountFen: wan(1_500), type: 'development' })
    const { id } = await createContract(as('poster'), { challengeId, terms })
    const contract = await signByBoth(world, id)
    await registeredContract(world, contract)
    return { challengeId, contractId: id }
  }

  test('one bid, within a third of a second', async () => {
    const { contractId } = await ofChallenge()
    expect(await kindsOf((await figureOf(contractId)).id)).toEqual(['short_bid_window', 'single_bid'])
  })

  test('two bids, at one price, with one text; the window was long', async () => {
    const { challengeId, contractId } = await ofChallenge()
    const plan = Array.from({ length: 300 }, (_, n) => String.fromCodePoint(0x4e00 + ((n * 7_919) % 20_000))).join('')
    const copy = { challengeId, sealedContent: new Uint8Array(8), commitment: 'b'.repeat(64), salt: 's', team: [] }
    await behind(async tx => {
      await tx.update(bid).set({ plan }).where(eq(bid.challengeId, challengeId))
      await tx
        .update(challenge)
        .set({ publishedAt: sql`bids_close_at - interval '20 days'` })
        .where(eq(challenge.id, challengeId))
      await tx.insert(bid).values({
        ...copy,
        id: uuidv7(),
        organisationId: world.organisations.otherUniversity,
        state: 'not_awarded',
        priceFen: 2_500_000_000n,
        plan: `另：${plan}`,
        durationDays: 300,
        feedbackReason: 'price',
        sealedAt: new Date(),
        openedAt: new Date(),
        createdBy: world.people.otherBidder.userId,
      })
    })
    expect(await kindsOf((await figureOf(contractId)).id)).toEqual(['identical_price', 'text_copied'])
  })
})

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
    const { id } = await registered('精密减速器（一期）', 370)
    await registered('精密减速器（二期）', 371)
    const one = await figureOf(id)
    const [all] = await determineSubsidy(as('officer'), { policyId: 'city', rule: 'volume', year })
    if (!all) throw new Error('nothing was sold')
    const records = ({ trace }: { trace: unknown }) => (trace as { inputs: unknown[] }).inputs.length
    expect([records(one), records(all) > 5]).toEqual([1, true])
    const count = async (determinationId: string) => {
      await find(determinationId)
      const before = database.opened.statementCount()
      await find(determinationId)
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
    await loadPolicyVersions(world.ctx(system), { packs: [{ name: 'draft', text: flagPolicy('plan', 'draft') }] })
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
    const by = { overriddenBy: world.people.reviewer.userId, overriddenByName: 'reviewer', overrideReason: reason }
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
  const officerId = () => world.people.officer.userId
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
  const aside = () => ({ overriddenBy: world.people.reviewer.userId, overriddenAt: new Date(), overrideReason: reason })

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
    await refuses(write(open, { ...aside(), overriddenBy: world.people.approver.userId }), 'red_flag_roles')
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
