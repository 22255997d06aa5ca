/** Too much was granted, found by several at the same moment and worked off by several: it comes back once. PostgreSQL only. */
import { setTimeout as sleep } from 'node:timers/promises'
import { and, eq, isNull } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { type OpenDatabase, openDatabase } from '#db/client.ts'
import { outbox } from '#db/schema/outbox.ts'
import { clawback, determination } from '#db/schema/subsidy.ts'
import { system } from '#domain/access/actor.ts'
import { today } from '#test/support/contracts.ts'
import { isRealPostgres, useDatabase } from '#test/support/database.ts'
import { approved, paid, paidProject } from '#test/support/subsidy.ts'
import { createWorld, type World } from '#test/support/world.ts'
import { recordSubsidyFact } from '#usecases/subsidy/facts/record-subsidy-fact.ts'
import { determineSubsidy } from '#usecases/subsidy/figure/determine-subsidy.ts'
import { executeRun } from '#usecases/subsidy/figure/execute-run.ts'
import { requestRun } from '#usecases/subsidy/figure/request-run.ts'
import { collectClawback } from '#usecases/subsidy/money/collect-clawback.ts'
import { raiseClawbacks } from '#usecases/subsidy/money/raise-clawbacks.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'

const policyId = 'raced'
const text = `format: jiebang-policy/1
id: ${policyId}
version: '1'
title: raced
issuingBody: test
documentNumber: null
jurisdiction: '410100'
status: in_force
effectiveFrom: '2020-01-01'
effectiveTo: null
clauses: [{ id: c, number: '1', title: c, text: c }]
rules:
  - id: less
    title: less
    clause: c
    gives: ceiling
    beneficiary: project.listedById
    per: project.id
    window: { kind: whole_life, date: payment.paidOn }
    base: { of: payments, amount: payment.amountFen }
    measures:
      above: { of: awards, amount: award.amountFen, per: award.projectId, window: { kind: whole_life, date: award.grantedOn } }
    figure: { minus: [{ rate: { value: 10, unit: percent }, of: base }, above] }
`

describe.skipIf(!isRealPostgres)('at the same moment (PostgreSQL only)', () => {
  const database = useDatabase()
  let world: World
  beforeAll(async () => {
    world = await createWorld(database.db)
    await loadPolicyVersions(world.ctx(system), { packs: [{ name: 'raced.yaml', text }] })
  })
  const officer = () => world.ctx(world.people.officer)
  const clawbacksOf = (id: string) => database.db.select().from(clawback).where(eq(clawback.determinationId, id))

  /** Every message that waits, each by one of two servers, all at once. */
  async function workOff(pools: readonly OpenDatabase[]) {
    const open = await database.db
      .select()
      .from(outbox)
      .where(and(eq(outbox.topic, 'subsidy.ground_changed'), isNull(outbox.doneAt)))
    await database.db.update(outbox).set({ attempts: 1 }).where(isNull(outbox.doneAt))
    const acts = open.map(({ seq, ordinal, payload }, i) => {
      const message = { seq, ordinal, topic: 'subsidy.ground_changed', payload, attempts: 1 } as never
      return raiseClawbacks({ ...world.ctx(system), db: (pools[i % 2] ?? database.opened).db }, message)
    })
    return Promise.all(acts)
  }

  test('a run and several officers find it, several workers raise it, while one is collected', async () => {
    const { challengeId } = await paidProject(database.db, world, [100_000_000n])
    const ask = { policyId, rule: 'less', challengeId }
    const [first] = await determineSubsidy(officer(), ask)
    const id = first?.id ?? ''
    await approved(world, id, 10_000_000n)
    await paid(world, id)
    const award = (amountFen: string) =>
      recordSubsidyFact(officer(), {
        table: 'awards',
        fields: {
          holderId: 'Test enterprise',
          projectId: challengeId,
          kind: 'prize',
          amountFen,
          grantedOn: '2024-01-01',
        },
        ...{ source: amountFen, document: null, evidenceId: null, replacesId: null },
      })
    const pools = await Promise.all([1, 2].map(() => openDatabase({ url: database.url ?? '' })))
    await award('3000000')
    await requestRun(officer(), { policyId })
    const finding = [
      executeRun(world.ctx(system)),
      ...pools.flatMap(({ db }) => [1, 2].map(() => determineSubsidy({ ...officer(), db }, ask))),
    ]
    await Promise.all(finding)
    expect((await workOff(pools)).length).toBeGreaterThan(1)
    expect(await clawbacksOf(id)).toMatchObject([{ amountFen: 3_000_000n }])
    // The next finding is raised while the first is collected: of a grant of ten, two and three come back.
    await award('2000000')
    await determineSubsidy(officer(), ask)
    const [raised] = await clawbacksOf(id)
    const proof = { id: raised?.id ?? '', collectedOn: today(), bankReference: 'back' }
    await Promise.all([workOff(pools), sleep(5).then(() => collectClawback(world.ctx(world.people.cashier), proof))])
    expect((await clawbacksOf(id)).map(({ amountFen }) => amountFen).sort()).toEqual([2_000_000n, 3_000_000n])
    const [figure] = await database.db.select().from(determination).where(eq(determination.id, id))
    expect([figure?.state, figure?.collectedFen]).toEqual(['paid', 3_000_000n])
    await Promise.all(pools.map(pool => pool.close()))
  })
})
