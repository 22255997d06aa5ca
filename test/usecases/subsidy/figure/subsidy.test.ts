import { readFileSync } from 'node:fs'
import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { determination, policyVersion } from '#db/schema/subsidy.ts'
import { anonymous, system } from '#domain/access/actor.ts'
import type { ContractTerms } from '#domain/contract/check-contract.ts'
import {
  auditedActions,
  awardedChallenge,
  contractTerms,
  draftContract,
  pay,
  registeredContract,
  signByBoth,
  signedContract,
  slip,
  today,
} from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { createWorld, type World } from '#test/support/world.ts'
import { createContract } from '#usecases/contract/create-contract.ts'
import { recordReceipt } from '#usecases/payment/record-receipt.ts'
import { type DetermineSubsidyInput, determineSubsidy } from '#usecases/subsidy/figure/determine-subsidy.ts'
import { findDetermination } from '#usecases/subsidy/figure/find-determination.ts'
import { listDeterminations } from '#usecases/subsidy/figure/list-determinations.ts'
import { inputsOf, type StoredTrace } from '#usecases/subsidy/figure/stored-trace.ts'
import { findPolicy } from '#usecases/subsidy/policy/find-policy.ts'
import { listPolicies } from '#usecases/subsidy/policy/list-policies.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'

const policyId = 'zhengzhou-2022-draft'
const text = readFileSync(new URL('../../../../policies/zhengzhou-2022-draft.yaml', import.meta.url), 'utf8')
const thisYear = Number(today().slice(0, 4))

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
  await loadPolicyVersions(world.ctx(system), { packs: [{ name: 'zhengzhou-2022-draft.yaml', text }] })
})
const as = (name: keyof World['people']) => world.ctx(world.people[name])
const determine = (rule: string, over: Partial<DetermineSubsidyInput>) =>
  determineSubsidy(as('officer'), { policyId, rule, ...over })
const traceOf = (row: { trace: unknown } | undefined) => row?.trace as StoredTrace

async function project(over: Partial<ContractTerms> = {}) {
  const challengeId = await awardedChallenge(database.db, world)
  const terms = contractTerms({ contractAmountFen: 2_000_000_000n, ...over })
  const { id } = await createContract(as('poster'), { challengeId, terms })
  return { challengeId, contract: await signByBoth(world, id) }
}

describe('policy versions', () => {
  test('a text is stored once, a changed one as a new version', async () => {
    const load = (changed: string) => loadPolicyVersions(world.ctx(system), { packs: [{ name: 'p', text: changed }] })
    const other = text.replace(`id: ${policyId}`, 'id: another')
    expect([await load(text), await load(other), await load(other)]).toEqual([0, 1, 0])
    expect(await load(other.replace("version: '1'", "version: '2'"))).toBe(1)
    expect((await findPolicy(world.ctx(anonymous), { id: 'another' }))?.version).toBe('2')
    const reused = load(other.replace("version: '1'", "version: '2\u200b'"))
    await expect(reused).rejects.toMatchObject({ problems: [{ path: 'p: version' }] })
    expect(await auditedActions(database.db, 'another')).toEqual(['policy.load', 'policy.load'])
    const change = database.db
      .update(policyVersion)
      .set({ status: 'in_force' })
      .where(eq(policyVersion.policyId, policyId))
    await expect(change).rejects.toMatchObject({ cause: { constraint_name: 'append_only' } })
  })

  test('are loaded by the program only; a broken pack names its file', async () => {
    await expect(loadPolicyVersions(as('admin'), { packs: [] })).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    const broken = loadPolicyVersions(world.ctx(system), { packs: [{ name: 'bad.yaml', text: 'format: none' }] })
    await expect(broken).rejects.toThrow('bad.yaml')
  })

  test('are read by anyone, each clause computable or with the reason why not', async () => {
    const listed = await listPolicies(world.ctx(anonymous))
    expect(listed.map(policy => policy.id)).toContain(policyId)
    const policy = await findPolicy(world.ctx(anonymous), { id: policyId })
    const clauses = policy?.clauses ?? []
    expect(policy?.status).toBe('draft')
    expect(clauses.flatMap(clause => clause.rules.map(rule => `${rule.id}: ${rule.subject}`))).toEqual([
      'enterprise-laboratory: year',
      'new-rd-institution: year',
      'jbgs-rd: challenge',
      'transfer: year',
      'pilot-base: year',
      'registry: year',
      'transfer-agency: year',
      'share: income',
      'scenario: year',
    ])
    const silent = clauses.filter(clause => !clause.rules.length && !clause.awards.length && !clause.noRule)
    expect(silent).toEqual([])
    expect(await findPolicy(world.ctx(anonymous), { id: 'none' })).toBeNull()
  })
})

