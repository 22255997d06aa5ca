/** The register determined again: by the version that governs, and what waits is never more than what is due now. */
import { and, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { listPolicyVersions } from '#db/queries/subsidy.ts'
import { determination } from '#db/schema/subsidy.ts'
import { system } from '#domain/access/actor.ts'
import { registeredContract, signedContract, today } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { createWorld, type PersonName, type World } from '#test/support/world.ts'
import { deregisterContract } from '#usecases/registration/deregister-contract.ts'
import { recordSubsidyFact } from '#usecases/subsidy/facts/record-subsidy-fact.ts'
import { withdrawSubsidyFact } from '#usecases/subsidy/facts/withdraw-subsidy-fact.ts'
import { determineSubsidy } from '#usecases/subsidy/figure/determine-subsidy.ts'
import { executeRun } from '#usecases/subsidy/figure/execute-run.ts'
import { findRun } from '#usecases/subsidy/figure/find-runs.ts'
import { requestRun } from '#usecases/subsidy/figure/request-run.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'

const year = Number(today().slice(0, 4))

const rule = (id: string, window: string, per: string) => `
  - id: ${id}
    title: ${id}
    clause: c
    gives: ceiling
    beneficiary: contract.sellerId
    who: [{ not: { field: beneficiary.tags, has: dishonest }, why: 失信 }]
    per: ${per}
    window: { kind: ${window}, date: contract.registeredOn }
    base:
      of: contracts
      amount: contract.contractAmountFen
      deduct: [{ field: contract.deregisteredOn, reached: true, why: 注销 }]
    rate: { value: 1, unit: percent }
`
const pack = (id: string, version: string, from: string) => `format: jiebang-policy/1
id: ${id}
version: '${version}'
title: ${id}
issuingBody: test
documentNumber: null
jurisdiction: '410100'
status: in_force
effectiveFrom: '${from}'
effectiveTo: null
clauses: [{ id: c, number: '1', title: c, text: c }]
rules:${rule('yearly', 'calendar_year', 'contract.sellerId')}${rule('life', 'whole_life', 'contract.id')}`

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
  const texts = [
    pack('versions', '1', '2020-01-01'),
    pack('versions', '2', `${year}-01-01`),
    pack('again', '1', '2020-01-01'),
  ]
  for (const text of texts) await loadPolicyVersions(world.ctx(system), { packs: [{ name: 'pack.yaml', text }] })
})
const as = (name: PersonName) => world.ctx(world.people[name])

async function run(over: Partial<Parameters<typeof requestRun>[1]>) {
  const { id } = await requestRun(as('officer'), { policyId: 'again', ...over })
  expect(await executeRun(world.ctx(system))).toBe(id)
  const done = await findRun(as('officer'), { id })
  const rows = await database.db
    .select()
    .from(determination)
    .where(eq(determination.runId, id))
    .orderBy(determination.rule, determination.subjectId)
  return { done, rows, figures: rows.map(row => [row.rule, row.ceilingFen]) }
}
const contractOf = (contractAmountFen: bigint) => signedContract(world, { contractAmountFen })

describe('of a year that is over', () => {
  test('a whole policy leaves rules without years to the version that governs today', async () => {
    await registeredContract(world, await contractOf(1_000_000n))
    const [second, first] = (await listPolicyVersions(database.db, 'versions')).map(({ id }) => id)
    const past = await run({ policyId: 'versions', year: year - 1 })
    expect(past.done).toMatchObject({
      policyVersionId: first,
      state: 'done',
      stored: 0,
      failure: null,
      leftOut: { other_version: 1 },
    })
    expect(past.rows).toEqual([])
    const life = await run({ policyId: 'versions', rule: 'life', year: year - 1 })
    expect(life.rows).toMatchObject([{ policyVersionId: second, rule: 'life', ceilingFen: 10_000n }])
    const input = { policyId: 'versions', rule: 'life', year: year - 1 }
    expect(await determineSubsidy(as('officer'), input)).toMatchObject([{ policyVersionId: second }])
  })

  test('and keeps them where one version governs both', async () => {
    expect((await run({ year: year - 1 })).figures).toEqual([['life', 10_000n]])
  })
})

describe('a figure that is 0 now takes the place of what waits', () => {
  const waiting = async () => {
    const isOpen = and(eq(determination.policyId, 'again'), eq(determination.state, 'determined'))
    const rows = await database.db.select().from(determination).where(isOpen).orderBy(determination.rule)
    return rows.filter(row => row.ceilingFen > 0n).map(row => [row.rule, row.ceilingFen])
  }

  test('when the contract fell away, and is stored once', async () => {
    const contract = await contractOf(2_000_000n)
    const registration = await registeredContract(world, contract)
    expect((await run({ year })).done).toMatchObject({ stored: 3, ceilingFen: 60_000n })
    await deregisterContract(as('registrar'), { id: registration.id, reason: '合同解除' })
    const { done, rows } = await run({ year })
    expect(rows.filter(row => row.subjectId === contract.id)).toMatchObject([{ rule: 'life', ceilingFen: 0n }])
    expect(done).toMatchObject({ stored: 2, ceilingFen: 20_000n })
    expect(await waiting()).toEqual([
      ['life', 10_000n],
      ['yearly', 10_000n],
    ])
    expect((await run({ year })).rows).toHaveLength(2)
  })

  test.each(['a run', 'the officer'])('when nothing may be received any more, by %s', async who => {
    await run({ year })
    expect(await waiting()).toHaveLength(2)
    const fields = { id: 'Test university', tags: ['dishonest'] }
    const frame = { source: '信用中国', document: null, evidenceId: null, replacesId: null }
    const { id } = await recordSubsidyFact(as('officer'), { table: 'organisations', fields, ...frame })
    if (who === 'a run') await run({ year })
    else
      for (const name of ['yearly', 'life'])
        await determineSubsidy(as('officer'), { policyId: 'again', rule: name, year })
    expect(await waiting()).toEqual([])
    await withdrawSubsidyFact(as('officer'), { id, reason: '修复' })
  })
})
