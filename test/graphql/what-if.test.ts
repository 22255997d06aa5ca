/** What-ifs and entitlements through the API: the bureau sees all of its own, a unit its own figures, others nothing. */
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { system } from '#domain/access/actor.ts'
import { contractTerms, registeredContract, signedContract, slip, today } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { createApi } from '#test/support/graphql.ts'
import { createWorld, type PersonName, type World } from '#test/support/world.ts'
import { createContract } from '#usecases/contract/create-contract.ts'
import { signContract } from '#usecases/contract/sign-contract.ts'
import { recordReceipt } from '#usecases/payment/record-receipt.ts'
import { reverseMoneyFact } from '#usecases/payment/reverse-money-fact.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'
import { runWhatIf } from '#usecases/subsidy/what-if/run-what-if.ts'

const packs = ['zhengzhou-2022-draft', 'zhengzhou-2023-rules'].map(name => ({
  name,
  text: readFileSync(new URL(`../../policies/${name}.yaml`, import.meta.url), 'utf8'),
}))
/** The rules look at the year before. */
const year = Number(today().slice(0, 4)) + 1
const wan = 1_000_000n

const database = useDatabase()
let world: World
const api = createApi(() => world)
const send = (name: PersonName, source: string, variables: Record<string, unknown> = {}) =>
  api.send(world.people[name], source, variables)

/** The university sells for 600万元, the enterprise for 800万元; each received 500万元. */
beforeAll(async () => {
  world = await createWorld(database.db)
  await loadPolicyVersions(world.ctx(system), { packs })
  const as = (name: PersonName) => world.ctx(world.people[name])
  const receipt = { amountFen: 500n * wan, occurredOn: today() }
  const sold = await signedContract(world, { contractAmountFen: 600n * wan })
  await registeredContract(world, sold)
  await recordReceipt(as('bidder'), { ...receipt, contractId: sold.id, evidence: slip() })
  const { enterprise: sellerId, otherEnterprise: buyerId } = world.organisations
  const terms = contractTerms({ contractAmountFen: 800n * wan })
  const { id } = await createContract(as('poster'), { buyerId, sellerId, terms })
  await signContract(as('rival'), { id })
  await signContract(as('poster'), { id })
  await recordReceipt(as('poster'), { ...receipt, contractId: id, evidence: slip() })
})

const refusal = '... on Refused { code } ... on InvalidInput { code problems { path } }'
const versions = '{ whatIfVersions { id policyId status } }'
const ask = `mutation ($input: AskWhatIfInput!) { askWhatIf(input: $input) { ... on WhatIf { id state result } ${refusal} } }`
const read = `query ($id: ID!) { whatIf(id: $id) { id state progressPercent policyTitle comparedTitle askedByName result
  mayReplay { allowed code } replays { id isSame } } }`
const list = `{ whatIfs { ... on QueryWhatIfsSuccess { data { id title state } } ${refusal} } mayAskWhatIf { allowed code } }`
const changes = `query ($id: ID!, $order: WhatIfChangeOrder, $side: WhatIfChangeSide, $first: Int!, $offset: Int!) {
  whatIf(id: $id) { changes(order: $order, side: $side, first: $first, offset: $offset) {
    ... on WhatIfChanges { total items } ${refusal} } } }`
const replay = `mutation ($id: ID!) { replayWhatIf(id: $id) { ... on WhatIf { id replayOf state } ${refusal} } }`

async function question(over: Record<string, unknown> = {}) {
  const { whatIfVersions } = await send('officer', versions)
  const versionOf = (policy: string) =>
    whatIfVersions.find(({ policyId }: { policyId: string }) => policyId === policy)?.id
  return {
    versionId: versionOf('zhengzhou-2022-draft'),
    comparedVersionId: versionOf('zhengzhou-2023-rules'),
    rules: ['transfer'],
    fromYear: year,
    toYear: year,
    ...over,
  }
}

async function asked(over: Record<string, unknown> = {}): Promise<string> {
  const { askWhatIf } = await send('officer', ask, { input: await question(over) })
  expect(askWhatIf).toMatchObject({ state: 'QUEUED', result: null })
  return askWhatIf.id
}

async function done(over: Record<string, unknown> = {}): Promise<string> {
  const id = await asked(over)
  expect(await runWhatIf(world.ctx(system))).toBe(id)
  return id
}

