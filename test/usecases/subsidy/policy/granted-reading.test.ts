/** What was granted under one reading is not granted again under another: neither asked for, nor waiting already. */
import { beforeAll, expect, test } from 'vitest'
import { system } from '#domain/access/actor.ts'
import { registeredContract, signedContract, today } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { payeeOf, setFlagsAside } from '#test/support/subsidy.ts'
import { createWorld, type PersonName, type World } from '#test/support/world.ts'
import { determineSubsidy } from '#usecases/subsidy/figure/determine-subsidy.ts'
import { requestRun } from '#usecases/subsidy/figure/request-run.ts'
import { approveDetermination } from '#usecases/subsidy/money/approve-determination.ts'
import { claimSubsidy } from '#usecases/subsidy/money/claim-subsidy.ts'
import { reviewDetermination } from '#usecases/subsidy/money/review-determination.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'

const year = Number(today().slice(0, 4))
const pack = (version: string, unit: string) => `format: jiebang-policy/1
id: readings
version: '${version}'
title: readings
issuingBody: test
documentNumber: null
jurisdiction: '410100'
status: in_force
effectiveFrom: '2020-01-01'
effectiveTo: null
clauses: [{ id: c, number: '1', title: c, text: c }]
rules:
  - id: r
    title: r
    clause: c
    gives: ceiling
    beneficiary: contract.sellerId
    parameters:
      - { id: unit, question: q, default: ${unit}, readings: [{ id: contract, text: t }, { id: seller, text: t }] }
      - { id: days, question: q, default: any, readings: [{ id: any, text: t }, { id: year, text: t }] }
      - { id: much, question: q, default: low, readings: [{ id: low, text: t }, { id: high, text: t }] }
    per: { choose: unit, readings: { contract: contract.id, seller: contract.sellerId } }
    window:
      choose: days
      readings:
        any: { kind: whole_life, date: contract.registeredOn }
        year: { kind: calendar_year, date: contract.registeredOn }
    base: { of: contracts, amount: contract.contractAmountFen }
    figure:
      choose: much
      readings:
        low: { rate: { value: 1, unit: percent }, of: base }
        high: { rate: { value: 2, unit: percent }, of: base }
    cap: { amount: 1万元 }
`

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
  await load(pack('1', 'contract'))
  await registeredContract(world, await signedContract(world, { contractAmountFen: 10_000_000n }))
  await registeredContract(world, await signedContract(world, { contractAmountFen: 10_000_000n }))
})
const as = (name: PersonName) => world.ctx(world.people[name])
const load = (text: string) => loadPolicyVersions(world.ctx(system), { packs: [{ name: 'pack.yaml', text }] })
const determine = (parameters: Record<string, string>) =>
  determineSubsidy(as('officer'), { policyId: 'readings', rule: 'r', year, parameters })

async function reviewed(id: string) {
  await claimSubsidy(as('bidder'), { id, payee: payeeOf('university'), evidence: [] })
  await setFlagsAside(database.db, world, id)
  await reviewDetermination(as('reviewer'), { id, note: '' })
}
const approve = (id: string) => approveDetermination(as('approver'), { id, approvedFen: 100_000n, note: '' })

test('under another key or window it is refused, by the officer, a run and the approver; other readings stay free', async () => {
  const bySeller = { 'r.unit': 'seller' }
  const [unit] = await determine(bySeller)
  const contracts = await determine({})
  expect([unit, ...contracts].map(row => row?.ceilingFen)).toEqual([200_000n, 100_000n, 100_000n])
  for (const row of [unit, ...contracts]) await reviewed(row?.id ?? '')
  for (const { id } of contracts) expect(await approve(id)).toMatchObject({ state: 'approved' })
  const refusal = { code: 'GRANTED_UNDER_READING', rule: 'r', parameter: 'r.unit', reading: 'contract' }
  await expect(approve(unit?.id ?? '')).rejects.toMatchObject(refusal)
  await expect(determine(bySeller)).rejects.toMatchObject(refusal)
  const run = { policyId: 'readings', year, parameters: bySeller }
  await expect(requestRun(as('officer'), run)).rejects.toMatchObject(refusal)
  const ofYear = { ...refusal, parameter: 'r.days', reading: 'any' }
  await expect(determine({ 'r.days': 'year' })).rejects.toMatchObject(ofYear)
  expect(await determine({ 'r.much': 'high' })).toMatchObject([{ ceilingFen: 100_000n }, { ceilingFen: 100_000n }])
})

test('nor by a version that turns the default', async () => {
  const problems = [{ path: 'pack.yaml: rules.0.parameters.0.default' }]
  await expect(load(pack('2', 'seller'))).rejects.toMatchObject({ code: 'INVALID_POLICY_PACK', problems })
  // One that is taken out of force governs to its end all the same.
  const ending = pack('2', 'seller')
    .replace('in_force', 'repealed')
    .replace('effectiveTo: null', 'effectiveTo: 2099-12-31')
  await expect(load(ending)).rejects.toMatchObject({ code: 'INVALID_POLICY_PACK', problems })
})
