/** Facts that a bureau keeps: by the dictionary, proven, once; withdrawn they count no more and what was paid comes back. */
import { readFileSync } from 'node:fs'
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { clawback } from '#db/schema/subsidy.ts'
import { subsidyFact } from '#db/schema/subsidy-fact.ts'
import { system } from '#domain/access/actor.ts'
import type { KeptTable } from '#domain/subsidy/facts/kept-fields.ts'
import { auditedActions, slip, today } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { approved, paid, paidProject, settle } from '#test/support/subsidy.ts'
import { createWorld, fakeCreditCode, type PersonName, type World } from '#test/support/world.ts'
import { getEvidence } from '#usecases/payment/get-evidence.ts'
import { recordReceipt } from '#usecases/payment/record-receipt.ts'
import { findFactForm } from '#usecases/subsidy/facts/fact-form.ts'
import { listSubsidyFacts } from '#usecases/subsidy/facts/list-subsidy-facts.ts'
import { recordSubsidyFact } from '#usecases/subsidy/facts/record-subsidy-fact.ts'
import { withdrawSubsidyFact } from '#usecases/subsidy/facts/withdraw-subsidy-fact.ts'
import { determineSubsidy } from '#usecases/subsidy/figure/determine-subsidy.ts'
import { getDetermination } from '#usecases/subsidy/figure/find-determination.ts'
import { findClaim } from '#usecases/subsidy/money/find-claim.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'

const year = Number(today().slice(0, 4))
const lastYear = `${year - 1}-06-30`
const enterprise = 'Test enterprise'

/** A pack of the tests as if the bureau of the town had signed it. */
const inForce = (name: string) =>
  readFileSync(new URL(`../../../domain/subsidy/packs/${name}.yaml`, import.meta.url), 'utf8')
    .replace(/^jurisdiction: .*$/m, "jurisdiction: '410100'")
    .replace(/^status: .*$/m, 'status: in_force')
    .replace(/^effectiveFrom: .*$/m, "effectiveFrom: '2022-01-01'")

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
  const packs = ['rd-spend', 'recognition', 'achievement', 'brokers'].map(name => ({ name, text: inForce(name) }))
  await loadPolicyVersions(world.ctx(system), { packs })
})
const as = (name: PersonName) => world.ctx(world.people[name])
type Input = Parameters<typeof recordSubsidyFact>[1]
const keep = (table: KeptTable, fields: object, over: Partial<Input> & { who?: PersonName } = {}) => {
  const { who = 'officer', ...rest } = over
  const proof = { source: '2025年度认定名单', document: null, evidenceId: null, replacesId: null }
  return recordSubsidyFact(as(who), { table, fields, ...proof, ...rest })
}
const figure = (kind: string, amountFen: number, over: object = {}) =>
  keep('figures', { holderId: enterprise, kind, amountFen, occurredOn: lastYear, ...over })
const withdraw = (id: string, who: PersonName = 'officer', reason = '名单有误') =>
  withdrawSubsidyFact(as(who), { id, reason })
const certificate = (over: object = {}) => ({
  holderId: enterprise,
  kind: 'high_tech',
  level: 'national',
  grantedOn: '2024-01-01',
  ...over,
})

