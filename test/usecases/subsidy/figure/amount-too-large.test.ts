/** A policy that multiplies beyond what is exact is refused in words, whoever evaluates it; nothing is a fault of the service. */
import { beforeAll, expect, test } from 'vitest'
import { system } from '#domain/access/actor.ts'
import { readFailure } from '#domain/stored-failure.ts'
import { AmountTooLarge } from '#domain/subsidy/evaluate/amount-too-large.ts'
import { registeredContract, signedContract, today } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { createWorld, type PersonName, type World } from '#test/support/world.ts'
import { determineSubsidy } from '#usecases/subsidy/figure/determine-subsidy.ts'
import { executeRun } from '#usecases/subsidy/figure/execute-run.ts'
import { findRun } from '#usecases/subsidy/figure/find-runs.ts'
import { requestRun } from '#usecases/subsidy/figure/request-run.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'
import { askWhatIf } from '#usecases/subsidy/what-if/ask-what-if.ts'
import { getWhatIf } from '#usecases/subsidy/what-if/find-what-if.ts'
import { runWhatIf } from '#usecases/subsidy/what-if/run-what-if.ts'

const year = Number(today().slice(0, 4))
const policyId = 'too-large'
const text = `format: jiebang-policy/1
id: ${policyId}
version: '1'
title: too large
issuingBody: test
documentNumber: null
jurisdiction: '410100'
status: in_force
effectiveFrom: '2020-01-01'
effectiveTo: null
clauses: [{ id: c, number: '1', title: c, text: c }]
rules:
  - id: typo
    title: 笔误
    clause: c
    gives: ceiling
    beneficiary: contract.sellerId
    per: contract.sellerId
    window: { kind: calendar_year, yearOffset: 0, date: contract.registeredOn }
    overBase: true
    base: { of: contracts, amount: contract.contractAmountFen }
    rate: { value: 999999999999, unit: percent }
`

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
  await loadPolicyVersions(world.ctx(system), { packs: [{ name: 'too-large.yaml', text }] })
  await registeredContract(world, await signedContract(world, { contractAmountFen: 10_000_000_000n }))
})
const as = (name: PersonName) => world.ctx(world.people[name])
/** With the names of the rule and of the unit it is about. */
function expectFailure(failure: string | null) {
  const { code, message, details } = readFailure(failure ?? '')
  expect(code).toBe('AMOUNT_TOO_LARGE')
  expect(message).toMatch(/^rule typo, Test university（[0-9A-Z]{18}）: /)
  expect(details).toMatchObject({ rule: '笔误', key: expect.stringContaining('Test university') })
}

test('one figure', async () => {
  await expect(determineSubsidy(as('officer'), { policyId, rule: 'typo', year })).rejects.toBeInstanceOf(AmountTooLarge)
})

test('a run ends with it', async () => {
  const { id } = await requestRun(as('officer'), { policyId, rule: 'typo', year })
  expect(await executeRun(world.ctx(system))).toBe(id)
  const run = await findRun(as('officer'), { id })
  expect(run).toMatchObject({ state: 'failed', stored: 0 })
  expectFailure(run?.failure ?? null)
})

test('a what-if ends with it', async () => {
  const { id } = await askWhatIf(as('officer'), {
    source: text,
    comparedVersionId: null,
    fromYear: year,
    toYear: year,
  })
  expect(await runWhatIf(world.ctx(system))).toBe(id)
  const { state, failure } = await getWhatIf(as('officer'), { id })
  expect(state).toBe('failed')
  expectFailure(failure)
})
