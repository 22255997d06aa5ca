/** What fell away is looked for wherever it may have counted, and nothing else comes back with it. */
import { eq, inArray } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { clawback } from '#db/schema/subsidy.ts'
import { system } from '#domain/access/actor.ts'
import { slip, today } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { approved, paid, paidProject, settle } from '#test/support/subsidy.ts'
import { createWorld, type PersonName, type World } from '#test/support/world.ts'
import { reverseMoneyFact } from '#usecases/payment/reverse-money-fact.ts'
import { recordSubsidyFact } from '#usecases/subsidy/facts/record-subsidy-fact.ts'
import { determineSubsidy } from '#usecases/subsidy/figure/determine-subsidy.ts'
import { getDetermination } from '#usecases/subsidy/figure/find-determination.ts'
import { readRulesOf, reevaluateGrants } from '#usecases/subsidy/figure/reevaluate-determinations.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'

const rule = (id: string, more: string, of = 'project.listedById', per = 'project.id') => `
  - id: ${id}
    title: ${id}
    clause: c
    gives: ceiling
    beneficiary: ${of}
    per: ${per}
    ${more.trim()}
`
const payments = `window: { kind: whole_life, date: payment.paidOn }
    base:
      of: payments
      amount: payment.amountFen
      deduct: [{ field: payment.reversedOn, reached: true, why: reversed }]
    rate: { value: 10, unit: percent }`
const contracts = 'window: { kind: whole_life, date: contract.registeredOn }'
const awards = 'window: { kind: whole_life, date: award.grantedOn }'
const pack = `format: jiebang-policy/1
id: reach
version: '1'
title: reach
issuingBody: test
documentNumber: null
jurisdiction: '410100'
status: in_force
effectiveFrom: '2020-01-01'
effectiveTo: null
clauses: [{ id: c, number: '1', title: c, text: c }]
rules:${rule('tenth', payments)}${rule('match', `${contracts}\n    base: { of: contracts, what: count }\n    figure: { rule: tenth }`)}${rule(
  'threshold',
  `${contracts}
    base: { of: contracts, amount: contract.contractAmountFen, where: [{ field: contract.paidFen, at_least: 40万元, why: 付款不足 }] }
    rate: { value: 1, unit: percent }`,
)}${rule(
  'addon',
  `${awards}\n    base: { of: awards, what: count }\n    figure: { rate: { value: 50, unit: percent }, of: { rule: tenth, match: beneficiary } }`,
  'award.holderId',
  'award.holderId',
)}${rule(
  'certified',
  `who: [{ field: beneficiary.id, evidence: { kind: certificate }, why: 无证书 }]\n    ${payments}`,
)}`

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
  await loadPolicyVersions(world.ctx(system), { packs: [{ name: 'reach.yaml', text: pack }] })
})
const as = (name: PersonName) => world.ctx(world.people[name])

async function grant(name: string, challengeId: string): Promise<string> {
  const rows = await determineSubsidy(as('officer'), { policyId: 'reach', rule: name, challengeId })
  const row = rows.find(({ ceilingFen }) => ceilingFen > 0n) ?? expect.fail(`${name} gives nothing`)
  await approved(world, row.id, row.ceilingFen)
  await paid(world, row.id)
  return row.id
}
const reverse = (id = '') =>
  reverseMoneyFact(as('poster'), { id, reason: '付款退回', reversedOn: today(), evidence: slip('returned') })
const frame = { source: '名单', document: null, evidenceId: null, replacesId: null }
const keep = (table: 'awards' | 'evidence', fields: object) =>
  recordSubsidyFact(as('officer'), { table, fields: { holderId: 'Test enterprise', ...fields }, ...frame })

describe('a payment that is reversed brings back what was granted', () => {
  test('on it, on a figure of it, on a condition on what was paid, and on a sum of figures of others', async () => {
    await keep('awards', { kind: 'prize', amountFen: '1', grantedOn: '2024-01-01' })
    const { challengeId, facts } = await paidProject(database.db, world, [30_000_000n, 15_000_000n])
    const ids = {
      tenth: await grant('tenth', challengeId),
      match: await grant('match', challengeId),
      threshold: await grant('threshold', challengeId),
      addon: await grant('addon', challengeId),
    }
    await reverse(facts[1]?.id)
    await settle(world)
    const rows = await database.db
      .select()
      .from(clawback)
      .where(inArray(clawback.determinationId, Object.values(ids)))
    const back = (id: string) => rows.find(row => row.determinationId === id)?.amountFen
    expect(Object.entries(ids).map(([name, id]) => [name, back(id)])).toEqual([
      ['tenth', 1_500_000n],
      ['match', 1_500_000n],
      ['threshold', 20_000_000n],
      ['addon', 750_000n],
    ])
  })
})

test('a condition that lapsed since the grant takes nothing back; what fell away does', async () => {
  await keep('evidence', { kind: 'certificate', grantedOn: '2024-01-01', validUntil: today() })
  const { challengeId, facts } = await paidProject(database.db, world, [30_000_000n, 15_000_000n])
  const row = await getDetermination(as('officer'), { id: await grant('certified', challengeId) })
  await reverse(facts[1]?.id)
  const inAYear = new Date(Date.now() + 365 * 86_400_000)
  const found = await database.db.transaction(async tx =>
    reevaluateGrants(tx, await readRulesOf(tx, [row]), { grants: [row], now: inAYear }),
  )
  expect(found.get(row.id)).toMatchObject({ payableFen: 3_000_000n })
  await settle(world)
  const raised = await database.db.select().from(clawback).where(eq(clawback.determinationId, row.id))
  expect(raised.map(({ amountFen }) => amountFen)).toEqual([1_500_000n])
})
