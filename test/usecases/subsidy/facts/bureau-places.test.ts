/** Of two bureaus each minds its own place: facts and payments of its units, and what it determined. */
import { beforeAll, describe, expect, test } from 'vitest'
import { system } from '#domain/access/actor.ts'
import { type BureauRole, settleBureau } from '#test/support/bureaus.ts'
import { slip, today } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { packText } from '#test/support/policy-text.ts'
import { approved, claimed, determined, loadPolicyInForce, paidProject, storedFigure } from '#test/support/subsidy.ts'
import { createWorld, type UserActor, type World } from '#test/support/world.ts'
import { getEvidence } from '#usecases/payment/get-evidence.ts'
import { reverseMoneyFact } from '#usecases/payment/reverse-money-fact.ts'
import { importSubsidyFacts } from '#usecases/subsidy/facts/import-subsidy-facts.ts'
import { listSubsidyFacts } from '#usecases/subsidy/facts/list-subsidy-facts.ts'
import { recordSubsidyFact } from '#usecases/subsidy/facts/record-subsidy-fact.ts'
import { determineSubsidy } from '#usecases/subsidy/figure/determine-subsidy.ts'
import { findDetermination } from '#usecases/subsidy/figure/find-determination.ts'
import { listRuns } from '#usecases/subsidy/figure/find-runs.ts'
import { listDeterminationSteps } from '#usecases/subsidy/figure/list-determination-steps.ts'
import { listDeterminations } from '#usecases/subsidy/figure/list-determinations.ts'
import { listMyEntitlements } from '#usecases/subsidy/figure/list-my-entitlements.ts'
import { requestRun } from '#usecases/subsidy/figure/request-run.ts'
import { listRedFlags } from '#usecases/subsidy/flags/list-red-flags.ts'
import { claimSubsidy } from '#usecases/subsidy/money/claim-subsidy.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'

const places = { province: '410000', beside: '410100', below: '410105', away: '410300' }
type Place = keyof typeof places

const database = useDatabase()
let world: World
let policy: { id: string; policyId: string }
const bureaus = {} as Record<Place, Record<BureauRole, UserActor>>
beforeAll(async () => {
  world = await createWorld(database.db)
  policy = await loadPolicyInForce(world)
  for (const [n, [place, regionCode]] of Object.entries(places).entries())
    bureaus[place as Place] = await settleBureau(database.db, { regionCode, n })
})
const of = (place: Place, role: BureauRole) => world.ctx(bureaus[place][role])
const as = (name: keyof World['people']) => world.ctx(world.people[name])
const refused = { code: 'NOT_ALLOWED' }