describe('a what-if', () => {
  test('waits, is computed, and is read by everybody of the bureau', async () => {
    const id = await done()
    for (const name of ['officer', 'reviewer', 'approver', 'cashier', 'auditor'] as const) {
      const { whatIf } = await send(name, read, { id })
      expect(whatIf).toMatchObject({ state: 'DONE', progressPercent: 100, askedByName: 'officer' })
      // Of two sellers the registered one counts: 2 % of 600万元, and 1 % of the 500万元 received.
      expect(whatIf.result.subject).toMatchObject({ totalFen: 12_000_000, beneficiaries: 1 })
      expect(whatIf.result.compared).toMatchObject({ totalFen: 5_000_000 })
      expect(whatIf.mayReplay.allowed).toBe(name !== 'cashier')
    }
  })

  test.each(['poster', 'bidder', 'registrar', 'manager', 'admin', 'stray'] as const)(
    'is not there for %s, whatever they ask',
    async name => {
      const id = await done()
      expect((await send(name, read, { id })).whatIf).toBeNull()
      expect((await send(name, replay, { id })).replayWhatIf.code).toMatch(/^(NOT_FOUND|NOT_ACTING)$/)
      const { whatIfs, mayAskWhatIf } = await send(name, list)
      expect(whatIfs.code).toMatch(/^(NOT_ALLOWED|NOT_ACTING)$/)
      expect(mayAskWhatIf.allowed).toBe(false)
      expect((await send(name, ask, { input: await question() })).askWhatIf.code).toMatch(/^(NOT_ALLOWED|NOT_ACTING)$/)
    },
  )

  test('is listed, the latest first', async () => {
    const [first, second] = [await done({ title: '甲' }), await done({ title: '乙' })]
    const { whatIfs, mayAskWhatIf } = await send('auditor', list)
    expect(whatIfs.data.slice(0, 2)).toMatchObject([
      { id: second, title: '乙' },
      { id: first, title: '甲' },
    ])
    expect(mayAskWhatIf.allowed).toBe(true)
    expect((await send('cashier', list)).mayAskWhatIf).toEqual({ allowed: false, code: 'NOT_ALLOWED' })
  })

  test('tells who gains a page at a time, and takes no page that is none', async () => {
    const id = await done()
    const page = async (over: Record<string, unknown>) =>
      (await send('officer', changes, { id, first: 10, offset: 0, ...over })).whatIf.changes
    expect(await page({})).toMatchObject({ total: 1, items: [{ name: 'Test university', afterFen: 12_000_000 }] })
    expect(await page({ offset: 1 })).toEqual({ total: 1, items: [] })
    expect(await page({ side: 'LOSERS' })).toEqual({ total: 0, items: [] })
    for (const wrong of [{ first: 0 }, { first: 201 }, { offset: -1 }])
      expect(await page(wrong)).toEqual({ code: 'INVALID_INPUT', problems: [{ path: 'first' }] })
  })

  test('has no changes and no replay before it is done', async () => {
    const id = await asked()
    const { whatIf } = await send('officer', changes, { id, first: 10, offset: 0 })
    expect(whatIf.changes.code).toBe('WHAT_IF_NOT_DONE')
    expect((await send('officer', replay, { id })).replayWhatIf.code).toBe('WHAT_IF_NOT_DONE')
    expect((await send('officer', read, { id })).whatIf.mayReplay).toEqual({ allowed: false, code: 'WHAT_IF_NOT_DONE' })
    expect(await runWhatIf(world.ctx(system))).toBe(id)
  })

  test('is cancelled while it waits, and then by nobody any more', async () => {
    const id = await asked()
    const cancel = `mutation ($id: ID!) { cancelWhatIf(id: $id) { ... on WhatIf { state finishedAt mayCancel { allowed code } } ${refusal} } }`
    expect((await send('cashier', cancel, { id })).cancelWhatIf.code).toBe('NOT_ALLOWED')
    expect((await send('bidder', cancel, { id })).cancelWhatIf.code).toBe('NOT_FOUND')
    const { cancelWhatIf } = await send('auditor', cancel, { id })
    expect(cancelWhatIf).toMatchObject({ state: 'CANCELLED', mayCancel: { allowed: false, code: 'WHAT_IF_ENDED' } })
    expect(cancelWhatIf.finishedAt).not.toBeNull()
    expect((await send('officer', cancel, { id })).cancelWhatIf.code).toBe('WHAT_IF_ENDED')
    expect(await runWhatIf(world.ctx(system))).toBeNull()
  })

  test('comes out the same when it is computed again', async () => {
    const id = await done()
    const { replayWhatIf: again } = await send('auditor', replay, { id })
    expect(again).toMatchObject({ replayOf: id, state: 'QUEUED' })
    expect((await send('officer', read, { id })).whatIf.replays).toEqual([{ id: again.id, isSame: null }])
    await runWhatIf(world.ctx(system))
    expect((await send('officer', read, { id })).whatIf.replays).toEqual([{ id: again.id, isSame: true }])
  })

  test.each([
    ['no text at all', { versionId: null }, ['versionId']],
    ['two texts', { source: 'x' }, ['versionId']],
    ['a year that is over before it begins', { fromYear: year, toYear: year - 1 }, ['toYear']],
    ['a rule that is not there', { rules: ['none'] }, ['rules.0']],
    [
      'a reading that is not there',
      { readings: [{ parameter: 'transfer.amount', reading: 'much' }] },
      ['parameters.transfer.amount'],
    ],
  ])('%s is refused with its field', async (_, over, paths) => {
    const { askWhatIf } = await send('officer', ask, { input: await question(over) })
    expect(askWhatIf).toEqual({ code: 'INVALID_INPUT', problems: paths.map(path => ({ path })) })
  })

  test('ids that are none find nothing', async () => {
    expect((await send('officer', read, { id: 'no uuid' })).whatIf).toBeNull()
    expect((await send('officer', replay, { id: 'no uuid' })).replayWhatIf.code).toBe('NOT_FOUND')
    const wrong = { input: await question({ versionId: 'no uuid' }) }
    expect((await send('officer', ask, wrong)).askWhatIf.code).toBe('NOT_FOUND')
  })
})

