/** "未能认定": a figure for which a fact is missing is seen, as nothing that could be claimed, and gives way once it is given. */
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { outbox } from '#db/schema/outbox.ts'
import { payeeAccount } from '#db/schema/payout.ts'
import { determination } from '#db/schema/subsidy.ts'
import { system } from '#domain/access/actor.ts'
import { useDatabase } from '#test/support/database.ts'
import { claimed, paidProject } from '#test/support/subsidy.ts'
import { createWorld, type PersonName, type World } from '#test/support/world.ts'
import { recordSubsidyFact } from '#usecases/subsidy/facts/record-subsidy-fact.ts'
import { withdrawSubsidyFact } from '#usecases/subsidy/facts/withdraw-subsidy-fact.ts'
import { determinationVerdicts } from '#usecases/subsidy/figure/determination-access.ts'
import { determineSubsidy } from '#usecases/subsidy/figure/determine-subsidy.ts'
import { executeRun } from '#usecases/subsidy/figure/execute-run.ts'
import { findRun } from '#usecases/subsidy/figure/find-runs.ts'
import { listDeterminations } from '#usecases/subsidy/figure/list-determinations.ts'
import { listMyEntitlements } from '#usecases/subsidy/figure/list-my-entitlements.ts'
import { requestRun } from '#usecases/subsidy/figure/request-run.ts'
import type { StoredTrace } from '#usecases/subsidy/figure/stored-trace.ts'
import { tellSubsidy } from '#usecases/subsidy/money/tell-subsidy.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'

const policyId = 'by-size'
const rule = (id: string, who: string) => `
  - id: ${id}
    title: ${id}
    clause: c
    gives: ceiling
    beneficiary: project.listedById
    per: project.id
    window: { kind: whole_life, date: payment.paidOn }
    base: { of: payments, amount: payment.amountFen }
    rate: { value: 10, unit: percent }${who}`
const text = `format: jiebang-policy/1
id: ${policyId}
version: '1'
title: by size
issuingBody: test
documentNumber: null
jurisdiction: '410100'
status: in_force
effectiveFrom: '2020-01-01'
effectiveTo: null
clauses: [{ id: c, number: '1', title: c, text: c }]
rules:${rule('small', '\n    who: [{ field: beneficiary.size, is: small, why: 小型企业 }]')}${rule('any', '')}
`

const database = useDatabase()
let world: World
let challengeId = ''
beforeAll(async () => {
  world = await createWorld(database.db)
  await loadPolicyVersions(world.ctx(system), { packs: [{ name: 'by-size.yaml', text }] })
  challengeId = (await paidProject(database.db, world, [10_000_000n])).challengeId
})
const as = (name: PersonName) => world.ctx(world.people[name])
const determine = async (project = challengeId) => {
  const [row] = await determineSubsidy(as('officer'), { policyId, rule: 'small', challengeId: project })
  return row ?? expect.fail('the project has payments')
}
const run = async () => {
  const { id } = await requestRun(as('officer'), { policyId })
  expect(await executeRun(world.ctx(system))).toBe(id)
  return (await findRun(as('officer'), { id })) ?? expect.fail('the run was just done')
}
const keepSize = (size: string) =>
  recordSubsidyFact(as('officer'), {
    table: 'organisations',
    fields: { id: 'Test enterprise', size },
    ...{ source: '名录', document: null, evidenceId: null, replacesId: null },
  })
const ownFigures = async () =>
  (await listDeterminations(as('poster'), { first: 50, after: null })).items.map(({ item }) => item)
const waiting = async () =>
  (await database.db.select().from(determination).where(eq(determination.state, 'determined')))
    .map(row => `${row.rule} ${row.ceilingFen} ${row.isUndetermined}`)
    .sort()

describe('where a fact is missing', () => {
  test('a run stores the figure as 0, and counts it apart from the rest and its sum', async () => {
    const { id, ...done } = await run()
    expect(done).toMatchObject({ state: 'done', stored: 1, undetermined: 1, ceilingFen: 1_000_000n, leftOut: {} })
    expect(await waiting()).toEqual(['any 1000000 false', 'small 0 true'])
    const ofRun = { runId: id, first: 10, after: null }
    const only = async (isUndetermined: boolean | null) =>
      (await listDeterminations(as('auditor'), { ...ofRun, isUndetermined })).items.map(({ item }) => item.rule).sort()
    expect([await only(true), await only(false), await only(null)]).toEqual([['small'], ['any'], ['any', 'small']])
  })

  test('whoever determines the figure is told which', async () => {
    const { trace, ...row } = await determine()
    expect(row).toMatchObject({ state: 'determined', ceilingFen: 0n, isUndetermined: true })
    const { undetermined, notes } = trace as StoredTrace
    expect(undetermined).toContain('小型企业')
    expect(notes).toContain(`not determined: ${undetermined}`)
  })

  test('nobody claims it, and its unit is told nothing', async () => {
    const { id } = await determine()
    await expect(claimed(world, id)).rejects.toMatchObject({ code: 'UNDETERMINED' })
    await expect(tellSubsidy(as('officer'), { id })).rejects.toMatchObject({ code: 'UNDETERMINED' })
    expect((await ownFigures()).map(({ rule }) => rule)).toEqual(['any'])
    const mine = (await listMyEntitlements(as('poster'), {})).items.find(one => one.rule === 'small')
    expect(mine).toMatchObject({ entitledFen: 0n, determinedFen: 0n, undeterminedFen: 0n, figures: [] })
    expect(mine?.unmet.join()).toContain('小型企业')
    expect(await database.db.select().from(outbox).where(eq(outbox.topic, 'subsidy.recomputed'))).toEqual([])
  })

  test('it goes nowhere by SQL either', async () => {
    const { id } = await determine()
    const claim = { state: 'claimed' as const, claimedBy: world.people.poster.userId, claimedAt: new Date() }
    await expect(database.db.update(determination).set(claim).where(eq(determination.id, id))).rejects.toMatchObject({
      cause: { message: expect.stringContaining('determination_undetermined_is_zero') },
    })
  })
})