describe('jbgs-rd: 30 % of what was paid for a project, at most 500万元', () => {
  test('gives the figure with every record it comes from', async () => {
    const { challengeId, contract } = await project()
    const registration = await registeredContract(world, contract)
    const payments = [await pay(world, contract.id, 700_000_000n), await pay(world, contract.id, 500_000_000n)]
    await recordReceipt(as('bidder'), {
      contractId: contract.id,
      amountFen: 700_000_000n,
      occurredOn: today(),
      evidence: slip(),
    })
    const [row, ...others] = await determine('jbgs-rd', { challengeId })
    expect(others).toEqual([])
    expect(row).toMatchObject({
      ceilingFen: 360_000_000n,
      state: 'simulated',
      subjectKind: 'challenge',
      subjectId: challengeId,
      beneficiaryId: world.organisations.enterprise,
      window: 'whole_life',
    })
    const trace = traceOf(row)
    expect(trace).toMatchObject({ resultFen: 360_000_000, rate: { value: '30', unit: 'percent' } })
    expect(trace.notes[0]).toBe('draft policy: simulation only')
    expect(trace.clause.quote).toContain('实际付款额')
    expect(inputsOf(trace).map(({ record, amountFen, used }) => ({ record, amountFen, used }))).toEqual(
      payments
        .map(({ id, amountFen }) => ({ record: id, amountFen: Number(amountFen), used: true }))
        .toSorted((a, b) => (a.record < b.record ? -1 : 1)),
    )
    for (const input of inputsOf(trace))
      expect(input.source).toMatchObject({
        contractId: contract.id,
        registrationNumber: registration.number,
        evidence: { sha256: payments.find(({ id }) => id === input.record)?.evidence.sha256 },
      })
    expect(await auditedActions(database.db, row?.id ?? '')).toEqual(['subsidy.determine'])
  })

  test('the cap binds above 1,666.67万元', async () => {
    const { challengeId, contract } = await project()
    await registeredContract(world, contract)
    await pay(world, contract.id, 2_000_000_000n)
    const [row] = await determine('jbgs-rd', { challengeId })
    expect(row?.ceilingFen).toBe(500_000_000n)
    expect(traceOf(row).cap).toMatchObject({ limitFen: 500_000_000, binds: true })
  })

  test('an unregistered contract counts for nothing, and the trace says so', async () => {
    const { challengeId, contract } = await project()
    await pay(world, contract.id, 100n)
    const [row] = await determine('jbgs-rd', { challengeId })
    expect(row?.ceilingFen).toBe(0n)
    expect(inputsOf(traceOf(row))).toMatchObject([{ used: false, source: { registrationNumber: null } }])
    expect(inputsOf(traceOf(row))[0]?.why).toContain('合同未登记')
  })

  test('another reading names another beneficiary', async () => {
    const { challengeId, contract } = await project()
    await registeredContract(world, contract)
    await pay(world, contract.id, 1_000n)
    const [row] = await determine('jbgs-rd', { challengeId, parameters: { 'jbgs-rd.beneficiary': 'solver' } })
    expect(row).toMatchObject({ beneficiaryId: world.organisations.university, ceilingFen: 300n })
  })

  test('without a payment there is nothing to determine', async () => {
    const { challengeId } = await project()
    await expect(determine('jbgs-rd', { challengeId })).rejects.toMatchObject({ code: 'NOTHING_TO_DETERMINE' })
  })
})

