/** Under a policy of the province the bureau of a city determines for the units of its city, the province's for all. */
import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { organisation } from '#db/schema/identity.ts'
import { determination } from '#db/schema/subsidy.ts'
import { system } from '#domain/access/actor.ts'
import { BeneficiaryOutsideRegion } from '#domain/subsidy/money/check-beneficiary-region.ts'
import { type BureauRole, settleBureau } from '#test/support/bureaus.ts'
import { today } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { paidProject } from '#test/support/subsidy.ts'
import { createWorld, type UserActor, type World } from '#test/support/world.ts'
import { recordSubsidyFact } from '#usecases/subsidy/facts/record-subsidy-fact.ts'
import { determineSubsidy } from '#usecases/subsidy/figure/determine-subsidy.ts'
import { executeRun } from '#usecases/subsidy/figure/execute-run.ts'
import { findRun } from '#usecases/subsidy/figure/find-runs.ts'
import { requestRun } from '#usecases/subsidy/figure/request-run.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'

const year = Number(today().slice(0, 4))
const policyId = 'provincial'
const text = `format: jiebang-policy/1
id: ${policyId}
version: '1'
title: provincial
issuingBody: test
documentNumber: null
jurisdiction: '410000'
status: in_force
effectiveFrom: '2020-01-01'
effectiveTo: null
clauses: [{ id: c, number: '1', title: c, text: c }]
rules:
  - id: project
    title: project
    clause: c
    gives: ceiling
    beneficiary: project.listedById
    per: project.id
    window: { kind: whole_life, date: payment.paidOn }
    base: { of: payments, amount: payment.amountFen }
    rate: { value: 10, unit: percent }
  - id: holder
    title: holder
    clause: c
    gives: exactly
    beneficiary: evidence.holderId
    per: evidence.holderId
    window: { kind: calendar_year, yearOffset: 0, date: evidence.grantedOn }
    base: { of: evidence, what: count }
    figure: 1万元
  - id: small
    title: small
    clause: c
    gives: exactly
    beneficiary: evidence.holderId
    per: evidence.holderId
    window: { kind: calendar_year, yearOffset: 0, date: evidence.grantedOn }
    base: { of: evidence, what: count }
    who: [{ field: beneficiary.size, is: small, why: 小型企业 }]
    figure: 1万元
`

const database = useDatabase()
let world: World
let challengeId = ''
const bureaus = {} as Record<'410000' | '410300' | '410500', Record<BureauRole, UserActor>>
beforeAll(async () => {
  world = await createWorld(database.db)
  await loadPolicyVersions(world.ctx(system), { packs: [{ name: 'provincial.yaml', text }] })
  for (const [n, regionCode] of (['410000', '410300', '410500'] as const).entries())
    bureaus[regionCode] = await settleBureau(database.db, { regionCode, n })
  challengeId = (await paidProject(database.db, world, [10_000_000n])).challengeId
  const { otherUniversity } = world.organisations
  await database.db.update(organisation).set({ regionCode: '410302' }).where(eq(organisation.id, otherUniversity))
  for (const holderId of ['Test university', 'Test otherUniversity'])
    await recordSubsidyFact(officerOf('410000'), {
      table: 'evidence',
      fields: { holderId, kind: 'recognition', grantedOn: today() },
      ...{ source: '名单', document: null, evidenceId: null, replacesId: null },
    })
})
const officerOf = (region: keyof typeof bureaus) => world.ctx(bureaus[region].officer)
const city = () => world.ctx(world.people.officer)
const holders = async (ctx: ReturnType<typeof city>) =>
  (await determineSubsidy(ctx, { policyId, rule: 'holder', year })).map(({ beneficiaryId }) => beneficiaryId).sort()
const run = async (ctx: ReturnType<typeof city>) => {
  const { id } = await requestRun(ctx, { policyId, rule: 'holder', year })
  expect(await executeRun(world.ctx(system))).toBe(id)
  const rows = await database.db.select().from(determination).where(eq(determination.runId, id))
  return rows.map(({ beneficiaryId }) => beneficiaryId).sort()
}

test('a figure of one project is for the bureaus of its unit', async () => {
  const ask = { policyId, rule: 'project', challengeId }
  await expect(determineSubsidy(officerOf('410300'), ask)).rejects.toBeInstanceOf(BeneficiaryOutsideRegion)
  for (const ctx of [city(), officerOf('410000')])
    expect(await determineSubsidy(ctx, ask)).toMatchObject([{ beneficiaryId: world.organisations.enterprise }])
})

test.each([
  ['asked for by itself', holders],
  ['in a run', run],
] as const)('a figure of each unit, %s', async (_, of) => {
  const { university, otherUniversity } = world.organisations
  expect(await of(city())).toEqual([university])
  expect(await of(officerOf('410300'))).toEqual([otherUniversity])
  expect(await of(officerOf('410000'))).toEqual([university, otherUniversity].sort())
})

test.each([
  ['410100', 1, 1],
  ['410000', 2, 0],
  ['410500', 0, 2],
])('a run of the bureau of %s stores %i and says that it left out %i', async (region, stored, outside) => {
  const ctx = region === '410100' ? city() : officerOf(region as keyof typeof bureaus)
  const { id } = await requestRun(ctx, { policyId, rule: 'holder', year })
  await executeRun(world.ctx(system))
  const leftOut = outside === 0 ? {} : { outside_region: outside }
  const done = await findRun(ctx, { id })
  expect([done?.state, done?.stored, done?.leftOut]).toEqual(['done', stored, leftOut])
})

test.each([
  ['410100', 1],
  ['410000', 2],
  ['410500', 0],
])(
  'where a fact is missing, a run of the bureau of %s counts %i of its own, and none of others',
  async (region, own) => {
    const ctx = region === '410100' ? city() : officerOf(region as keyof typeof bureaus)
    const { id } = await requestRun(ctx, { policyId, rule: 'small', year })
    await executeRun(world.ctx(system))
    const done = await findRun(ctx, { id })
    expect([done?.state, done?.stored, done?.undetermined, done?.leftOut]).toEqual(['done', 0, own, {}])
  },
)

test('where none is of its region there is nothing for a bureau', async () => {
  await expect(holders(officerOf('410500'))).rejects.toMatchObject({ code: 'BENEFICIARY_OUTSIDE_REGION' })
  expect(await run(officerOf('410500'))).toEqual([])
})