describe('once the fact is given', () => {
  test.each([
    ['small', 1_000_000n, ['any 1000000 false', 'small 1000000 false']],
    ['large', 0n, ['any 1000000 false', 'small 0 false']],
  ] as const)('of a %s unit the figure comes to %i, and nothing waits for it', async (size, _, left) => {
    await run()
    expect(await waiting()).toContain('small 0 true')
    const { id } = await keepSize(size)
    expect(await run()).toMatchObject({ state: 'done', undetermined: 0 })
    expect(await waiting()).toEqual(left)
    await withdrawSubsidyFact(as('officer'), { id, reason: '有误' })
  })
})

describe('a claim, when the fact that it hung on is withdrawn', () => {
  const toldOf = async () =>
    (await database.db.select().from(outbox).where(eq(outbox.topic, 'subsidy.recomputed'))).map(
      ({ payload }) => (payload as { determinationId: string }).determinationId,
    )
  /** Claimed, and then without its fact: determined twice. */
  async function waitingClaim() {
    const project = (await paidProject(database.db, world, [10_000_000n])).challengeId
    const { id: fact } = await keepSize('small')
    const { id } = await determine(project)
    const before = await claimed(world, id)
    await withdrawSubsidyFact(as('officer'), { id: fact, reason: '有误' })
    return { project, before, figures: [await determine(project), await determine(project)] as const }
  }
  const claimOf = ({ claimedBy, claimedAt }: { claimedBy: string | null; claimedAt: Date | null }) => [
    claimedBy,
    Number(claimedAt),
  ]

  test('waits: its unit sees it, and is told once that a fact is missing', async () => {
    const { before, figures } = await waitingClaim()
    for (const figure of figures) {
      expect(figure).toMatchObject({ state: 'determined', isUndetermined: true, ceilingFen: 0n })
      expect(claimOf(figure)).toEqual(claimOf(before))
    }
    const [first, second] = figures
    expect((await ownFigures()).map(({ id }) => id)).toEqual(expect.arrayContaining([first.id, second.id]))
    const told = await toldOf()
    expect([told.includes(first.id), told.includes(second.id)]).toEqual([true, false])
    expect(determinationVerdicts(world.people.poster, second).claim).toMatchObject({ code: 'UNDETERMINED' })
  })

  test('goes over to the figure that follows once the fact is given, with the account to pay to', async () => {
    const { project, before } = await waitingClaim()
    const { id: fact } = await keepSize('small')
    const after = await determine(project)
    expect(after).toMatchObject({ state: 'claimed', ceilingFen: 1_000_000n })
    expect(claimOf(after)).toEqual(claimOf(before))
    const [account] = await database.db.select().from(payeeAccount).where(eq(payeeAccount.determinationId, after.id))
    expect(account?.accountName).toBe('Test enterprise')
    expect(await toldOf()).toContain(after.id)
    await withdrawSubsidyFact(as('officer'), { id: fact, reason: '有误' })
  })

  test('falls away where the figure comes to 0 by the fact, and its unit is told', async () => {
    const { project } = await waitingClaim()
    const { id: fact } = await keepSize('large')
    const after = await determine(project)
    expect(after).toMatchObject({ state: 'determined', ceilingFen: 0n, isUndetermined: false, claimedBy: null })
    expect(await toldOf()).toContain(after.id)
    await withdrawSubsidyFact(as('officer'), { id: fact, reason: '有误' })
  })
})

test('what a figure says of itself is what its explanation says, by SQL too', async () => {
  const { id } = await determine()
  const deny = database.db.update(determination).set({ isUndetermined: false }).where(eq(determination.id, id))
  await expect(deny).rejects.toMatchObject({ cause: { constraint_name: 'determination_undetermined_says_so' } })
})