describe('facts are kept, and payments reversed, by a bureau of the place', () => {
  const proof = { source: '名单', document: null, evidenceId: null }
  const keep = (ctx: ReturnType<typeof as>, kind: string, fields: object = { holderId: 'Test enterprise' }) => {
    const certificate = { ...fields, kind, grantedOn: '2024-01-01' }
    return recordSubsidyFact(ctx, { table: 'evidence', fields: certificate, ...proof, replacesId: null })
  }

  test('of a unit', async () => {
    await expect(keep(of('away', 'officer'), 'a')).rejects.toMatchObject(refused)
    for (const place of ['province', 'beside', 'below'] as const)
      expect((await keep(of(place, 'officer'), place)).bureauName).toContain(places[place])
  })

  test('of a contract or a project of its own', async () => {
    const { contract, challengeId, facts } = await paidProject(database.db, world, [100n])
    const attribute = (ctx: ReturnType<typeof as>, table: 'contracts' | 'projects', id: string) =>
      recordSubsidyFact(ctx, { table, fields: { id, tags: ['x'] }, ...proof, replacesId: null })
    for (const [table, id] of [
      ['contracts', contract.id],
      ['projects', challengeId],
    ] as const) {
      await expect(attribute(of('away', 'officer'), table, id)).rejects.toMatchObject(refused)
      await attribute(of('below', 'officer'), table, id)
    }
    const reversal = { id: facts[0]?.id ?? '', reason: '退款', reversedOn: today(), evidence: slip('back') }
    await expect(reverseMoneyFact(of('away', 'officer'), reversal)).rejects.toMatchObject(refused)
    expect(await reverseMoneyFact(of('province', 'officer'), reversal)).toMatchObject({ contractId: contract.id })
  })

  test('row by row of a file', async () => {
    const text = '持有人,指标,金额（元）,日期\r\nTest enterprise,rd_spend,1,2024-12-31'
    const file = { bytes: new TextEncoder().encode(text), fileName: 'facts.csv' }
    const input = { table: 'figures', file, isPreview: false, ...proof } as const
    const problem = { path: 'row', message: 'is about a unit of another region' }
    expect(await importSubsidyFacts(of('away', 'officer'), input)).toMatchObject({
      kept: 0,
      failed: [{ rowNo: 2, problems: [problem] }],
    })
    expect(await importSubsidyFacts(as('officer'), input)).toMatchObject({ kept: 1 })
  })

  test('and read by those, with their documents: of a unit, a contract and a project alike', async () => {
    const { contract, challengeId } = await paidProject(database.db, world, [])
    const about: [string, object][] = [
      ['evidence', { holderId: 'Test enterprise', kind: 'read', grantedOn: '2024-01-01' }],
      ['contracts', { id: contract.id, tags: ['read'] }],
      ['projects', { id: challengeId, tags: ['read'] }],
    ]
    const everything = {
      table: null,
      search: '',
      isStandingOnly: true,
      isOwnBureauOnly: false,
      first: 100,
      after: null,
    }
    for (const [table, fields] of about) {
      const kept = { source: '', document: slip('read'), evidenceId: null, replacesId: null }
      const input = { table: table as 'evidence', fields: fields as Record<string, unknown>, ...kept }
      const { id, evidence } = await recordSubsidyFact(of('province', 'officer'), input)
      for (const [place, isThere] of [
        ['province', true],
        ['beside', true],
        ['below', true],
        ['away', false],
      ] as const) {
        const reader = of(place, 'auditor')
        const { items } = await listSubsidyFacts(reader, everything)
        const document = await getEvidence(reader, { id: evidence?.id ?? '' }).catch(error => error.code)
        expect([place, items.some(({ item }) => item.id === id), document !== 'NOT_FOUND']).toEqual([
          place,
          isThere,
          isThere,
        ])
      }
    }
  })

  test('the unit reads them, and not who of the bureau wrote them down', async () => {
    await keep(as('officer'), 'named')
    const names = async (name: 'officer' | 'poster') => {
      const wish = { table: null, search: '', isStandingOnly: false, isOwnBureauOnly: false, first: 1, after: null }
      return (await listSubsidyFacts(as(name), wish)).items.map(({ item }) => [item.recordedByName, item.bureauName])
    }
    expect(await names('officer')).toEqual([['officer', 'Test bureau']])
    expect(await names('poster')).toEqual([[null, 'Test bureau']])
  })
})

test('a figure, its notes, flags and documents are for the bureau that pays and for those above it', async () => {
  const { challengeId } = await paidProject(database.db, world, [100_000_000n])
  const { id } = await determined(world, challengeId)
  await approved(world, id, 30_000_000n)
  const contract = (await findDetermination(as('officer'), { id }))?.trace
  expect(contract).toBeTruthy()
  const sees = async (ctx: ReturnType<typeof as>) => {
    const page = await listDeterminations(ctx, { subjectId: challengeId, first: 10, after: null })
    return {
      figure: (await findDetermination(ctx, { id }))?.id ?? null,
      steps: (await listDeterminationSteps(ctx, { ids: [id] }))[0]?.length,
      flags: (await listRedFlags(ctx, { determinationIds: [id] }))[0]?.length ?? null,
      listed: page.items.length,
    }
  }
  const all = await sees(as('cashier'))
  expect(all).toMatchObject({ figure: id, listed: 1 })
  expect([all.steps, all.flags].every(Number)).toBe(true)
  expect(await sees(of('province', 'reviewer'))).toEqual(all)
  for (const place of ['beside', 'below', 'away'] as const)
    for (const role of ['officer', 'auditor'] as const)
      expect(await sees(of(place, role))).toEqual({ figure: null, steps: 0, flags: null, listed: 0 })
})

