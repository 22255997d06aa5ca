/** A rule over a whole register is determined at once only while that is small; beyond, a run does it. */
import { readFileSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { system } from '#domain/access/actor.ts'
import { mostRecordsAtOnce } from '#domain/subsidy/money/run.ts'
import { registeredContract, signedContract, today } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { inForce, loadPolicyInForce, paidProject } from '#test/support/subsidy.ts'
import { createWorld, type World } from '#test/support/world.ts'
import { determineSubsidy } from '#usecases/subsidy/figure/determine-subsidy.ts'
import { requestRun } from '#usecases/subsidy/figure/request-run.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'

const policyId = 'zhengzhou-2022-draft'
const year = Number(today().slice(0, 4))

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
  const text = readFileSync(new URL(`../../../../policies/${policyId}.yaml`, import.meta.url), 'utf8')
  await loadPolicyVersions(world.ctx(system), { packs: [{ name: policyId, text }] })
  await loadPolicyInForce(world)
  await registeredContract(world, await signedContract(world, { contractAmountFen: 10_000_000_000n }))
})

test('a register of more records than that is for a run; one project of it still is not', async () => {
  const { challengeId } = await paidProject(database.db, world, [100_000_000n])
  const officer = world.ctx(world.people.officer)
  const whole = () => determineSubsidy(officer, { policyId, rule: 'registry', year })
  expect(await whole()).toHaveLength(1)
  const { enterprise, bureau } = world.organisations
  await database.db.execute(sql`
    insert into subsidy_fact (id, fact_table, holder_id, content, occurred_on, source, bureau_id, recorded_by)
    select gen_random_uuid(), 'evidence', ${enterprise}, jsonb_build_object('kind', 'x', 'n', n), current_date, 'a list', ${bureau}, ${world.people.officer.userId}
    from generate_series(1, ${mostRecordsAtOnce + 1}::int) n`)
  await expect(whole()).rejects.toMatchObject({ code: 'REGISTER_TOO_LARGE', most: mostRecordsAtOnce })
  expect(await determineSubsidy(officer, { policyId: inForce, rule: 'jbgs-rd', challengeId })).toHaveLength(1)
  expect(await requestRun(officer, { policyId, rule: 'registry', year })).toMatchObject({ state: 'queued' })
})
