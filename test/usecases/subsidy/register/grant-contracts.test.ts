/** A next version may hold a rule to a limit by the parties of contracts: what was granted on each contract counts. */
import { beforeAll, expect, test } from 'vitest'
import { listPolicyVersions } from '#db/queries/subsidy.ts'
import { system } from '#domain/access/actor.ts'
import { registeredContract, signedContract, today } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { approved, storedFigure } from '#test/support/subsidy.ts'
import { createWorld, type World } from '#test/support/world.ts'
import { determineSubsidy } from '#usecases/subsidy/figure/determine-subsidy.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'

const year = Number(today().slice(0, 4))
const pack = (version: string, from: string, limits: string) => `format: jiebang-policy/1
id: parties
version: '${version}'
title: parties
issuingBody: test
documentNumber: null
jurisdiction: '410100'
status: in_force
effectiveFrom: '${from}'
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
    limits: [${limits}]
`

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
})
const load = (text: string) => loadPolicyVersions(world.ctx(system), { packs: [{ name: 'pack.yaml', text }] })
const byBuyer = (per: string) => `{ id: life, per: ${per}, over: life, amount: 1500元 }`

test('by the buyer over all years; a field that grants do not name is refused when it is proposed', async () => {
  await load(pack('1', '2020-01-01', ''))
  const [version] = await listPolicyVersions(database.db, 'parties')
  if (!version) throw new Error('the version was just loaded')
  const earlier = await signedContract(world, { contractAmountFen: 10_000_000n })
  const figure = { rule: 'r', subjectKind: 'contract', subjectId: earlier.id, window: String(year - 1) }
  await approved(world, await storedFigure(database.db, world, version, { ...figure, ceilingFen: 100_000n }), 100_000n)
  const problems = [{ path: 'pack.yaml: rules.0.limits.0.per' }]
  const unnamed = load(pack('2', `${year}-01-01`, byBuyer('contract.projectId')))
  await expect(unnamed).rejects.toMatchObject({ code: 'INVALID_POLICY_PACK', problems })
  await load(pack('3', `${year}-01-01`, byBuyer('contract.buyerId')))
  await registeredContract(world, await signedContract(world, { contractAmountFen: 10_000_000n }))
  const input = { policyId: 'parties', rule: 'r', year }
  const rows = await determineSubsidy(world.ctx(world.people.officer), input)
  expect(rows).toMatchObject([{ ceilingFen: 50_000n }])
})