describe('the other rules', () => {
  let volumeFen = 0n
  beforeEach(async () => {
    const contract = await signedContract(world, { type: 'transfer', contractAmountFen: 2_500_000_000n })
    await registeredContract(world, contract)
    const [registry] = await determine('registry', { year: thisYear })
    volumeFen = BigInt(traceOf(registry).steps.find(step => step.label === 'base')?.valueFen ?? 0)
  })

  test('transfer: up to 2 % of what a unit had registered the year before, at most 50万元', async () => {
    const [row, ...others] = await determine('transfer', { year: thisYear + 1 })
    expect(others).toEqual([])
    expect(row).toMatchObject({
      beneficiaryId: world.organisations.university,
      subjectKind: 'organisation',
      window: String(thisYear),
      ceilingFen: 50_000_000n,
    })
    await expect(determine('transfer', { year: thisYear })).rejects.toMatchObject({ code: 'NOTHING_TO_DETERMINE' })
  })

  test('registry: 0.2 ‰ of what it registered', async () => {
    const [row] = await determine('registry', { year: thisYear })
    expect(row).toMatchObject({ beneficiaryId: world.organisations.registry, ceilingFen: volumeFen / 5000n })
    expect(inputsOf(traceOf(row)).every(input => input.source?.registrationNumber)).toBe(true)
    expect((await findDetermination(as('registrar'), { id: row?.id ?? '' }))?.id).toBe(row?.id)
  })

  test('share: at least 80 % of an income, rounded up', async () => {
    const { id: contractId } = await signedContract(world, { type: 'transfer' })
    const income = { contractId, incomeFen: 1_001n, receivedOn: today() }
    const [row] = await determine('share', { income })
    expect(row).toMatchObject({ subjectKind: 'contract', subjectId: contractId, ceilingFen: 801n })
    expect(traceOf(row).kind).toBe('share_floor')
  })

  test('share: an income that the contract cannot have had is refused', async () => {
    const { id: contractId, contractAmountFen } = await signedContract(world, { type: 'transfer' })
    const { id: draftId } = await draftContract(world, { type: 'transfer' })
    const income = { contractId, incomeFen: 1_000n, receivedOn: today() }
    const refusals = [
      [{ ...income, receivedOn: '2000-01-01' }, 'income.receivedOn'],
      [{ ...income, receivedOn: '2999-01-01' }, 'income.receivedOn'],
      [{ ...income, incomeFen: 90_000_000_000_001n }, 'income.incomeFen'],
      [{ ...income, incomeFen: contractAmountFen + 1n }, 'income.incomeFen'],
      [{ ...income, contractId: draftId }, 'income.contractId'],
    ] as const
    for (const [given, path] of refusals)
      await expect(determine('share', { income: given })).rejects.toMatchObject({ problems: [{ path }] })
  })
})

describe('who determines and who reads', () => {
  test.each([
    ['poster', 'NOT_ALLOWED'],
    ['registrar', 'NOT_ALLOWED'],
    ['cashier', 'NOT_ALLOWED'],
    ['stray', 'NOT_ALLOWED'],
  ] as const)('not %s', async (person, code) => {
    const input = { policyId, rule: 'registry', year: thisYear }
    await expect(determineSubsidy(as(person), input)).rejects.toMatchObject({ code })
  })

  test.each([
    ['a rule that is none', { rule: 'gold' }, 'rule'],
    ['a project without its name', { rule: 'jbgs-rd' }, 'challengeId'],
    ['a year without its number', { rule: 'transfer' }, 'year'],
    ['an income without its figure', { rule: 'share' }, 'income'],
    [
      'a reading that is none',
      { rule: 'registry', year: thisYear, parameters: { 'registry.x': 'y' } },
      'readings.registry.x',
    ],
  ])('%s is refused', async (_, input, path) => {
    await expect(determineSubsidy(as('officer'), { policyId, ...input })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      problems: [{ path }],
    })
  })

  test('an unknown policy or project is not found', async () => {
    const none = '00000000-0000-7000-8000-000000000000'
    await expect(determine('jbgs-rd', { policyId: 'none', challengeId: none })).rejects.toMatchObject({
      noun: 'policy',
    })
    await expect(determine('jbgs-rd', { challengeId: none })).rejects.toMatchObject({ noun: 'challenge' })
  })

  test('the beneficiary reads its own, others nothing', async () => {
    const own = await listDeterminations(as('poster'), { first: 100, after: null })
    expect(own.items.length).toBeGreaterThan(0)
    expect(own.items.every(({ item }) => item.beneficiaryId === world.organisations.enterprise)).toBe(true)
    const all = await listDeterminations(as('auditor'), { first: 100, after: null })
    expect(all.items.length).toBeGreaterThan(own.items.length)
    const id = own.items[0]?.item.id ?? ''
    expect((await findDetermination(as('poster'), { id }))?.id).toBe(id)
    expect(await findDetermination(as('bidder'), { id })).toBeNull()
    expect((await listDeterminations(as('rival'), { first: null, after: null })).items).toEqual([])
  })

  test('a figure of a draft goes no further, by SQL too', async () => {
    for (const state of ['determined', 'reviewed', 'paid'] as const)
      await expect(database.db.update(determination).set({ state })).rejects.toMatchObject({ cause: { code: '23514' } })
  })
})