test('documents of a claim too', async () => {
  const record = '00000000-0000-7000-8000-00000000beef'
  const trace = {
    ...{ rule: 'jbgs-rd', title: '奖励', key: { field: 'x', value: record }, readings: [] },
    inputs: [{ record, kind: 'figure', used: true, source: null }],
  }
  const id = await storedFigure(database.db, world, policy, { trace })
  const document = slip('proof')
  await claimSubsidy(as('poster'), { id, payee: payee(), evidence: [{ record, document }] })
  const [evidence] = await database.db.query.evidenceFile.findMany({ where: (t, { eq }) => eq(t.subjectId, id) })
  const read = (ctx: ReturnType<typeof as>) => getEvidence(ctx, { id: evidence?.id ?? '' })
  for (const place of ['beside', 'below', 'away'] as const)
    await expect(read(of(place, 'reviewer'))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect((await read(of('province', 'auditor'))).id).toBe((await read(as('reviewer'))).id)
})

const payee = (name = 'enterprise') => ({
  accountName: `Test ${name}`,
  bankName: '中国银行郑州分行',
  accountNumber: '622200001234',
})

test('an auditor reads, and does nothing of what there is to read', async () => {
  const { challengeId } = await paidProject(database.db, world, [100_000_000n])
  const ask = { policyId: policy.policyId, rule: 'jbgs-rd' }
  await expect(determineSubsidy(as('auditor'), { ...ask, challengeId })).rejects.toMatchObject(refused)
  await expect(requestRun(as('auditor'), ask)).rejects.toMatchObject(refused)
  const { id } = await requestRun(as('officer'), ask)
  expect((await listRuns(as('auditor'))).map(run => run.id)).toEqual([id])
  await expect(listRuns(as('cashier'))).rejects.toMatchObject(refused)
})

test('an agency of technology managers claims and reads its own figures', async () => {
  const id = await storedFigure(database.db, world, policy, { beneficiaryId: world.organisations.broker })
  expect((await findDetermination(as('manager'), { id }))?.id).toBe(id)
  expect(await findDetermination(as('poster'), { id })).toBeNull()
  expect((await listDeterminations(as('manager'), { first: 10, after: null })).items).toHaveLength(1)
  const row = await claimSubsidy(as('manager'), { id, payee: payee('broker'), evidence: [] })
  expect(row).toMatchObject({ state: 'claimed', claimedBy: world.people.manager.userId })
  await expect(claimed(world, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(await listMyEntitlements(as('manager'), {})).toMatchObject({ items: [] })
})

test('an agency sees what the contracts give that it brokered', async () => {
  const text = packText('brokered')
    .replaceAll('contract.sellerId', 'contract.brokerId')
    .replace('receipt.receivedOn', 'contract.registeredOn')
    .replace('{ of: receipts, amount: receipt.amountFen }', '{ of: contracts, amount: contract.contractAmountFen }')
  await loadPolicyVersions(world.ctx(system), { packs: [{ name: 'brokered', text }] })
  const { contract } = await paidProject(database.db, world, [])
  const fields = { id: contract.id, brokerId: 'Test broker' }
  const proof = { source: '中介合同', document: null, evidenceId: null, replacesId: null }
  await recordSubsidyFact(as('officer'), { table: 'contracts', fields, ...proof })
  const { items } = await listMyEntitlements(as('manager'), {})
  expect(items).toMatchObject([{ policyId: 'brokered', entitledFen: 20_000_000n }])
})