describe('my entitlement', () => {
  const mine = `query ($year: Int) { myEntitlements(year: $year) { ... on MyEntitlements { asOf year
    items { policyId rule isDraft key window entitledFen undeterminedFen determinedFen missing { kind date occurredOn amountFen contractId contractTitle why } sharedLimits }
    refused { policyId why } } ${refusal.replace('{ path }', '{ path message }')} } }`
  const own = async (name: PersonName, of: number | null = year) =>
    (await send(name, mine, { year: of })).myEntitlements

  test('a unit sees what its own registered contracts give, the draft marked', async () => {
    const { items, refused, ...head } = await own('bidder')
    expect(head).toEqual({ asOf: today(), year })
    expect(refused).toEqual([])
    const transfer = items.filter(({ rule }: { rule: string }) => rule === 'transfer')
    const key = world.organisations.university
    expect(transfer).toMatchObject([
      { policyId: 'zhengzhou-2022-draft', isDraft: true, key, entitledFen: 12_000_000, undeterminedFen: 0 },
      { policyId: 'zhengzhou-2023-rules', isDraft: false, key, entitledFen: 5_000_000, undeterminedFen: 5_000_000 },
    ])
  })

  test('one whose contract is not registered gets nothing by it, and nothing of its partners', async () => {
    const { items } = await own('poster')
    expect(items.filter(({ entitledFen }: { entitledFen: number }) => entitledFen > 0)).toEqual([])
    expect(JSON.stringify(items)).not.toContain(world.organisations.university)
  })

  test('who signed and sells nothing sees no figure of others', async () => {
    expect((await own('rival')).items).toEqual([])
  })

  test('a registry sees its own', async () => {
    const { items } = await own('registrar', year - 1)
    expect(items).toMatchObject([
      // 0.2 ‰ of the 600万元 that it registered.
      { policyId: 'zhengzhou-2022-draft', rule: 'registry', entitledFen: 120_000, isDraft: true },
    ])
  })

  test('a year is the present one unless another is asked for', async () => {
    const { year: asked, items } = await own('bidder', null)
    expect(asked).toBe(year - 1)
    expect(items).toEqual([])
  })

  test('a year that is none is named', async () => {
    expect(await own('bidder', 1)).toMatchObject({ problems: [{ path: 'year', message: '1 is out of range' }] })
  })

  test.each(['officer', 'auditor', 'expert', 'admin', 'stray'] as const)('%s has none', async name => {
    expect((await own(name)).code).toMatch(/^(NOT_ALLOWED|NOT_ACTING)$/)
  })

  test('a record that does not count is named with its own day, its amount and its contract', async () => {
    const as = world.ctx(world.people.bidder)
    const contract = await signedContract(world, { title: '退款的合同' })
    await registeredContract(world, contract)
    const receipt = { contractId: contract.id, amountFen: 7n * wan, occurredOn: today(), evidence: slip('own') }
    const { id } = await recordReceipt(as, receipt)
    await reverseMoneyFact(as, { id, reason: '退款', reversedOn: today(), evidence: slip('back') })
    const { items } = await own('bidder')
    const rules = items.filter(({ policyId }: { policyId: string }) => policyId === 'zhengzhou-2023-rules')
    expect(rules.flatMap(({ missing }: { missing: unknown[] }) => missing)).toContainEqual(
      expect.objectContaining({
        kind: 'receipt',
        occurredOn: today(),
        amountFen: 7_000_000,
        contractId: expect.any(String),
        contractTitle: '退款的合同',
      }),
    )
  })
})
