/** Red flags of real contracts, payments, people and bids. */
import { eq, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import { bid } from '#db/schema/bid.ts'
import { challenge } from '#db/schema/challenge.ts'
import { membership } from '#db/schema/identity.ts'
import { system } from '#domain/access/actor.ts'
import {
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
import { useFlagTown, wan, year } from '#test/support/flag-town.ts'
import { createContract } from '#usecases/contract/create-contract.ts'
import { signContract } from '#usecases/contract/sign-contract.ts'
import { recordPayment } from '#usecases/payment/record-payment.ts'
import { acceptRegistration } from '#usecases/registration/accept-registration.ts'
import { examineRegistration } from '#usecases/registration/examine-registration.ts'
import { registerContract } from '#usecases/registration/register-contract.ts'
import { submitRegistration } from '#usecases/registration/submit-registration.ts'
import { determineSubsidy } from '#usecases/subsidy/figure/determine-subsidy.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'

const database = useDatabase()
const { world, as, find, kindsOf, figureOf, registered } = useFlagTown(database)

describe('what is found', () => {
  test('one contract between strangers, paid once: nothing', async () => {
    const { id } = await registered('永磁电机转让', 700)
    await pay(world(), id, wan(700))
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

  test('the same contract by a later version under another name; not under one that it had', async () => {
    const { id } = await registered('微波消解仪', 830)
    const load = async (text: string) => loadPolicyVersions(world().ctx(system), { packs: [{ name: 'turned', text }] })
    await load(flagPolicy('turned'))
    const first = await figureOf(id, { policyId: 'turned' })
    const next = flagPolicy('turned').replace("version: '1'", "version: '2'").replace('2020-01-01', '2021-01-01')
    await load(next.replace('id: seller', 'id: renamed'))
    expect(await kindsOf((await figureOf(id, { policyId: 'turned', rule: 'buyer' })).id)).toEqual([])
    const [flag, ...others] = await find((await figureOf(id, { policyId: 'turned', rule: 'renamed' })).id)
    expect(others).toEqual([])
    expect(flag?.explanation.records[0]).toMatchObject({ kind: 'determination', id: first.id })
  })

  test('money that came back', async () => {
    const there = await registered('伺服驱动', 1_300)
    const { enterprise: sellerId, university: buyerId } = world().organisations
    const terms = contractTerms({ title: '培训服务', contractAmountFen: wan(2_000), type: 'service' })
    const back = await createContract(as('bidder'), { buyerId, sellerId, terms })
    await signByBoth(world(), back.id)
    await pay(world(), there.id, wan(1_300))
    const row = await figureOf(there.id)
    expect(await kindsOf(row.id)).toEqual([])
    const evidence = slip('back')
    await recordPayment(as('bidder'), { contractId: back.id, amountFen: wan(1_250), occurredOn: today(), evidence })
    const [flag] = await find(row.id)
    expect(flag).toMatchObject({ kind: 'round_trip' })
    expect(flag?.explanation.zh).toContain('付款首尾相接')
  })
})

test('of a clause with two readings, the thresholds of the one the figure was computed under', async () => {
  const text = flagPolicy('read-twice').replace(
    'per: contract.id',
    'per: { choose: key, readings: { seller: contract.sellerId, contract: contract.id } }\n    parameters:\n      - { id: key, question: 每家还是每份, default: seller, readings: [{ id: seller, text: 每家 }, { id: contract, text: 每份 }] }',
  )
  await loadPolicyVersions(world().ctx(system), { packs: [{ name: 'read-twice', text }] })
  const first = await registered('单晶硅炉热场（一期）', 391)
  await registered('单晶硅炉热场（二期）', 392)
  const parameters = { 'seller.key': 'contract' }
  const rows = await determineSubsidy(as('officer'), { policyId: 'read-twice', rule: 'seller', year, parameters })
  const figure = rows.find(({ subjectId }) => subjectId === first.id)
  expect(await kindsOf(figure?.id ?? '')).toEqual(['split_contracts'])
})

describe('parties that are not strangers', () => {
  test('a person who belongs to both; an invitation that nobody accepted says nothing', async () => {
    const { otherEnterprise: buyerId, otherUniversity: sellerId, registry: registryId } = world().organisations
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
      userId: world().people.rival.userId,
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
    const challengeId = await awardedChallenge(database.db, world())
    const terms = contractTerms({ title: '控制器攻关', contractAmountFen: wan(1_500), type: 'development' })
    const { id } = await createContract(as('poster'), { challengeId, terms })
    const contract = await signByBoth(world(), id)
    await registeredContract(world(), contract)
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
        organisationId: world().organisations.otherUniversity,
        state: 'not_awarded',
        priceFen: 2_500_000_000n,
        plan: `另：${plan}`,
        durationDays: 300,
        feedbackReason: 'price',
        sealedAt: new Date(),
        openedAt: new Date(),
        createdBy: world().people.otherBidder.userId,
      })
    })
    expect(await kindsOf((await figureOf(contractId)).id)).toEqual(['identical_price', 'text_copied'])
  })
})
