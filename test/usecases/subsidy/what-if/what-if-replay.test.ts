/** A what-if comes out the same by its id, whatever has become of parties, projects, contracts and grants since. */
import { readFileSync } from 'node:fs'
import { eq, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { beforeAll, expect, test } from 'vitest'
import { listPolicyVersions } from '#db/queries/subsidy.ts'
import { organisation } from '#db/schema/identity.ts'
import { system } from '#domain/access/actor.ts'
import {
  awardedChallenge,
  contractTerms,
  registeredContract,
  signedContract,
  slip,
  today,
} from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { approved, determined, loadPolicyInForce, paid, paidProject, settle } from '#test/support/subsidy.ts'
import { createWorld, fakeCreditCode, type PersonName, type World } from '#test/support/world.ts'
import { reverseMoneyFact } from '#usecases/payment/reverse-money-fact.ts'
import { deregisterContract } from '#usecases/registration/deregister-contract.ts'
import { collectClawback } from '#usecases/subsidy/money/collect-clawback.ts'
import { listClawbacks } from '#usecases/subsidy/money/list-clawbacks.ts'
import { withdrawApproval } from '#usecases/subsidy/money/withdraw-approval.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'
import { askWhatIf } from '#usecases/subsidy/what-if/ask-what-if.ts'
import { getWhatIf } from '#usecases/subsidy/what-if/find-what-if.ts'
import { isSameResult, replayWhatIf } from '#usecases/subsidy/what-if/replay-what-if.ts'
import { runWhatIf } from '#usecases/subsidy/what-if/run-what-if.ts'

const policyId = 'zhengzhou-2022-draft'
const text = readFileSync(new URL(`../../../../policies/${policyId}.yaml`, import.meta.url), 'utf8')
const year = Number(today().slice(0, 4))

const database = useDatabase()
let world: World
let versionId: string
beforeAll(async () => {
  world = await createWorld(database.db)
  await loadPolicyInForce(world)
  await loadPolicyVersions(world.ctx(system), { packs: [{ name: policyId, text }] })
  versionId = (await listPolicyVersions(database.db, policyId))[0]?.id ?? ''
})
const as = (name: PersonName) => world.ctx(world.people[name])

async function done(row: Promise<{ id: string }>) {
  const { id } = await row
  expect(await runWhatIf(world.ctx(system))).toBe(id)
  const found = await getWhatIf(as('auditor'), { id })
  expect(found).toMatchObject({ state: 'done', failure: null })
  return found
}
const ask = () =>
  done(askWhatIf(as('officer'), { versionId, comparedVersionId: null, fromYear: year, toYear: year + 1 }))

async function granted(isPaid: boolean) {
  const project = await paidProject(database.db, world, [100_000_000n, 50_000_000n])
  const { id } = await determined(world, project.challengeId)
  await approved(world, id, 45_000_000n)
  if (isPaid) await paid(world, id)
  return { ...project, id }
}

/** Each of these is in the facts of a what-if that is asked afterwards. */
const changes: [string, () => Promise<unknown>][] = [
  [
    'an organisation registers',
    () =>
      database.db.insert(organisation).values({
        ...{ id: uuidv7(), kind: 'enterprise', name: 'Latecomer', regionCode: '410105' },
        creditCode: fakeCreditCode(900),
      }),
  ],
  [
    'an organisation is called otherwise, and moves',
    async () => {
      const row = eq(organisation.id, world.organisations.university)
      await database.db.update(organisation).set({ name: 'Between' }).where(row)
      await database.db.update(organisation).set({ name: 'Renamed', regionCode: '410200' }).where(row)
    },
  ],
  ['a project is awarded', () => awardedChallenge(database.db, world)],
  [
    'a contract is registered',
    async () =>
      registeredContract(world, await signedContract(world, contractTerms({ contractAmountFen: 90_000_000n }))),
  ],
]

test('whatever was recorded or changed since', { timeout: 120_000 }, async () => {
  const [first, second, third] = [await granted(true), await granted(false), await granted(false)]
  const original = await ask()
  const digests = new Set([original.factsSha256])
  for (const [what, change] of changes) {
    await change()
    digests.add((await ask()).factsSha256)
    const replay = await done(replayWhatIf(as('auditor'), { id: original.id }))
    expect([what, isSameResult(original, replay)]).toEqual([what, true])
  }
  expect(digests.size).toBe(1 + changes.length)
  const reversal = { reason: '付款退回', reversedOn: today(), evidence: slip('returned') }
  await reverseMoneyFact(as('poster'), { id: first.facts[1]?.id ?? '', ...reversal })
  await settle(world)
  const [claim] = (await listClawbacks(as('cashier'), { isOpenOnly: true, first: 10, after: null })).items
  await collectClawback(as('cashier'), { id: claim?.item.id ?? '', collectedOn: today(), bankReference: 'back' })
  await withdrawApproval(as('approver'), { id: second.id, reason: '申报材料有误' })
  await deregisterContract(as('registrar'), { id: third.registration.id, reason: '合同解除' })
  await settle(world)
  const replay = await done(replayWhatIf(as('auditor'), { id: original.id }))
  expect(isSameResult(original, replay)).toBe(true)
})

test('what an organisation was stays as it was written', async () => {
  for (const statement of [sql`update organisation_change set name = 'x'`, sql`delete from organisation_change`])
    await expect(database.db.execute(statement)).rejects.toMatchObject({ cause: { code: expect.anything() } })
})
