/** What others were granted is read by the bureau, and by no beneficiary: neither in limits nor in the lines of steps. */
import { beforeAll, expect, test } from 'vitest'
import { system } from '#domain/access/actor.ts'
import { registeredContract, signedContract, today } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { createWorld, type PersonName, type World } from '#test/support/world.ts'
import { determineSubsidy } from '#usecases/subsidy/figure/determine-subsidy.ts'
import { shownTrace } from '#usecases/subsidy/figure/shown-trace.ts'
import { listLimits } from '#usecases/subsidy/money/find-claim.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'

const year = Number(today().slice(0, 4))
const pack = `format: jiebang-policy/1
id: shared
version: '1'
title: shared
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
    per: contract.id
    window: { kind: calendar_year, date: contract.registeredOn }
    base: { of: contracts, amount: contract.contractAmountFen }
    rate: { value: 1, unit: percent }
    limits:
      - { id: unit, per: beneficiary, over: year, amount: 2000元 }
      - { id: buyer, per: contract.buyerId, over: year, amount: 1500元 }
      - { id: budget, per: all, over: year, amount: 1200元, short: pro_rata }
`

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
  await loadPolicyVersions(world.ctx(system), { packs: [{ name: 'pack.yaml', text: pack }] })
  await registeredContract(world, await signedContract(world, { contractAmountFen: 10_000_000n }))
  await registeredContract(world, await signedContract(world, { contractAmountFen: 10_000_000n }))
})

test('a beneficiary is told the limit and what it left of its own figure', async () => {
  const rows = await determineSubsidy(world.ctx(world.people.officer), { policyId: 'shared', rule: 'r', year })
  const [row] = rows.filter(({ beneficiaryId }) => beneficiaryId === world.organisations.university).slice(-1)
  if (!row) throw new Error('the university has sold')
  const seenBy = (name: PersonName) => shownTrace(world.people[name], row)
  const used = (name: PersonName) => seenBy(name).limits.map(({ usedBeforeFen }) => usedBeforeFen)
  const lines = (name: PersonName) => seenBy(name).steps.filter(({ label }) => label === 'limit')
  for (const name of ['officer', 'auditor'] as const) {
    expect(seenBy(name)).toEqual(row.trace)
    expect(used(name).every(fen => fen !== null)).toBe(true)
  }
  expect(used('bidder')).toEqual([0, expect.any(Number), null, null])
  const [own, ...shared] = lines('bidder').map(({ expression }) => expression)
  expect(own).toBe(lines('officer')[0]?.expression)
  expect(shared).toEqual([
    `what the limit 1,500.00 元 over ${world.organisations.enterprise}, shared with others, leaves of 1,000.00 元`,
    'what the limit 1,200.00 元 over all, shared with others, leaves of 500.00 元',
  ])
  const ofAccounts = async (name: PersonName) => {
    const limits = await listLimits(world.ctx(world.people[name]), row)
    return limits.flatMap(({ account, usedFen }) => (usedFen === null ? [account] : []))
  }
  expect(await ofAccounts('approver')).toEqual([])
  expect(await ofAccounts('bidder')).toEqual(['r.budget', 'r.buyer'])
})