describe('a fact is kept', () => {
  test('as it was given, with what it names found out, its proof and its audit', async () => {
    const award = { holderId: fakeCreditCode(1), kind: 'pilot_platform', level: 'provincial', amountFen: '80000000' }
    const fact = await keep('awards', { ...award, grantedOn: lastYear }, { document: slip('award'), source: '' })
    expect(fact).toMatchObject({
      factTable: 'awards',
      holderId: world.organisations.enterprise,
      holderName: enterprise,
      occurredOn: lastYear,
      content: { amountFen: 80_000_000, holderId: world.organisations.enterprise },
      source: null,
      recordedByName: 'officer',
      bureauName: 'Test bureau',
      withdrawnAt: null,
      references: [{ id: world.organisations.enterprise, name: enterprise }],
    })
    expect(await auditedActions(database.db, fact.id)).toEqual(['subsidy_fact.record'])
    const id = fact.evidence?.id ?? ''
    expect((await getEvidence(as('poster'), { id })).sha256).toBe(fact.evidence?.sha256)
    await expect(getEvidence(as('rival'), { id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test.each<[string, KeptTable, object, string[]]>([
    [
      'a field that is none',
      'figures',
      { holderId: enterprise, kind: 'x', amount: 1, occurredOn: lastYear },
      ['amount'],
    ],
    ['nothing', 'agreements', {}, ['holderId', 'kind', 'amountFen', 'signedOn']],
    ['an amount that is no whole 分', 'awards', { ...certificate(), amountFen: 1.5 }, ['amountFen']],
    ['a figure of nothing', 'figures', { holderId: enterprise, kind: 'x', occurredOn: lastYear }, ['amountFen']],
    ['a level that is none', 'evidence', certificate({ level: 'world' }), ['level']],
    ['a day to come', 'evidence', certificate({ grantedOn: '2999-01-01' }), ['grantedOn']],
    ['an end before the beginning', 'evidence', certificate({ validUntil: '2023-01-01' }), ['validUntil']],
    ['a unit that is not here', 'evidence', certificate({ holderId: '某某公司' }), ['holderId']],
    ['a contract that is not here', 'equity', { contractId: 'x', amountFen: 1, paidInOn: lastYear }, ['contractId']],
    ['what the register knows itself', 'organisations', { id: enterprise, name: 'other' }, ['name']],
    ['nothing about a unit', 'organisations', { id: enterprise }, ['id']],
    ['what no policy asks for', 'contracts', { id: 'x', more: { colour: 'red' } }, ['more.colour']],
    ['a person of nowhere', 'persons', { name: '李工' }, ['organisationId']],
  ])('but not with %s', async (_, table, fields, paths) => {
    await expect(keep(table, fields)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      problems: paths.map(path => ({ path: `fields.${path}`, remedy: expect.stringMatching(/./) })),
    })
  })

  test('by a bureau only, with its proof, and once', async () => {
    for (const who of ['poster', 'registrar', 'reviewer', 'cashier', 'auditor'] as const)
      await expect(keep('evidence', certificate(), { who })).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await expect(keep('evidence', certificate(), { source: ' ' })).rejects.toMatchObject({
      problems: [{ path: 'source' }],
    })
    const again = certificate({ kind: 'once' })
    await keep('evidence', again)
    await expect(keep('evidence', again, { document: slip() })).rejects.toMatchObject({
      code: 'FACT_KNOWN',
    })
  })

  test('once, however its document number is written', async () => {
    const numbered = (code: string) => keep('evidence', certificate({ kind: 'numbered', code }))
    await numbered('豫科〔2025〕1号')
    for (const code of ['豫科［2025］1号', '豫科〔2025〕1 号', '豫科〔２０２５〕1号', '豫科 (2025) 第01号'])
      await expect(numbered(code)).rejects.toMatchObject({ code: 'FACT_KNOWN' })
    expect(await numbered('豫科[2025]2号')).toMatchObject({ content: { code: '豫科〔2025〕2号' } })
  })

  test('by a document that is here already, if whoever records it may read that', async () => {
    const { evidence } = await keep('evidence', certificate({ kind: 'first' }), { document: slip('shared') })
    const evidenceId = evidence?.id ?? ''
    const second = await keep('evidence', certificate({ kind: 'second' }), { evidenceId, source: '' })
    expect(second.evidence?.id).toBe(evidenceId)
    const unknown = '00000000-0000-7000-8000-00000000dead'
    const third = keep('evidence', certificate({ kind: 'third' }), { evidenceId: unknown })
    await expect(third).rejects.toMatchObject({ code: 'NOT_FOUND', noun: 'evidence' })
  })

  test('for bureaus to see, and for whoever it is about', async () => {
    const { id } = await keep('evidence', certificate({ kind: 'seen', holderId: 'Test university' }))
    const list = async (who: PersonName, over: object = {}) => {
      const wish = { table: null, search: '', isStandingOnly: false, isOwnBureauOnly: false, first: 100, after: null }
      return (await listSubsidyFacts(as(who), { ...wish, ...over })).items.map(({ item }) => item)
    }
    expect((await list('cashier')).map(fact => fact.id)).toContain(id)
    expect((await list('bidder')).map(fact => fact.id)).toEqual([id])
    expect((await list('poster')).map(fact => fact.id)).not.toContain(id)
    expect(await list('rival')).toEqual([])
    expect((await list('officer', { search: 'univers' })).map(fact => fact.id)).toEqual([id])
    expect(await list('officer', { table: 'equity' })).toEqual([])
    const first = await listSubsidyFacts(as('officer'), {
      table: 'evidence',
      search: '',
      isStandingOnly: true,
      isOwnBureauOnly: true,
      first: 1,
      after: null,
    })
    expect([first.items.length, first.hasNextPage]).toEqual([1, true])
    await expect(list('expert')).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
  })

  test('the form names the policies’ own facts and the words that rules ask for', async () => {
    const form = await findFactForm(as('officer'))
    expect(form.declared).toContainEqual(expect.objectContaining({ of: 'contracts', name: 'pilotBaseUsed' }))
    const kinds = form.words.find(({ table, field }) => table === 'figures' && field === 'kind')
    expect(kinds?.words).toContain('rd_spend')
    await expect(findFactForm(as('poster'))).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
  })
})

describe('rules compute from it', () => {
  const determine = async (rule = 'rd') => {
    const rows = await determineSubsidy(as('officer'), { policyId: 'rd-spend', rule, year })
    const row = rows.find(({ beneficiaryId }) => beneficiaryId === world.organisations.enterprise)
    if (!row) throw new Error('nothing for the enterprise')
    return row
  }

  test('and what was paid comes back when it is withdrawn, and only what hangs on it', async () => {
    await keep('organisations', { id: enterprise, size: 'small', tags: [] })
    const proof = await keep('evidence', certificate({ grantedOn: '2024-02-01' }), { document: slip('high-tech') })
    await figure('rd_spend', 500_000_000)
    await figure('super_deduction', 456_000_000)
    await figure('revenue', 5_000_000_000)
    await keep('figures', { holderId: enterprise, kind: 'tax_due', amountFen: 61_000_000, occurredOn: today() })
    const spend = await figure('rd_spend', 100, { occurredOn: `${year - 2}-06-30` })
    const row = await determine()
    expect(row.ceilingFen).toBe(30_000_000n)
    expect((await findClaim(as('poster'), { id: row.id })).missing).toEqual([])
    await approved(world, row.id, 30_000_000n)
    await paid(world, row.id)
    const raised = () => database.db.select().from(clawback).where(eq(clawback.determinationId, row.id))

    await withdraw(spend.id)
    await settle(world)
    expect(await raised()).toEqual([])
    // Not among the records of the explanation: a condition reads it.
    await withdraw(proof.id)
    await settle(world)
    expect(await raised()).toMatchObject([
      { reason: 'fact_withdrawn', causeId: proof.id, wholeFen: 0n, amountFen: 30_000_000n },
    ])
  })

  test('a year that was reported and withdrawn is not known: what was paid on it comes back', async () => {
    const before = await figure('rd_spend', 200_000_000, { occurredOn: `${year - 2}-12-31` })
    const row = await determine('growth')
    expect(row.ceilingFen).toBe(30_000_000n)
    await approved(world, row.id, 30_000_000n)
    await paid(world, row.id)
    await withdraw(before.id)
    await settle(world)
    expect(await database.db.select().from(clawback).where(eq(clawback.determinationId, row.id))).toMatchObject([
      { reason: 'fact_withdrawn', causeId: before.id, wholeFen: 0n, amountFen: 30_000_000n },
    ])
    expect((await determine('growth')).trace).toMatchObject({
      undetermined: expect.stringContaining('the figure rd_spend'),
    })
  })

  test('a correction takes the place of a fact in one step', async () => {
    await keep('evidence', certificate({ grantedOn: '2024-03-01', holderId: 'Test otherEnterprise' }))
    const holderId = 'Test otherEnterprise'
    await keep('organisations', { id: holderId, size: 'micro', tags: [] })
    for (const kind of ['rd_spend', 'super_deduction', 'revenue']) await figure(kind, 100_000_000, { holderId })
    const tax = { holderId, kind: 'tax_due', amountFen: 100_000_000, occurredOn: today() }
    const wrong = await keep('figures', tax)
    const [row] = (await determineSubsidy(as('officer'), { policyId: 'rd-spend', rule: 'rd', year })).filter(
      ({ beneficiaryId }) => beneficiaryId === world.organisations.otherEnterprise,
    )
    expect(row?.ceilingFen).toBe(10_000_000n)
    const right = await keep('figures', { ...tax, amountFen: 8_000_000 }, { replacesId: wrong.id })
    expect(right.withdrawnAt).toBeNull()
    expect(await auditedActions(database.db, wrong.id)).toEqual(['subsidy_fact.record', 'subsidy_fact.withdraw'])
    const again = await determineSubsidy(as('officer'), { policyId: 'rd-spend', rule: 'rd', year })
    expect(again.find(({ beneficiaryId }) => beneficiaryId === world.organisations.otherEnterprise)?.ceilingFen).toBe(
      4_000_000n,
    )
  })

  test('one that is named by its source is proven: the claimant is not asked for it', async () => {
    await keep('evidence', certificate({ kind: 'pilot_platform', level: 'municipal', holderId: 'Test institute' }))
    const rows = await determineSubsidy(as('officer'), { policyId: 'recognition', rule: 'first', year })
    const row = rows.find(({ beneficiaryId }) => beneficiaryId === world.organisations.institute)
    expect(row?.ceilingFen).toBe(30_000_000n)
    expect((await findClaim(as('researcher'), { id: row?.id ?? '' })).missing).toEqual([])
    expect((await getDetermination(as('researcher'), { id: row?.id ?? '' })).trace).toMatchObject({
      inputs: { sources: [{ contractId: null, statedSource: '2025年度认定名单' }] },
    })
  })

  test('an attribute of a contract, and an achievement that it is of', async () => {
    const { contract } = await paidProject(database.db, world, [120_000_000n])
    await keep('contracts', { id: contract.id, more: { pilotBaseUsed: true } })
    await keep('contracts', { id: contract.id, more: { appraisedFen: 110_000_000 } })
    const achievement = await keep('achievements', { name: '高效换热技术', ownerId: 'Test university' })
    await keep('contracts', { id: contract.id, achievementId: '高效换热技术' })
    const found = await database.db.select().from(subsidyFact).where(eq(subsidyFact.contractId, contract.id))
    expect(found.map(({ content }) => content)).toContainEqual({ achievementId: achievement.id })
    const rows = await determineSubsidy(as('officer'), { policyId: 'achievement', rule: 'transfer', year })
    expect(rows).toMatchObject([
      { subjectKind: 'achievement', subjectId: achievement.id, beneficiaryId: world.organisations.university },
    ])
    expect(JSON.stringify(rows[0]?.trace)).toContain('case 1: 经中试基地')
  })

  test('a person is known to rules, and no figure of a person is stored', async () => {
    const person = await keep('persons', { name: '李经理', organisationId: 'Test broker', tags: ['certified'] })
    const { contract } = await paidProject(database.db, world, [100_000_000n])
    await keep('contracts', { id: contract.id, managerId: '李经理' })
    const receipt = { contractId: contract.id, amountFen: 100_000_000n, occurredOn: today(), evidence: slip('in') }
    await recordReceipt(as('bidder'), receipt)
    const found = await database.db.select().from(subsidyFact).where(eq(subsidyFact.contractId, contract.id))
    expect(found[0]?.content).toEqual({ managerId: person.id })
    const deals = determineSubsidy(as('officer'), { policyId: 'brokers', rule: 'manager', year })
    await expect(deals).rejects.toMatchObject({ code: 'PERSON_NOT_PAYABLE' })
  })
})

describe('a fact that does not hold', () => {
  test('stays, marked by whom, when and why, and is withdrawn once, by the bureau that keeps it', async () => {
    const { id } = await keep('evidence', certificate({ kind: 'gone' }))
    await expect(withdraw(id, 'officer', ' ')).rejects.toMatchObject({ problems: [{ path: 'reason' }] })
    for (const who of ['poster', 'reviewer', 'auditor'] as const)
      await expect(withdraw(id, who)).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    const fact = await withdraw(id)
    expect(fact).toMatchObject({ withdrawnByName: 'officer', withdrawalReason: '名单有误' })
    await expect(withdraw(id)).rejects.toMatchObject({ code: 'FACT_WITHDRAWN' })
    await expect(withdraw('00000000-0000-7000-8000-000000000000')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const change = database.db.update(subsidyFact).set({ occurredOn: lastYear }).where(eq(subsidyFact.id, id))
    await expect(change).rejects.toMatchObject({ cause: { constraint_name: 'subsidy_fact_fixed' } })
    // It may be kept anew.
    await keep('evidence', certificate({ kind: 'gone' }))
  })
})
